import type { BoardNumber, ClientId, UserId } from '../../machines/ids.ts';
import type { Command } from '../actor/command.ts';
import type { Texts } from '../i18n/texts.ts';
import type { Links } from '../store/links.ts';
import type { Membership } from '../store/team-store.ts';
import type { ChatId } from '../telegram/call.ts';
import type { TelegramApi } from '../telegram/api.ts';
import type { Boards } from '../telegram/boards.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Collect } from './kept-profile.ts';
import type { DeskRows } from './desk-rows.ts';

export type InboundOf<K extends Inbound['kind']> = Extract<Inbound, { kind: K }>;

/** The people of the boards, as routing sees them. */
type TeamPort = {
  /**
   * The boards whose channel the person belongs to, with the part in the channel.
   * @throws TelegramError when a membership cannot be learned now: nobody may guess
   */
  memberships(user: UserId): Promise<ReadonlyMap<BoardNumber, Membership>>;
  /** An update named the membership. */
  learn(board: BoardNumber, user: UserId, membership: Membership): Promise<void>;
  /** Telegram reported no change of the board until now. */
  distrust(board: BoardNumber): Promise<void>;
  setReachable(user: UserId, reachable: boolean): Promise<void>;
};

export type RouteDeps = {
  desk: { boards: Boards; botUsername: string; texts: Texts; collect(): Collect };
  team: TeamPort;
  clients: Pick<Links, 'clientOfRoot' | 'clientOfPost' | 'threadOfRoot' | 'threadOfPost' | 'privateOf'> & {
    isClient(client: ClientId): Promise<boolean>;
  };
  channelHealth: { changed(board: BoardNumber): void; moved(from: ChatId, to: ChatId): Promise<void> };
  rows: DeskRows;
  /** Answers a press, an inline query or a join request at once. */
  answer: TelegramApi['answer'];
};

/** A command that an update asks for, before the command has an id and a time. */
export type Draft = Omit<Command, 'id' | 'at'> & {
  /** A hint to this stranger, who may be a channel. Dropped after a hint that day, and when many strangers write. */
  hintTo?: number;
};

/** Commits a command before the rest of an update can be understood. */
export type CommitFirst = (draft: Draft) => Promise<void>;
