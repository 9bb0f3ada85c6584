/** npm run check-indexes [-- --json]: compares the lists with the records and prints the first difference. */
import type { EpochMs } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
import { checkIndexes, renderIndexReport } from '../src/cli/check-indexes.ts';
import { onDesk } from './open-desk.ts';
import { runCommand, splitJson } from './run-command.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

await runCommand(async (args) => {
  const { json, words } = splitJson(args);
  if (words.length > 0) throw new SetupError('Usage: npm run check-indexes [-- --json]');
  await onDesk(async (desk) => {
    const closedSince = (Date.now() - desk.retention.reportDays * DAY_MS) as EpochMs;
    const report = await checkIndexes({ ...desk, closedSince });
    console.log(json ? JSON.stringify(report, null, 2) : renderIndexReport(report));
    if (report.difference !== null) process.exitCode = 1;
  });
});
