import type { DeskOptions } from '../../src/desk/options.ts';

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
  start: { alone: true, dataIdDir: null },
} as const satisfies Omit<DeskOptions, 'api' | 'chats'>;
