/** npm run parked -- list|retry|drop: handles the parked entries and updates. */
import type { EpochMs } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
import { npmTookJson } from '../src/config/env.ts';
import {
  findParked,
  parkedTarget,
  releaseParked,
  renderParked,
  showParked,
  USAGE,
} from '../src/cli/parked.ts';
import { createParkedStore } from '../src/store/parked-store.ts';
import { retryAs } from '../src/features/relay/retry-comment.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json') || npmTookJson(process.env);
  const withWords = args.includes('--words');
  const [order, ...which] = args.filter((arg) => arg !== '--json' && arg !== '--words');
  if (order !== 'list' && order !== 'retry' && order !== 'drop') throw new SetupError(USAGE);
  if (order === 'drop' && which.length === 0) throw new SetupError(`Which are to be dropped?\n${USAGE}`);
  const target = parkedTarget(which);
  const desk = await openDesk();
  try {
    const store = createParkedStore(desk.redis, desk.keys, desk.retention, retryAs);
    const parked = await findParked(store, target);
    if (order === 'list') {
      const shown = showParked(parked, withWords);
      console.log(json ? JSON.stringify(shown, null, 2) : renderParked(shown));
      return;
    }
    const at = Date.now() as EpochMs;
    const released = await releaseParked(store, parked, { how: order, by: { kind: 'operator' }, at });
    if (released === 0) throw new SetupError('Nothing of the kind is parked. See: npm run parked -- list');
    const what = order === 'retry' ? 'will be tried again by the running desk' : 'dropped';
    console.log(json ? JSON.stringify({ [order]: released }) : `${released} ${what}.`);
  } finally {
    await desk.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
