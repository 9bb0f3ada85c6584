import type { Locale } from '../../machines/locales.ts';
import type { LeaseTimes } from '../leader/leader.ts';
import type { CompanyTexts } from '../outbox/delivery.ts';
import type { SetupApi, TelegramApi } from '../telegram/api.ts';
import type { Webhook } from '../telegram/webhook-registration.ts';
import type { OptionalFeature } from './features.ts';

/** One desk: a bot, a channel with a group, and the first settings. */
export type DeskOptions = {
  api: TelegramApi & { setup: SetupApi };
  /** `groupId` is null for the group linked to the channel. */
  chats: { channelId: number; groupId: number | null };
  /** Absent: the desk polls. */
  webhook?: Webhook | undefined;
  /** First values, until a document says otherwise. */
  settings: FirstSettings;
  /** First values. Days to keep links and the journal, and days to keep closed tickets. */
  retention: { logDays: number; reportDays: number };
  /** Features to leave out. */
  without?: ReadonlySet<OptionalFeature>;
  start: StartOptions;
};

type FirstSettings = {
  locale: Locale;
  /** In the language `locale`. */
  company: CompanyTexts;
  timeZone: string;
  notifyAdmins: boolean;
  floodPerMinute: number;
  /** @default 'full' `minimal`: neither the username nor the language of a client is kept */
  collect?: 'full' | 'minimal';
};

type StartOptions = {
  /** Folder outside Redis with the data id; null: the embedded Redis vouches for the data. */
  dataIdDir: string | null;
  /** Gives missing data up. */
  acceptsDataLoss?: boolean;
  /** No other process can serve the desk: a lease in Redis belongs to a dead process. */
  alone: boolean;
  /** @default LEASE_TIMES */
  leaseTimes?: LeaseTimes;
  /** Fires when the start is no longer wanted. A started desk ends by `stop`. */
  giveUp?: AbortSignal;
};
