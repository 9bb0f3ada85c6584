import type { ClientEvent } from '../../../machines/client/event.ts';
import type { ShownFace } from '../../../machines/client/post-text.ts';
import type { ClientId, ThreadMessageId, UserId } from '../../../machines/ids.ts';
import type { Link, Reacted } from '../../actor/command.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { Entry } from '../../actor/ports.ts';
import type { ClientRecord } from '../../actor/record.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { Links } from '../../store/links.ts';
import type { ParkedStore } from '../../store/parked-store.ts';
import type { Reactions } from '../../store/reactions.ts';
import type { Said } from '../../store/message-versions.ts';
import type { Call } from '../../telegram/call.ts';
import type { DeskChats } from '../../telegram/inbound.ts';
import type { CallContext } from '../../telegram/verdict.ts';
import type { OutboxEffect } from '../batch.ts';
import type { LaneId } from '../lanes.ts';

/** What an effect changes once it is over. */
export type Settlement = {
  event?: ClientEvent;
  links?: Link[];
  album?: { id: string; message: number };
  reacted?: Reacted;
  shown?: { threadNumber: number; face: ShownFace };
  effects?: DeskEffect[];
  /** It could not be done: why. */
  parked?: string;
  /** What was given up before and is of no use any more. */
  voids?: string[];
};

export type Prepared =
  | { is: 'over'; settlement: Settlement }
  | {
      is: 'call';
      call: Call;
      context: CallContext;
      /** @param messageIds what Telegram made of it: one, several for an album */
      done(messageIds: number[]): Settlement;
      /** Telegram will never take it. Absent: it is parked. */
      refused?(why: Refused): Settlement | Promise<Settlement>;
    };

export type Refused = {
  reason: string;
  /** Set when the person cannot be reached at all. */
  gone?: 'blocked' | 'deactivated' | 'never-started';
  /** Set when it is this message that Telegram does not pass on: for its kind, or because it was deleted. */
  uncopyable?: 'kind' | 'deleted';
};

/** What the company says to its clients in its own words; null: the catalogue's. */
export type CompanyTexts = Record<'start' | 'restart' | 'end' | 'terms', string | null>;

export type DeliveryDeps = {
  chats: DeskChats;
  texts: Texts;
  company: CompanyTexts;
  logDays: number;
  links: Links;
  said: Said;
  reactions: Reactions;
  parked: Pick<ParkedStore, 'entries'>;
  alerts: {
    /** Administrators who can be told something in private. */
    audience(): Promise<UserId[]>;
    unreachable(admin: UserId): Promise<void>;
  };
  place: {
    /** @throws RetryableError, or TelegramError, while no post would get a copy or its copy could have been missed */
    confirm(): Promise<void>;
    threadsFail(): Promise<void>;
  };
};

/**
 * What a delivery has to do without, because Telegram refused it: the reply to a message that is gone, the quote that
 * is not in it, the copy of an original that is gone, those it left together with, the change of what was sent before.
 */
export type Concession = 'context' | 'quote' | 'copy' | 'joint' | 'edit';

export type Attempt = {
  entry: Entry;
  record: ClientRecord | null;
  without: ReadonlySet<Concession>;
  /** It may have been carried out before, unknown to the desk: Telegram may show something else than what is recorded. */
  unsure: boolean;
};

export type Delivery<E extends OutboxEffect> = {
  lane(effect: E, owner: UserId): LaneId;
  /** What the client's record must have before the effect can be carried out. */
  needs: 'thread' | 'post' | 'nothing';
  prepare(effect: E, attempt: Attempt, deps: DeliveryDeps): Promise<Prepared> | Prepared;
};

export const over = (settlement: Settlement = {}): Prepared => ({ is: 'over', settlement });

export const clientOf = (attempt: Attempt): ClientId => attempt.entry.owner as number as ClientId;

/** The root of the client's thread. Only for effects that need the thread: the worker has seen that it is there. */
export function rootOf({ record }: Attempt): ThreadMessageId {
  const root = record?.state.context.thread.root;
  if (root === undefined || root === null) throw new Error('Delivered before the thread was ready');
  return root;
}
