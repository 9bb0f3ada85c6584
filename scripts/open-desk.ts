/** Opens the data of the configured desk. The desk may be running. */
import { join } from 'node:path';
import { type Config, parseConfig } from '../src/config/config.ts';
import { searchPath } from '../src/config/env.ts';
import { loadEnvFile } from '../src/config/env-file.ts';
import { SANDBOX_BOT_ID } from '../src/sandbox/start.ts';
import { botIdIn } from '../src/sandbox/world/journal-file.ts';
import { createKeys, type Keys } from '../src/store/keys.ts';
import { type OpenStore, openStoreBeside } from '../src/store/open-store.ts';
import { maskFor } from '../src/config/mask.ts';
import { maskOutput } from '../src/telemetry/masked-output.ts';
import { createLogger } from '../src/telemetry/logger.ts';

export async function openDesk(): Promise<OpenStore & { config: Config; keys: Keys }> {
  loadEnvFile('.env', process.env);
  const mask = maskFor(process.env);
  maskOutput(process, mask);
  const config = parseConfig(process.env);
  const store = await openStoreBeside(config, {
    path: searchPath(process.env),
    log: createLogger({ level: 'error', pretty: true, mask }),
    onFailed: (error) => console.error(error.message),
  });
  const sandboxFile = join(config.dataDir, 'sandbox', 'telegram.jsonl');
  const botId = config.bot.kind === 'telegram' ? config.bot.botId : (botIdIn(sandboxFile) ?? SANDBOX_BOT_ID);
  const keys = createKeys(botId);
  return { ...store, config, keys };
}
