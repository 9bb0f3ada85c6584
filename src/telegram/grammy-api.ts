import { Api, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { Content } from '../../machines/content.ts';
import type { UserId } from '../../machines/ids.ts';
import { createMask } from '../config/mask.ts';
import type { Proxies } from '../config/proxy.ts';
import { masked } from './masked.ts';
import { ask, carryOut, requireField } from './answer.ts';
import type { SetupApi, TelegramApi, Upload } from './api.ts';
import type { ChatId } from './call.ts';
import { contentOf } from './content.ts';
import { TelegramError } from './error.ts';
import { createJsonFetch } from './json-fetch.ts';
import { membershipOf } from './membership.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { measured } from './measured.ts';
import { setupReads } from './setup-reads.ts';

/** Longer than any answer of a healthy Bot API server. After a later answer the outcome is unconfirmed. */
const CALL_TIMEOUT_S = 30;
/** For polls and uploads. */
const LONG_TIMEOUT_S = 90;

/** Telegram's default for webhooks, named so that the number stays. Updates of a chat come in order anyway. */
const CHATS_AT_ONCE = 40;

/**
 * The only adapter to the Bot API.
 * @param startCall begins the measurement of a call by its method
 * @param proxies the way out; absent: the server is called directly
 */
export function createTelegramApi(
  token: string,
  apiRoot: string,
  { startCall, proxies = null }: { startCall?: Metrics['startCall']; proxies?: Proxies | null } = {},
): TelegramApi & { setup: SetupApi } {
  const fetch = createJsonFetch(proxies);
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_TIMEOUT_S, fetch });
  const patientApi = new Api(token, { apiRoot, timeoutSeconds: LONG_TIMEOUT_S, fetch });
  for (const { config } of [api, patientApi]) config.use(masked(createMask([token])));
  if (startCall !== undefined) for (const { config } of [api, patientApi]) config.use(measured(startCall));
  const webhook = webhooks(api);

  return {
    call: (call, signal) => carryOut(api, call, signal),
    answer: (answer) => carryOut(api, answer),
    upload: (chat, file) => ask(() => upload(patientApi, chat, file), uploadedIn),
    me: () =>
      ask(
        () => api.getMe(),
        ({ id, username }) => ({ id, username }),
      ),
    ...members(api),
    setMenu: ({ scope, chatId, language, commands }) =>
      ask(
        () =>
          api.setMyCommands(commands, {
            scope: scope === 'all_private_chats' ? { type: scope } : { type: scope, chat_id: chatId ?? 0 },
            ...(language === undefined ? {} : { language_code: language }),
          }),
        nothing,
      ),
    hasMenu: (chat_id) =>
      ask(
        () => api.getMyCommands({ scope: { type: 'chat', chat_id } }),
        (commands) => commands.length > 0,
      ),
    ...invitations(api),
    ...webhook,
    updates: (offset, timeoutS, kinds, signal) =>
      ask(
        () =>
          patientApi.getUpdates(
            {
              ...(offset === undefined ? {} : { offset }),
              limit: 100,
              timeout: timeoutS,
              allowed_updates: kinds as never,
            },
            signal as never,
          ),
        (updates: unknown) => {
          if (!Array.isArray(updates)) throw new TypeError('getUpdates answered no list');
          return updates as unknown[];
        },
      ),
    setup: { webhook: webhook.webhook, ...setupReads(api) },
  };
}

const nothing = (): void => {};

function upload({ raw }: Api, chat_id: ChatId, { what, name, bytes }: Upload): Promise<Message> {
  const common = { chat_id, disable_notification: true };
  const file = new InputFile(bytes, name);
  switch (what) {
    case 'photo':
      return raw.sendPhoto({ ...common, photo: file });
    case 'video':
      return raw.sendVideo({ ...common, video: file });
    case 'animation':
      return raw.sendAnimation({ ...common, animation: file });
    case 'document':
      return raw.sendDocument({ ...common, document: file });
    case 'audio':
      return raw.sendAudio({ ...common, audio: file });
    case 'voice':
      return raw.sendVoice({ ...common, voice: file });
  }
}

const uploadedIn = (message: Message): { message: number; content: Content | null } => ({
  message: requireField(message, 'message_id').message_id,
  content: contentOf(message),
});

const members = (api: Api): Pick<TelegramApi, 'chat' | 'membership' | 'administrators' | 'isServing'> => ({
  chat: (chat) =>
    ask(
      async () => requireField(await api.getChat(chat), 'id'),
      ({ id, title, linked_chat_id, username }) => ({
        id,
        title: title ?? '',
        linkedChatId: linked_chat_id ?? null,
        isPublic: username !== undefined,
      }),
    ),
  membership: async (chat, user, isPublic) => {
    try {
      return await ask(
        async () => requireField(await api.getChatMember(chat, user), 'status'),
        (member) => membershipOf(member, isPublic),
      );
    } catch (error) {
      if (error instanceof TelegramError && NOT_A_MEMBER.test(error.message)) return 'outsider';
      throw error;
    }
  },
  administrators: (chat) =>
    ask(
      () => api.getChatAdministrators(chat),
      (found) => found.filter(({ user }) => !user.is_bot).map(({ user }) => user.id as UserId),
    ),
  isServing: async (chat, bot) => {
    try {
      return await ask(
        async () => requireField(await api.getChatMember(chat, bot), 'status'),
        (me) => me.status === 'administrator' && me.can_post_messages !== false,
      );
    } catch (error) {
      // A bot outside the chat may not even ask.
      if (error instanceof TelegramError && error.isAboutChat && error.migratedTo === null) return false;
      throw error;
    }
  },
});

/** Telegram's answers about a user outside the chat (`FACTS.md #49`). */
const NOT_A_MEMBER = /user not found|PARTICIPANT_ID_INVALID|USER_NOT_PARTICIPANT|member not found/i;

const invitations = (api: Api): Pick<TelegramApi, 'createInviteLink' | 'revokeInviteLink'> => ({
  createInviteLink: (chat, { name, expiresAtS, ...limit }) =>
    ask(
      () =>
        api.createChatInviteLink(chat, {
          ...(name === undefined ? {} : { name }),
          ...(expiresAtS === undefined ? {} : { expire_date: expiresAtS }),
          ...('people' in limit ? { member_limit: limit.people } : { creates_join_request: true }),
        }),
      ({ invite_link }) => invite_link,
    ),
  revokeInviteLink: (chat, link) => ask(() => api.revokeChatInviteLink(chat, link), nothing),
});

const webhooks = (api: Api): Pick<TelegramApi, 'webhook' | 'setWebhook' | 'deleteWebhook'> => ({
  webhook: () =>
    ask(
      () => api.getWebhookInfo(),
      ({ url, pending_update_count, last_error_date: atS, last_error_message }) => ({
        url: url ?? '',
        waiting: pending_update_count,
        lastError: atS === undefined ? null : { atS, message: last_error_message ?? '' },
      }),
    ),
  setWebhook: (url, secret, kinds) =>
    ask(
      () =>
        api.setWebhook(url, {
          secret_token: secret,
          allowed_updates: kinds as never,
          max_connections: CHATS_AT_ONCE,
        }),
      nothing,
    ),
  deleteWebhook: () => ask(() => api.deleteWebhook(), nothing),
});
