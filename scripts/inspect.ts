/** npm run inspect <clientId> [--json]: prints the state of a client. */
import type { ClientId } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
import { npmTookJson } from '../src/config/env.ts';
import { inspectClient, renderInspection } from '../src/cli/inspect.ts';
import { createClientStore } from '../src/store/client-store.ts';
import { createConversationLog } from '../src/store/conversation-log.ts';
import { createJournal } from '../src/store/journal.ts';
import { createOutboxStore } from '../src/store/outbox-store.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

const USAGE = 'Usage: npm run inspect <clientId> [--json]';

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json') || npmTookJson(process.env);
  const [id, ...rest] = args.filter((arg) => arg !== '--json');
  const client = Number(id);
  if (id === undefined || rest.length > 0 || !/^\d+$/.test(id) || !Number.isSafeInteger(client)) {
    throw new SetupError(`${USAGE}\nThe client's id is the number in their post.`);
  }
  const { redis, keys, retention, close } = await openDesk();
  try {
    const seen = await inspectClient(client as ClientId, {
      clients: createClientStore(redis, keys, retention),
      outbox: createOutboxStore(redis, keys),
      journal: createJournal(redis, keys),
      log: createConversationLog(redis, keys),
    });
    if (seen === null) throw new SetupError(`Client ${client} has never written to this desk.`);
    console.log(json ? JSON.stringify(seen, null, 2) : renderInspection(seen));
  } finally {
    await close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
