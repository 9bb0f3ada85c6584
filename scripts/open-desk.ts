/** The data of the desk that the environment describes, beside a desk that may be running. */
import { existsSync } from 'node:fs';
import { type Config, parseConfig } from '../src/config/config.ts';
import { searchPath } from '../src/config/env.ts';
import { SANDBOX_BOT_ID } from '../src/sandbox/start.ts';
import { createKeys, type Keys } from '../src/store/keys.ts';
import { type OpenStore, openStoreBeside } from '../src/store/open-store.ts';
import { createLogger } from '../src/telemetry/logger.ts';

export async function openDesk(): Promise<OpenStore & { config: Config; keys: Keys }> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = parseConfig(process.env);
  const store = await openStoreBeside(config, {
    dir: 'data',
    path: searchPath(process.env),
    log: createLogger({ level: 'error', pretty: true }),
    onFailed: (error) => console.error(error.message),
  });
  const keys = createKeys(config.bot.kind === 'telegram' ? config.bot.botId : SANDBOX_BOT_ID);
  return { ...store, config, keys };
}
