/** npm run inspect <clientId> [--json]: prints the state of a client. */
import { SetupError } from '../src/base/errors.ts';
import { inspectClient, renderInspection } from '../src/cli/inspect.ts';
import { createConversationLog } from '../src/store/conversation-log.ts';
import { createJournal } from '../src/store/journal.ts';
import { createOutboxStore } from '../src/store/outbox-store.ts';
import { onDesk } from './open-desk.ts';
import { clientIn, runCommand, splitJson } from './run-command.ts';

const USAGE = 'Usage: npm run inspect <clientId> [--json]';

await runCommand(async (args) => {
  const { json, words } = splitJson(args);
  const client = clientIn(words, USAGE);
  await onDesk(async ({ redis, keys, clients }) => {
    const seen = await inspectClient(client, {
      clients,
      outbox: createOutboxStore(redis, keys),
      journal: createJournal(redis, keys),
      log: createConversationLog(redis, keys),
    });
    if (seen === null) throw new SetupError(`Client ${client} has never written to this desk.`);
    console.log(json ? JSON.stringify(seen, null, 2) : renderInspection(seen));
  });
});
