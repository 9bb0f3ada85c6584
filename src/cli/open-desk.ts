import { join } from 'node:path';
import { type DeskSettings, readDesk } from '../../machines/desk/desk-settings.ts';
import { type DocumentRules, documentRules } from '../../machines/desk/document-rules.ts';
import { type BoardNumber, FIRST_BOARD } from '../../machines/ids.ts';
import { chartSettingsOf } from '../actor/chart-settings.ts';
import { createDispatchBeside, type DecisionSettings, type Dispatch } from '../actor/dispatch.ts';
import type { ClientStore } from '../actor/ports.ts';
import { type Config, parseConfig } from '../config/config.ts';
import { searchPath } from '../config/env.ts';
import { loadEnvFile } from '../config/env-file.ts';
import { maskFor } from '../config/mask.ts';
import { checkTemplate } from '../i18n/check-template.ts';
import { SANDBOX_BOT_ID } from '../sandbox/start.ts';
import { botIdIn } from '../sandbox/world/journal-file.ts';
import { createClientStore } from '../store/client-store.ts';
import { createDocumentStore, type DocumentStore } from '../store/documents.ts';
import { createKeys, type Keys } from '../store/keys.ts';
import { type OpenStore, openStoreBeside } from '../store/open-store.ts';
import type { Retention } from '../store/retention.ts';
import { createLogger } from '../telemetry/logger.ts';
import { maskOutput } from '../telemetry/masked-output.ts';
import type { Terminal } from './command.ts';

type OpenDesk = Pick<OpenStore, 'redis'> & {
  config: Config;
  keys: Keys;
  rules: DocumentRules;
  clients: ClientStore;
  /** Decides as the desk does. */
  dispatch: Dispatch;
  /** As the documents say now. */
  retention: Retention;
};

/** The configuration of the folder and the environment. From now on the secrets are masked in all that is printed. */
export function readConfig({ process, env }: Terminal): Config {
  loadEnvFile('.env', env);
  maskOutput(process, maskFor(env));
  return parseConfig(env);
}

/** Opens the data of the configured desk for the time of `use`. The desk may be running. */
export async function onDesk<T>(terminal: Terminal, use: (desk: OpenDesk) => Promise<T>): Promise<T> {
  const config = readConfig(terminal);
  const store = await openStoreBeside(config, {
    path: searchPath(terminal.env),
    log: createLogger({ level: 'error', pretty: true, mask: maskFor(terminal.env) }),
    onFailed: (error) => terminal.warn(error.message),
  });
  const sandboxFile = join(config.dataDir, 'sandbox', 'telegram.jsonl');
  const botId = config.bot.kind === 'telegram' ? config.bot.botId : (botIdIn(sandboxFile) ?? SANDBOX_BOT_ID);
  const keys = createKeys(botId);
  const { redis } = store;
  const rules = documentRules(config, checkTemplate, terminal.featureSettings);
  try {
    const settings = await readSettings(createDocumentStore(redis, keys), rules);
    const retention = settings.now().desk.settings.value;
    const clients = createClientStore(redis, keys, retention);
    const dispatch = createDispatchBeside(clients, { settings, reactions: terminal.reactions });
    return await use({ redis, config, keys, rules, clients, dispatch, retention });
  } finally {
    await store.close();
  }
}

/** The settings for decisions. A damaged document counts as the first one, so that an erasing does not wait for a repair. */
async function readSettings(documents: DocumentStore, rules: DocumentRules): Promise<DecisionSettings> {
  const read = async (before: DeskSettings | null): Promise<DeskSettings> =>
    readDesk(await documents.readAll(), rules, before).desk;
  let desk = await read(null);
  return {
    now: () => ({ version: desk.version, chart: chartSettingsOf(desk, boardsOf(desk)), desk }),
    async refresh() {
      desk = await read(desk);
    },
  };
}

const boardsOf = ({ boards }: DeskSettings): BoardNumber[] => [
  FIRST_BOARD,
  ...[...boards.values()].flatMap(({ id, archived }) => (archived ? [] : [Number(id) as BoardNumber])),
];
