/** npm run inspect <clientId> [--json]: all the desk knows of a client. */
import { existsSync } from 'node:fs';
import type { ClientId } from '../machines/words.ts';
import { SetupError } from '../src/base/errors.ts';
import { parseConfig } from '../src/config/config.ts';
import { npmTookJson, searchPath } from '../src/config/env.ts';
import { inspectClient, renderInspection } from '../src/ops/inspect.ts';
import { SANDBOX_BOT_ID } from '../src/sandbox/start.ts';
import { createClientStore } from '../src/store/client-store.ts';
import { createJournal } from '../src/store/journal.ts';
import { createKeys } from '../src/store/keys.ts';
import { openStoreBeside } from '../src/store/open-store.ts';
import { createOutboxStore } from '../src/store/outbox-store.ts';
import { createLogger } from '../src/telemetry/logger.ts';

const USAGE = 'Usage: npm run inspect <clientId> [--json]';

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json') || npmTookJson(process.env);
  const [id, ...rest] = args.filter((arg) => arg !== '--json');
  const client = Number(id);
  if (id === undefined || rest.length > 0 || !/^\d+$/.test(id) || !Number.isSafeInteger(client)) {
    throw new SetupError(`${USAGE}\nThe client's id is the number in their post.`);
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = parseConfig(process.env);
  const store = await openStoreBeside(config, {
    dir: 'data',
    path: searchPath(process.env),
    log: createLogger({ level: 'error', pretty: true }),
    onFailed: (error) => console.error(error.message),
  });
  try {
    const keys = createKeys(config.bot.kind === 'telegram' ? config.bot.botId : SANDBOX_BOT_ID);
    const seen = await inspectClient(client as ClientId, {
      clients: createClientStore(store.redis, keys, config.logDays),
      outbox: createOutboxStore(store.redis, keys),
      journal: createJournal(store.redis, keys),
    });
    if (seen === null) throw new SetupError(`Client ${client} has never written to this desk.`);
    console.log(json ? JSON.stringify(seen, null, 2) : renderInspection(seen));
  } finally {
    await store.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
