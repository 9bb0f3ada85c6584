import type { UserId } from '../../../machines/ids.ts';
import type { ChatId } from '../../telegram/call.ts';
import type {
  AdministratorSetup,
  BotSetup,
  ChatSetup,
  MemberSetup,
  WebhookFacts,
} from '../../telegram/api.ts';

/** A fact, or the reason why the fact is unknown. */
export type Known<T> = { known: true; value: T } | { known: false; reason: string };

export type CheckedChat = {
  chat: ChatSetup;
  bot: Known<MemberSetup>;
  administrators: Known<AdministratorSetup[]>;
};

export type Person = { id: UserId; name: string; isBot: boolean };

/** Facts from MTProto only (`FACTS.md #64`). */
export type DeepFacts = {
  /** Posts show the author. */
  signatures: boolean;
  historyHidden: boolean;
  channelMembers: Members;
  groupMembers: Members;
};

export type Members = { people: Person[]; isComplete: boolean };

/** A configured board. */
export type WantedBoard = {
  channelId: ChatId;
  /** Null: the chat linked to the channel. */
  groupId: ChatId | null;
};

/** Facts of a board: a channel with its group. */
export type BoardFacts = {
  wanted: WantedBoard;
  channel: Known<CheckedChat>;
  /** Null: the id of the group is unknown. */
  group: Known<CheckedChat> | null;
  /** Administrators without a private chat with the bot. */
  unreachable: Known<UserId[]>;
  /** Null: not asked, API_ID is not set. */
  deep: Known<DeepFacts> | null;
};

/** The input of the checks. */
export type Facts = {
  /** Null: polling. */
  webhookUrl: string | null;
  bot: BotSetup;
  webhook: Known<WebhookFacts>;
  boards: BoardFacts[];
};
