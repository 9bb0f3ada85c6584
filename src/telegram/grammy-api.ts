import { Api, GrammyError, HttpError, type Transformer } from 'grammy';
import type { UserId } from '../../machines/ids.ts';
import type { Membership } from '../store/team-store.ts';
import type { Answer, Call, CallAnswer, CallTelegram, ChatId } from './call.ts';
import { jsonFetch } from './json-fetch.ts';
import { membershipOf } from './membership.ts';
import type { CallOutcome, Metrics } from '../telemetry/metrics.ts';

export type BotIdentity = { id: number; username: string };

export type ChatFacts = { id: ChatId; title: string; linkedChatId: ChatId | null; isPublic: boolean };

/** An empty `url`: none is set. `lastError` stays when deliveries succeed again. */
export type WebhookFacts = {
  url: string;
  waiting: number;
  lastError: { atS: number; message: string } | null;
};

export type CommandMenu = {
  scope: 'all_private_chats' | 'chat';
  chatId?: ChatId;
  commands: { command: string; description: string }[];
};

type Invitation = {
  /** Shown to administrators only; at most 32 characters. */
  name?: string;
  expiresAtS?: number;
} & ({ people: number } | { asksToJoin: true });

/** What the desk asks of Telegram beyond delivery. Each throws `TelegramError` when it is refused or unreachable. */
export type TelegramApi = {
  call: CallTelegram;
  /** Answers a press, an inline query or a join request. A retry is safe; Telegram takes one answer. */
  answer(answer: Answer): Promise<CallAnswer>;
  me(): Promise<BotIdentity>;
  chat(chat: ChatId): Promise<ChatFacts>;
  membership(chat: ChatId, user: UserId, isPublic: boolean): Promise<Membership>;
  /** The people who administer a chat, without bots. */
  administrators(chat: ChatId): Promise<UserId[]>;
  /** Is the bot an administrator there, of a channel one who may post? */
  isServing(chat: ChatId, bot: number): Promise<boolean>;
  setMenu(menu: CommandMenu): Promise<void>;
  /** Has a menu been set for this chat? */
  hasMenu(chat: ChatId): Promise<boolean>;
  /** @returns the link. It is good for as long, for as many people, and with as much approval as `invitation` says */
  createInviteLink(chat: ChatId, invitation: Invitation): Promise<string>;
  revokeInviteLink(chat: ChatId, link: string): Promise<void>;
  webhook(): Promise<WebhookFacts>;
  /** Has updates of these kinds delivered to the address, each with the secret in a header. */
  setWebhook(url: string, secret: string, kinds: readonly string[]): Promise<void>;
  /** What waits goes on waiting. */
  deleteWebhook(): Promise<void>;
  /** Raw updates from `offset` on, after waiting for at most `timeoutS` seconds. */
  updates(
    offset: number | undefined,
    timeoutS: number,
    kinds: readonly string[],
    signal: AbortSignal,
  ): Promise<unknown[]>;
};

/** `code` is Telegram's own, or null when no answer of the Bot API came back. Never holds the token. */
export class TelegramError extends Error {
  override readonly name = 'TelegramError';
  readonly code: number | null;
  readonly retryAfterS: number | null;
  /** The supergroup that the chat has become. */
  readonly migratedTo: ChatId | null;
  constructor(
    message: string,
    code: number | null,
    retryAfterS: number | null = null,
    migratedTo: ChatId | null = null,
  ) {
    super(message);
    this.code = code;
    this.retryAfterS = retryAfterS;
    this.migratedTo = migratedTo;
  }
  /** Asking again does not help: people have to change something. */
  get isFinal(): boolean {
    return this.code !== null && this.code < 500 && this.code !== 429;
  }
}

/** Longer than any answer of a healthy Bot API server; what takes longer is in doubt. */
const CALL_TIMEOUT_S = 30;
const POLL_TIMEOUT_S = 90;

/** Telegram's default for webhooks, named so that it stays what it is. One chat's updates come one by one anyway. */
const CHATS_AT_ONCE = 40;

/** These say that no connection was made, so nothing can have happened. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** @param startCall begins the measurement of a call by its method */
export function createTelegramApi(
  token: string,
  apiRoot: string,
  startCall?: Metrics['startCall'],
): TelegramApi {
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_TIMEOUT_S, fetch: jsonFetch });
  const pollingApi = new Api(token, { apiRoot, timeoutSeconds: POLL_TIMEOUT_S, fetch: jsonFetch });
  if (startCall !== undefined) for (const { config } of [api, pollingApi]) config.use(measured(startCall));

  return {
    call: (call, signal) => carryOut(api, call, signal),
    answer: (answer) => carryOut(api, answer),
    me: () => ask(async () => identity(await api.getMe())),
    chat: (chat) =>
      ask(async () => {
        const facts = await api.getChat(chat);
        return {
          id: facts.id,
          title: facts.title ?? '',
          linkedChatId: facts.linked_chat_id ?? null,
          isPublic: facts.username !== undefined,
        };
      }),
    membership: async (chat, user, isPublic) => {
      try {
        const member = await ask(() => api.getChatMember(chat, user));
        return membershipOf(member, isPublic);
      } catch (error) {
        if (error instanceof TelegramError && NOT_A_MEMBER.test(error.message)) return 'outsider';
        throw error;
      }
    },
    administrators: (chat) =>
      ask(async () => {
        const members = await api.getChatAdministrators(chat);
        return members.filter(({ user }) => !user.is_bot).map(({ user }) => user.id as UserId);
      }),
    isServing: async (chat, bot) => {
      try {
        const me = await ask(() => api.getChatMember(chat, bot));
        return me.status === 'administrator' && me.can_post_messages !== false;
      } catch (error) {
        // Who was put out may not even ask.
        if (error instanceof TelegramError && error.isFinal && error.migratedTo === null) return false;
        throw error;
      }
    },
    setMenu: ({ scope, chatId, commands }) =>
      ask(async () => {
        await api.setMyCommands(commands, {
          scope: scope === 'chat' ? { type: 'chat', chat_id: chatId ?? 0 } : { type: scope },
        });
      }),
    hasMenu: (chat_id) =>
      ask(async () => (await api.getMyCommands({ scope: { type: 'chat', chat_id } })).length > 0),
    ...invitations(api),
    ...webhooks(api),
    updates: (offset, timeoutS, kinds, signal) =>
      ask(async () => {
        const updates: unknown = await pollingApi.getUpdates(
          {
            ...(offset === undefined ? {} : { offset }),
            limit: 100,
            timeout: timeoutS,
            allowed_updates: kinds as never,
          },
          signal as never,
        );
        // A proxy may answer in Telegram's stead.
        if (!Array.isArray(updates)) throw new TypeError('getUpdates answered no list');
        return updates;
      }),
  };
}

const invitations = (api: Api): Pick<TelegramApi, 'createInviteLink' | 'revokeInviteLink'> => ({
  createInviteLink: (chat, { name, expiresAtS, ...limit }) =>
    ask(async () => {
      const link = await api.createChatInviteLink(chat, {
        ...(name === undefined ? {} : { name }),
        ...(expiresAtS === undefined ? {} : { expire_date: expiresAtS }),
        ...('people' in limit ? { member_limit: limit.people } : { creates_join_request: true }),
      });
      return link.invite_link;
    }),
  revokeInviteLink: (chat, link) => ask(async () => void (await api.revokeChatInviteLink(chat, link))),
});

const webhooks = (api: Api): Pick<TelegramApi, 'webhook' | 'setWebhook' | 'deleteWebhook'> => ({
  webhook: () =>
    ask(async () => {
      const { url, pending_update_count, last_error_date, last_error_message } = await api.getWebhookInfo();
      return {
        url: url ?? '',
        waiting: pending_update_count,
        lastError:
          last_error_date === undefined ? null : { atS: last_error_date, message: last_error_message ?? '' },
      };
    }),
  setWebhook: (url, secret, kinds) =>
    ask(async () => {
      await api.setWebhook(url, {
        secret_token: secret,
        allowed_updates: kinds as never,
        max_connections: CHATS_AT_ONCE,
      });
    }),
  deleteWebhook: () => ask(async () => void (await api.deleteWebhook())),
});

const measured =
  (startCall: Metrics['startCall']): Transformer =>
  async (call, method, payload, signal) => {
    const end = startCall(method);
    try {
      const answer = await call(method, payload, signal);
      end(answer.ok ? 'ok' : outcomeOf(answer.error_code));
      return answer;
    } catch (error) {
      end('unanswered');
      throw error;
    }
  };

function outcomeOf(code: number): CallOutcome {
  if (code === 429) return 'rate-limited';
  return code < 500 ? 'refused' : 'failed';
}

/** @throws TelegramError instead of grammY's own errors */
export async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const answer = failureOf(error);
    const refused = answer.failure === 'refused';
    // oxlint-disable-next-line preserve-caught-error -- grammY's error may hold the URL, and the URL holds the token
    throw new TelegramError(
      answer.description,
      refused ? answer.code : null,
      refused ? answer.retryAfterS : null,
      refused ? (answer.migratedTo ?? null) : null,
    );
  }
}

/** Does Telegram answer at all? */
export async function answers(api: Pick<TelegramApi, 'me'>): Promise<boolean> {
  try {
    await api.me();
    return true;
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    return false;
  }
}

/** Telegram's answers about somebody who is not, and never was, in the chat (`TELEGRAM.md §2.2`). */
const NOT_A_MEMBER = /user not found|PARTICIPANT_ID_INVALID|USER_NOT_PARTICIPANT|member not found/i;

const identity = (me: { id: number; username: string }): BotIdentity => ({
  id: me.id,
  username: me.username,
});

/** One signature for all methods: the union of calls has been checked where it was written. */
type AnyMethod = (params: object, signal?: AbortSignal) => Promise<unknown>;

async function carryOut(
  api: Api,
  { method, params }: Call | Answer,
  signal?: AbortSignal,
): Promise<CallAnswer> {
  try {
    const result = await (api.raw[method] as unknown as AnyMethod)(params, signal);
    return { ok: true, messageIds: messageIdsOf(result) };
  } catch (error) {
    return failureOf(error);
  }
}

function messageIdsOf(result: unknown): number[] {
  if (Array.isArray(result)) return result.flatMap(messageIdsOf);
  if (typeof result !== 'object' || result === null || !('message_id' in result)) return [];
  return typeof result.message_id === 'number' ? [result.message_id] : [];
}

function failureOf(error: unknown): Extract<CallAnswer, { ok: false }> {
  if (error instanceof GrammyError) {
    return {
      ok: false,
      failure: 'refused',
      code: error.error_code,
      description: error.description,
      retryAfterS: error.parameters.retry_after ?? null,
      ...(error.parameters.migrate_to_chat_id === undefined
        ? {}
        : { migratedTo: error.parameters.migrate_to_chat_id }),
    };
  }
  const cause = error instanceof HttpError ? error.error : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return {
    ok: false,
    failure: UNSENT.has(code) ? 'unsent' : 'unknown',
    description: `No answer from the Bot API${code === '' ? '' : ` (${code})`}`,
  };
}
