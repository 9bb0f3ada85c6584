/** npm run check-indexes [-- --json]: compares the lists with the records and prints the first difference. */
import type { EpochMs } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
import { checkIndexes, renderIndexReport } from '../src/cli/check-indexes.ts';
import { npmTookJson } from '../src/config/env.ts';
import { createClientStore } from '../src/store/client-store.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json') || npmTookJson(process.env);
  if (args.some((arg) => arg !== '--json')) throw new SetupError('Usage: npm run check-indexes [-- --json]');
  const { redis, keys, retention, close } = await openDesk();
  try {
    const report = await checkIndexes({
      redis,
      keys,
      clients: createClientStore(redis, keys, retention),
      closedSince: (Date.now() - retention.reportDays * DAY_MS) as EpochMs,
    });
    console.log(json ? JSON.stringify(report, null, 2) : renderIndexReport(report));
    if (report.difference !== null) process.exitCode = 1;
  } finally {
    await close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
