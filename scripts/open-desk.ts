import { join } from 'node:path';
import { readDesk } from '../machines/desk/desk-settings.ts';
import { type DocumentRules, documentRules } from '../machines/desk/document-rules.ts';
import { type Config, parseConfig } from '../src/config/config.ts';
import { searchPath } from '../src/config/env.ts';
import { loadEnvFile } from '../src/config/env-file.ts';
import { featureSettings } from '../src/desk/features.ts';
import { checkTemplate } from '../src/i18n/check-template.ts';
import { SANDBOX_BOT_ID } from '../src/sandbox/start.ts';
import { botIdIn } from '../src/sandbox/world/journal-file.ts';
import type { ClientStore } from '../src/actor/ports.ts';
import { createClientStore } from '../src/store/client-store.ts';
import { createDocumentStore } from '../src/store/documents.ts';
import { createKeys, type Keys } from '../src/store/keys.ts';
import { type OpenStore, openStoreBeside } from '../src/store/open-store.ts';
import type { Retention } from '../src/store/retention.ts';
import { maskFor } from '../src/config/mask.ts';
import { maskOutput } from '../src/telemetry/masked-output.ts';
import { createLogger } from '../src/telemetry/logger.ts';

type OpenDesk = Pick<OpenStore, 'redis'> & {
  config: Config;
  keys: Keys;
  rules: DocumentRules;
  clients: ClientStore;
  /** As the documents say now. */
  retention: Retention;
};

/** Opens the data of the configured desk for the time of `use`. The desk may be running. */
export async function onDesk(use: (desk: OpenDesk) => Promise<void>): Promise<void> {
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
  const { redis } = store;
  const rules = documentRules(config, checkTemplate, featureSettings);
  try {
    const { desk } = readDesk(await createDocumentStore(redis, keys).readAll(), rules, null);
    const retention = desk.settings.value;
    await use({ redis, config, keys, rules, retention, clients: createClientStore(redis, keys, retention) });
  } finally {
    await store.close();
  }
}
