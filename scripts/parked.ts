/** npm run parked -- list|retry|drop: handles the parked entries and updates. */
import type { EpochMs } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
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
import { onDesk } from './open-desk.ts';
import { runCommand, splitJson } from './run-command.ts';

await runCommand(async (args) => {
  const { json, words } = splitJson(args);
  const withWords = words.includes('--words');
  const [order, ...which] = words.filter((word) => word !== '--words');
  if (order !== 'list' && order !== 'retry' && order !== 'drop') throw new SetupError(USAGE);
  if (order === 'drop' && which.length === 0) throw new SetupError(`Which are to be dropped?\n${USAGE}`);
  const target = parkedTarget(which);
  await onDesk(async ({ redis, keys, retention }) => {
    const store = createParkedStore(redis, keys, retention, retryAs);
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
  });
});
