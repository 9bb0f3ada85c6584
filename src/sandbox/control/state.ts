import type { Chat, Message, MessageEntity, ResponseParameters } from '@grammyjs/types';
import type { Refusal } from '../world/refused-act.ts';
import type { Budget, LimitMode } from '../bot-api/limits.ts';
import type { ChosenAssumptions } from '../world/assumptions.ts';
import type { Board, BotDoc, InviteDoc, JoinRequestDoc, Role } from '../world/shapes.ts';

/**
 * The state that the server sends to the console's page. Server and page share the types. The file holds types only
 * and imports no code of Node, so that the browser's compiler can read the file.
 */

/** A message as the Bot API shows the message, with the reactions and votes in apps. */
export type SeenMessage = Message & {
  reactions?: { userId: number; emoji: string }[];
  /** Votes of a poll, by voter. */
  votes?: { userId: number; options: number[] }[];
  /** Right answers of a quiz. */
  rightOptions?: number[];
};

export type SeenPost = {
  id: number;
  text: string;
  entities: MessageEntity[];
  pinned: boolean;
  /** The automatic copy in the group; null: no copy exists. */
  rootId: number | null;
  /** False: the app shows no button for comments. */
  canComment: boolean;
  commentCount: number;
  message: SeenMessage;
};

export type SeenUser = {
  id: number;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  deactivated: boolean;
  /** True after Start or a first message to the bot. */
  started: boolean;
  blocked: boolean;
  channelRole: Role;
  groupRole: Role;
};

/** A channel with a discussion group. */
export type SeenBoard = Board & { channel: Chat; group: Chat };

export type BoardState = SeenBoard & {
  /** False: the channel has another group now, or none. */
  isLinked: boolean;
  botRoles: { channel: string; group: string };
  /** Roles of the channel's members, by user. */
  roles: Record<string, Role>;
  /** Requests to join the channel or the group. */
  requests: SeenRequest[];
  /** Invitations into the channel or the group. */
  invites: SeenInvite[];
};

export type SeenRequest = JoinRequestDoc;
export type SeenInvite = InviteDoc;

export type ControlState = {
  limits: LimitMode;
  assumptions: ChosenAssumptions;
  budgets: { channel: Budget; group: Budget; all: Budget };
  /** Budgets of each board, the first board first. */
  boards: (Board & { budgets: { channel: Budget; group: Budget } })[];
  /** Milliseconds ahead of the machine's time; null: the time of this sandbox cannot be moved. */
  aheadMs: number | null;
};

/** Selects calls: any method, any chat and once, unless a field says otherwise. */
export type FaultMatch = {
  method?: string;
  chatId?: number;
  times?: number;
  /** Leaves `getUpdates` alone. */
  sparesPolling?: boolean;
};

/** An error instead of the effect; a connection cut before or after the effect; a late answer. */
export type Fault =
  | { error_code: number; description: string; parameters?: ResponseParameters }
  | 'drop-before'
  | 'drop-after'
  | { delayMs: number }
  /** This answer word for word; `isDone`: after the effect. `<url>` stands for the request's address, with the token. */
  | { status: number; body: string; isDone?: boolean }
  /** Sends the items of an album before this number, from 1, and fails the rest. */
  | { failsAt: number; reason: string };

export type WaitingFault = FaultMatch & { fault: Fault; left: number };

export type CopyMode = 'come' | 'withheld' | 'lost';

export type ShownCall = {
  at: number;
  method: string;
  chat: number | null;
  ok: boolean;
  error?: { error_code: number; description: string } | undefined;
  ms: number;
  /** The parameters as JSON, cut at a length. */
  params: string;
};

/** The parts of the state that are sent whole after a change. */
export type StateParts = {
  bot: Pick<BotDoc, 'id' | 'token' | 'firstName' | 'username' | 'inline' | 'commands'>;
  channel: Chat;
  group: Chat;
  channelId: number;
  groupId: number;
  /** The boards of the bot, the first one first. */
  boards: BoardState[];
  isLinked: boolean;
  botRoles: { channel: string; group: string };
  users: SeenUser[];
  pinned: { channel: number[]; group: number[] };
  pending: { updates: number; copies: number };
  /** Names of the lists of which only the newest items are shown. */
  longer: string[];
  control: ControlState;
  faults: WaitingFault[];
  copies: CopyMode;
  withheldUpdates: number[];
};

/** The lists of the state. Items are sent singly after a change. */
export type StateLists = {
  posts: SeenPost[];
  /** Messages of the group outside of any thread. */
  loose: SeenMessage[];
  /** Private chats with the bot, by user. */
  chats: Record<string, SeenMessage[]>;
  /** Comments, by post. */
  threads: Record<string, SeenMessage[]>;
  /** Lists of the second board and of later ones: `<channel>/posts`, `<channel>/loose`, `<channel>/threads/<post>`. */
  boardLists: Record<string, (SeenPost | SeenMessage)[]>;
};

/** The answer of `GET /console/state`. */
export type ConsoleState = StateParts & StateLists & { version: number; nowMs: number; calls: ShownCall[] };

/** New and different items, and the ids of removed items. */
export type ListChange = { set: unknown[]; gone: number[] };

/**
 * The change from a version to the next. `lists` by name: `posts`, `loose`, `chats/<user>`, `threads/<post>`; of
 * later boards `boards/<channel>/posts` and so on.
 */
export type Delta = {
  from: number;
  to: number;
  parts: Partial<StateParts>;
  lists: Record<string, ListChange>;
};

/** The answer to an act, a fault or a control. */
export type ActAnswer =
  | { ok: true; result: unknown }
  | { ok: false; error: string; refusal?: Refusal; about?: (string | number)[] };
