import type { Message } from '@grammyjs/types';
import { expect } from 'vitest';
import { until } from '../bot-client.ts';
import { type Case, conform, type Scene } from './table.ts';

const BAD = '400 Bad Request:';
const MEGABYTE = 1024 * 1024;

/** What `method` with these parameters is answered. */
const refuses = (
  source: string,
  claim: string,
  method: string,
  params: (scene: Scene) => Record<string, unknown> | Promise<Record<string, unknown>>,
  answer: string,
): Case => ({
  source,
  claim,
  async run(scene) {
    expect(await scene.refusal(method, await params(scene))).toBe(answer);
  },
});

const DELETED = '403 Forbidden: the group chat was deleted';
const GROUP = 'TELEGRAM.md §2.0 (BA:8158)';

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

const KEYBOARDS = 'TELEGRAM.md §2.1 (TD:ReplyMarkup.cpp)';
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
    'TELEGRAM.md §2.1 (REPLY_MARKUP_TOO_LONG)',
    'a keyboard of 99 long rows',
    'sendMessage',
    ({ groupId }) => ({ chat_id: groupId, text: 'oi', ...rows(99) }),
    `${BAD} reply markup is too long`,
  ),
  refuses(
    'TELEGRAM.md §2.1 (REPLY_MARKUP_TOO_LONG)',
    'one of 40 rows is taken',
    'sendMessage',
    ({ groupId }) => ({ chat_id: groupId, text: 'oi', ...rows(40) }),
    'ok',
  ),
]);

const MENU = 'TELEGRAM.md §2.2 setChatMenuButton';
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

const REMOTE = `${BAD} wrong remote file identifier specified:`;
const file = (id: string, reason: string): Case =>
  refuses(
    'TELEGRAM.md §2.2 sendPhoto (TD:FileManager.cpp)',
    `"${id}" as a file_id`,
    'sendPhoto',
    ({ groupId }) => ({ chat_id: groupId, photo: id }),
    reason,
  );

conform('files by their id', [
  file('abcde', `${REMOTE} Wrong string length`),
  file('ab d', `${REMOTE} Wrong character in the string`),
  file('AgACAf', `${REMOTE} Wrong padding in the string`),
  file('AgACxxxx', `${REMOTE} can't unserialize it. Wrong last symbol`),
  {
    source: 'TELEGRAM.md §2.2, §8.18 (TD:27634)',
    claim: 'a file_id of another bot is none here',
    async run({ sandbox, refusal, people, groupId, client, heard }) {
      const other = sandbox.addDesk({ firstName: 'Vendas', username: 'vendas_bot' });
      people.write(await client(), { photo: {} });
      const [written] = await heard('message');
      const own = written?.photo?.[0]?.file_id ?? '';
      const foreign = `AgAC${Buffer.from(
        Buffer.from(own.slice(4), 'base64url').toString().replace(/^\d+/, String(other.botId)),
      ).toString('base64url')}`;
      expect(await refusal('sendPhoto', { chat_id: groupId, photo: own })).toBe('ok');
      expect(await refusal('sendPhoto', { chat_id: groupId, photo: foreign })).toBe(
        `${BAD} wrong file identifier/HTTP URL specified`,
      );
    },
  },
]);

const WEB = 'https://example.org/a';
const byUrl = (
  claim: string,
  kind: string,
  page: [mime: string, bytes: number] | null,
  answer: string,
): Case => ({
  source: `TELEGRAM.md §2.2 send${kind} (DOC)`,
  claim,
  async run({ sandbox, refusal, groupId }) {
    if (page !== null) sandbox.web.publish(WEB, { mime: page[0], bytes: new Uint8Array(page[1]) });
    expect(await refusal(`send${kind}`, { chat_id: groupId, [kind.toLowerCase()]: WEB })).toBe(answer);
  },
});

const UNREACHED = `${BAD} failed to get HTTP URL content`;
const WRONG_TYPE = `${BAD} wrong type of the web page content`;

conform('files by their address', [
  byUrl('an address where nothing is', 'Photo', null, UNREACHED),
  byUrl('a picture', 'Photo', ['image/jpeg', 5 * MEGABYTE], 'ok'),
  byUrl('a picture of more than 5 MB', 'Photo', ['image/jpeg', 5 * MEGABYTE + 1], UNREACHED),
  byUrl('a page in the place of a picture', 'Photo', ['text/html', 10], WRONG_TYPE),
  byUrl('a file of 20 MB', 'Document', ['application/pdf', 20 * MEGABYTE], 'ok'),
  byUrl('a file of more than 20 MB', 'Document', ['application/pdf', 20 * MEGABYTE + 1], UNREACHED),
  byUrl('a page in the place of a file', 'Document', ['text/html', 10], WRONG_TYPE),
  byUrl('a sound', 'Audio', ['audio/mpeg', 10], 'ok'),
  byUrl('a picture in the place of a sound', 'Audio', ['image/png', 10], WRONG_TYPE),
  byUrl('a film', 'Video', ['video/mp4', 10], 'ok'),
]);

async function upload({ sandbox, groupId }: Scene, sizes: number[]): Promise<string> {
  const form = new FormData();
  form.set('chat_id', String(groupId));
  form.set(
    'media',
    JSON.stringify(sizes.map((_size, at) => ({ type: 'document', media: `attach://f${at}` }))),
  );
  for (const [at, size] of sizes.entries()) form.set(`f${at}`, new Blob([new Uint8Array(size)]), 'a.bin');
  const url = `${sandbox.url}/bot${sandbox.token}/sendMediaGroup`;
  const answer = await fetch(url, { method: 'POST', body: form });
  const { ok, error_code, description } = (await answer.json()) as Record<string, unknown>;
  return ok === true ? 'ok' : `${String(error_code)} ${String(description)}`;
}

conform('what is too much at once', [
  {
    source: 'TELEGRAM.md §2.2 (DOC)',
    claim: 'a request with more than 50 MB of files, each of which is small enough',
    async run(scene) {
      expect(await upload(scene, [25 * MEGABYTE, 25 * MEGABYTE])).toBe('ok');
      expect(await upload(scene, [25 * MEGABYTE, 25 * MEGABYTE + 1])).toBe('413 Request Entity Too Large');
    },
  },
  {
    source: 'TELEGRAM.md §2.2 (DOC)',
    claim: 'a body of more than 50 MB',
    async run({ refusal, groupId }) {
      const text = 'x'.repeat(50 * MEGABYTE);
      expect(await refusal('sendMessage', { chat_id: groupId, text })).toBe('413 Request Entity Too Large');
    },
  },
  {
    source: 'TELEGRAM.md §2.0 (Client.h:73, BA:12587)',
    claim: 'an album that begins below 310 unsent messages passes as a whole; the next message does not',
    async run({ sandbox, people, clock, client, heard, ask, refusal }) {
      const [ana, bruno] = [await client('Ana'), await client('Bruno')];
      people.write(ana, { photo: {} });
      const [written] = await heard('message');
      const item = { type: 'photo', media: written?.photo?.[0]?.file_id };
      const ids = Array.from({ length: 100 }, () => people.write(ana, 'x'));
      sandbox.faults.next({ chatId: bruno, times: 5 }, { delayMs: 60_000 });
      const slow = [100, 100, 100, 9].map((count) =>
        refusal('copyMessages', { chat_id: bruno, from_chat_id: ana, message_ids: ids.slice(0, count) }),
      );
      await until(() => sandbox.look.private(bruno).length === 1 + 309);
      const album = refusal('sendMediaGroup', {
        chat_id: bruno,
        media: Array.from({ length: 10 }, () => item),
      });
      await until(() => sandbox.look.private(bruno).length === 1 + 319);
      const refused = ask('sendMessage', { chat_id: bruno, text: 'mais uma' });
      await until(() => {
        clock.advance(100);
        return sandbox.calls.at(-1)?.error !== undefined;
      });
      expect(await refused).toMatchObject({ error_code: 429, parameters: { retry_after: 60 } });
      clock.advance(60_000);
      expect(await Promise.all([...slow, album])).toEqual(slow.concat(album).map(() => 'ok'));
    },
  },
]);

type Sent = Pick<Message, 'message_id'>;

conform('what a chat allows', [
  {
    source: 'TELEGRAM.md §2.2 setMessageReaction (SPEC)',
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
    source: 'TELEGRAM.md §2.2 forwardMessage, copyMessage (TD:24288)',
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
