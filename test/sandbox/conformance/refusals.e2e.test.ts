import type { Message } from '@grammyjs/types';
import { expect } from 'vitest';
import { type Case, conform, refuses, type Scene } from './table.ts';

const BAD = '400 Bad Request:';

const DELETED = '403 Forbidden: the group chat was deleted';
const GROUP = 'FACTS.md #40 (BA:8158)';

function deletedGroup({ people }: Scene): number {
  const id = people.addGroup('group', 'Equipe');
  people.deleteGroup(id);
  return id;
}

conform('basic groups that are deleted', [
  refuses(
    GROUP,
    'take no message',
    'sendMessage',
    (scene) => ({ chat_id: deletedGroup(scene), text: 'oi' }),
    DELETED,
  ),
  refuses(GROUP, 'are not shown', 'getChat', (scene) => ({ chat_id: deletedGroup(scene) }), DELETED),
  {
    source: GROUP,
    claim: 'unless they had become a supergroup, which goes first',
    async run({ people, refusal }) {
      const id = people.addGroup('group', 'Equipe');
      people.migrateGroup(id);
      people.deleteGroup(id);
      expect(await refusal('sendMessage', { chat_id: id, text: 'oi' })).toContain('was upgraded');
    },
  },
]);

const KEYBOARDS = 'FACTS.md #47 (TD:ReplyMarkup.cpp)';
const web_app = { url: 'https://example.org/app' };
const keyboard = (button: object): object => ({ reply_markup: { keyboard: [[{ text: 'a', ...button }]] } });
const rows = (count: number): object => ({
  reply_markup: {
    inline_keyboard: Array.from({ length: count }, (_, at) => [
      { text: `${at} ${'x'.repeat(60)}`, callback_data: 'y'.repeat(60) },
    ]),
  },
});

conform('keyboards', [
  refuses(
    KEYBOARDS,
    'Web App buttons under the field of a group',
    'sendMessage',
    ({ groupId }) => ({ chat_id: groupId, text: 'oi', ...keyboard({ web_app }) }),
    `${BAD} web App buttons can be used in private chats only`,
  ),
  ...(
    [
      ['request_contact', true, 'phone number can be requested in private chats only'],
      ['request_location', true, 'location can be requested in private chats only'],
      ['request_poll', {}, 'poll can be requested in private chats only'],
    ] as const
  ).map(([field, value, reason]) =>
    refuses(
      KEYBOARDS,
      `${field} in a group`,
      'sendMessage',
      ({ groupId }) => ({ chat_id: groupId, text: 'oi', ...keyboard({ [field]: value }) }),
      `${BAD} ${reason}`,
    ),
  ),
  refuses(
    KEYBOARDS,
    'all of them are taken in private',
    'sendMessage',
    async ({ client }) => ({ chat_id: await client(), text: 'oi', ...keyboard({ web_app }) }),
    'ok',
  ),
  refuses(
    KEYBOARDS,
    'an inline Web App button without HTTPS',
    'sendMessage',
    async ({ client }) => ({
      chat_id: await client(),
      text: 'oi',
      reply_markup: { inline_keyboard: [[{ text: 'a', web_app: { url: 'http://a.com' } }]] },
    }),
    `${BAD} inline keyboard button Web App URL 'http://a.com' is invalid: Only HTTPS links are allowed`,
  ),
  refuses(
    'FACTS.md #47 (REPLY_MARKUP_TOO_LONG)',
    'a keyboard of 99 long rows',
    'sendMessage',
    ({ groupId }) => ({ chat_id: groupId, text: 'oi', ...rows(99) }),
    `${BAD} reply markup is too long`,
  ),
  refuses(
    'FACTS.md #47 (REPLY_MARKUP_TOO_LONG)',
    'one of 40 rows is taken',
    'sendMessage',
    ({ groupId }) => ({ chat_id: groupId, text: 'oi', ...rows(40) }),
    'ok',
  ),
]);

const MENU = 'FACTS.md #57 setChatMenuButton';
const menu = (url: string): object => ({ menu_button: { type: 'web_app', text: 'App', web_app: { url } } });
const badMenu = (url: string, reason: string): Case =>
  refuses(
    `${MENU} (BA:10702)`,
    `the address "${url}"`,
    'setChatMenuButton',
    () => ({ ...menu(url) }),
    `${BAD} menu button Web App URL '${url}' is invalid: ${reason}`,
  );

conform('the menu button', [
  badMenu('http://a.com', 'Only HTTPS links are allowed'),
  badMenu('a.com', 'Only HTTPS links are allowed'),
  badMenu('tg://resolve?domain=a', 'Only HTTPS links are allowed'),
  badMenu('ftp://a.com', 'Unsupported URL protocol'),
  badMenu('https://nowhere', 'Wrong HTTP URL'),
  badMenu('', 'URL host is empty'),
  refuses(
    MENU,
    'belongs to private chats',
    'setChatMenuButton',
    ({ groupId }) => ({ chat_id: groupId, menu_button: { type: 'commands' } }),
    `${BAD} invalid chat_id specified`,
  ),
  refuses(
    MENU,
    'of somebody whom the bot never saw',
    'setChatMenuButton',
    () => ({ chat_id: 987_654, menu_button: { type: 'commands' } }),
    `${BAD} user not found`,
  ),
  {
    source: MENU,
    claim: 'is shown for its chat, and the bot’s own in every other',
    async run({ call, client }) {
      const [ana, bruno] = [await client('Ana'), await client('Bruno')];
      const of = (chat_id: number) => call('getChatMenuButton', { chat_id });
      await call('setChatMenuButton', { chat_id: ana, ...menu('https://a.com/x') });
      await call('setChatMenuButton', { menu_button: { type: 'commands' } });
      expect(await of(ana)).toEqual({ type: 'web_app', text: 'App', web_app: { url: 'https://a.com/x' } });
      expect(await of(bruno)).toEqual({ type: 'commands' });
      await call('setChatMenuButton', { chat_id: ana, menu_button: { type: 'default' } });
      expect(await of(ana)).toEqual({ type: 'commands' });
    },
  },
]);

type Sent = Pick<Message, 'message_id'>;

conform('what a chat allows', [
  {
    source: 'FACTS.md #56 setMessageReaction (SPEC)',
    claim: 'reactions that are available; a copy has those of its channel',
    async run(scene) {
      const { people, groupId, channelId, refusal } = scene;
      const thread = await scene.thread();
      const comment: Sent = await scene.reply(thread, 'aqui');
      people.changeSettings(channelId, { available_reactions: [{ type: 'emoji', emoji: '🔥' }] });
      people.changeSettings(groupId, { available_reactions: [{ type: 'emoji', emoji: '👏' }] });
      const react = (chat_id: number, message_id: number, emoji: string): Promise<string> =>
        refusal('setMessageReaction', { chat_id, message_id, reaction: [{ type: 'emoji', emoji }] });
      const INVALID = `${BAD} REACTION_INVALID`;
      expect(await react(channelId, thread.postId, '🔥')).toBe('ok');
      expect(await react(channelId, thread.postId, '👏')).toBe(INVALID);
      expect(await react(groupId, thread.rootId, '🔥')).toBe('ok');
      expect(await react(groupId, thread.rootId, '👏')).toBe(INVALID);
      expect(await react(groupId, comment.message_id, '👏')).toBe('ok');
      expect(await react(groupId, comment.message_id, '🔥')).toBe(INVALID);
      expect(() => people.react(scene.owner, groupId, comment.message_id, '🔥')).toThrow('switched off');
    },
  },
  {
    source: 'FACTS.md #52 forwardMessage, copyMessage (TD:24288)',
    claim: 'what a chat with protected content holds may be copied by a bot, not forwarded',
    async run({ people, groupId, owner, channelId, refusal, call }) {
      people.changeSettings(groupId, { has_protected_content: true });
      const message_id = people.sayInGroup(owner, 'segredo');
      expect(await call('getChat', { chat_id: groupId })).toMatchObject({ has_protected_content: true });
      const from = { chat_id: channelId, from_chat_id: groupId, message_id };
      expect(await refusal('forwardMessage', from)).toBe(
        `${BAD} message has protected content and can't be forwarded`,
      );
      expect(await refusal('copyMessage', from)).toBe('ok');
    },
  },
]);
