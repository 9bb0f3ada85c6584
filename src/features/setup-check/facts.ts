import type { UserId } from '../../../machines/ids.ts';
import type { ChatId } from '../../telegram/call.ts';
import type {
  AdministratorSetup,
  BotSetup,
  ChatSetup,
  MemberSetup,
  WebhookSetup,
} from '../../telegram/setup-api.ts';

/** What was learned, or why it was not. */
export type Known<T> = { known: true; value: T } | { known: false; reason: string };

export type Place = { chat: ChatSetup; bot: Known<MemberSetup>; administrators: Known<AdministratorSetup[]> };

export type Person = { id: UserId; name: string; isBot: boolean };

/** What only MTProto tells (`TELEGRAM.md §7.3`). */
export type DeepFacts = {
  /** Posts show who wrote them. */
  signatures: boolean;
  historyHidden: boolean;
  channelMembers: Members;
  groupMembers: Members;
};

export type Members = { people: Person[]; isComplete: boolean };

/** All that the checks judge. */
export type Facts = {
  wanted: {
    channelId: ChatId;
    /** Null: the chat linked to the channel. */
    groupId: ChatId | null;
    /** Null: polling. */
    webhookUrl: string | null;
  };
  bot: BotSetup;
  webhook: Known<WebhookSetup>;
  channel: Known<Place>;
  /** Null: nobody knows which chat it would be. */
  group: Known<Place> | null;
  /** People whom the desk could not write to in private. */
  unreachable: Known<UserId[]>;
  /** Null: not asked, API_ID is not set. */
  deep: Known<DeepFacts> | null;
};
