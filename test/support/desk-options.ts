import type { DeskOptions } from '../../src/desk/options.ts';
import type { SetupApi } from '../../src/telegram/api.ts';

/** The company has no texts. */
export const NO_TEXTS = { start: null, restart: null, end: null, terms: null } as const;

export const FIRST_SETTINGS = {
  locale: 'pt-BR',
  company: NO_TEXTS,
  timeZone: 'UTC',
  notifyAdmins: true,
  floodPerMinute: 0,
} as const satisfies DeskOptions['settings'];

/** The options of a desk, besides Telegram. */
export const DESK_OPTIONS = {
  settings: FIRST_SETTINGS,
  retention: { logDays: 90, reportDays: 400 },
  // Ten questions at each start. A test of the set-up check asks for the feature.
  without: new Set(['setupCheck']),
  start: { alone: true, dataIdDir: null },
} as const satisfies Omit<DeskOptions, 'api' | 'chats'>;

const unused = (): never => {
  throw new Error('Nobody asks about the set-up');
};

/** The set-up of a Telegram that is not asked. */
export const UNASKED_SETUP = {
  bot: unused,
  webhook: unused,
  chat: unused,
  member: unused,
  administrators: unused,
  newestCopy: unused,
} satisfies SetupApi;
