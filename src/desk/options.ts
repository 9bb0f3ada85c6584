import type { Texts } from '../i18n/texts.ts';
import type { LeaseTimes } from '../leader/leader.ts';
import type { CompanyTexts } from '../outbox/delivery.ts';
import type { TelegramApi } from '../telegram/api.ts';
import type { Webhook } from '../telegram/webhook-registration.ts';
import type { OptionalFeature } from './features.ts';

/** One desk: a bot with its channel and group, and how the desk works. */
export type DeskOptions = {
  api: TelegramApi;
  channelId: number;
  /** Null: the group linked to the channel. */
  groupId: number | null;
  /** Absent: the desk polls. */
  webhook?: Webhook | undefined;
  texts: Texts;
  /** First values of the settings: what holds until a document says otherwise. */
  company: CompanyTexts;
  timeZone: string;
  notifyAdmins: boolean;
  floodPerMinute: number;
  logDays: number;
  reportDays: number;
  /** @default 'full' `minimal`: neither the username nor the language of a client is kept */
  collect?: 'full' | 'minimal';
  /** Features that this desk does not have. */
  without?: ReadonlySet<OptionalFeature>;
  /** Where the id of the data is remembered outside Redis; null: the embedded Redis vouches for the data. */
  stampDir: string | null;
  /** Data that is missing is given up. */
  acceptsDataLoss?: boolean;
  /** No other process can serve this desk: a lease that is there was left by a dead process. */
  alone: boolean;
  /** @default LEASE_TIMES */
  leaseTimes?: LeaseTimes;
  /** Ends a start that is no longer wanted. A desk that has started is ended by `stop`. */
  giveUp?: AbortSignal;
};
