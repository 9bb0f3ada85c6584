import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { WriteOptions } from '../../src/sandbox/people/in-private.ts';
import type { Content } from '../../src/sandbox/people/people.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => endQuietly(desk);
});

const zeca = () => ({ userId: desk.client('zeca').id });
const hidden = { name: 'Fulano' };
const news = { chatId: -1009, title: 'Notícias', username: 'noticias_br', messageId: 7 };

type From = NonNullable<WriteOptions['forwardedFrom']>;

/** The result in the thread. */
async function forwards(content: Content, forwardedFrom: From): Promise<SeenMessage[]> {
  const before = desk.comments('ana').length;
  desk.client('ana').writes(content, { forwardedFrom });
  await desk.settle();
  return desk.comments('ana').slice(before);
}

/** The text under an entity. */
const marked = ({ text = '', entities = [] }: SeenMessage) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

test('a forwarded text says from whom it came, in one call, and keeps its formatting', async () => {
  desk.client('zeca').writes('oi');
  await desk.settle();
  const calls = desk.countCalls();
  const content: Content = {
    text: '👍 isto é importante',
    entities: [{ type: 'bold', offset: 10, length: 10 }],
  };
  const [arrived, ...more] = await forwards(content, zeca());
  expect(arrived?.text).toBe('↪️ Encaminhada de zeca\n👍 isto é importante');
  expect(marked(arrived as SeenMessage)).toEqual([
    ['text_mention', 'zeca'],
    ['bold', 'importante'],
  ]);
  expect(more).toEqual([]);
  expect(calls()).toEqual(['sendMessage']);
});

test('who hides is named without a link; a public channel is linked to its post, a private one only named', async () => {
  const [fromHidden] = await forwards('um', hidden);
  expect(fromHidden?.text).toBe('↪️ Encaminhada de Fulano\num');
  expect(fromHidden?.entities).toBeUndefined();
  const [fromPublic] = await forwards('dois', news);
  expect(fromPublic?.entities).toEqual([
    { type: 'text_link', offset: 18, length: 8, url: 'https://t.me/noticias_br/7' },
  ]);
  const [signed] = await forwards('três', { chatId: -1010, title: 'Interno', signature: 'Léo' });
  expect(signed?.text).toBe('↪️ Encaminhada de Interno (Léo)\ntrês');
  expect(signed?.entities).toBeUndefined();
});

test('a name cannot pass for more than a name', async () => {
  const name = '<b>Zé</b>\n✏️ Ana\u202E 🟥';
  const [arrived] = await forwards('texto', { name });
  expect(arrived?.text).toBe('↪️ Encaminhada de <b>Zé</b> ✏️ Ana 🟥\ntexto');
});

test('a forwarded photo says so in its caption, and stays as it was, in one call', async () => {
  const calls = desk.countCalls();
  const [plain] = await forwards({ photo: {}, spoiler: true }, hidden);
  expect(plain).toMatchObject({
    caption: '↪️ Encaminhada de Fulano',
    has_media_spoiler: true,
    photo: expect.anything(),
  });
  const [captioned] = await forwards(
    {
      video: {},
      caption: 'veja isto',
      captionEntities: [{ type: 'italic', offset: 5, length: 4 }],
      captionAbove: true,
    },
    hidden,
  );
  expect(captioned).toMatchObject({
    caption: '↪️ Encaminhada de Fulano\nveja isto',
    caption_entities: [{ type: 'italic', offset: 30, length: 4 }],
    show_caption_above_media: true,
    video: expect.anything(),
  });
  expect(calls()).toEqual(['copyMessage', 'copyMessage']);
});

test('a live photo that was forwarded and deleted is sent by its files', async () => {
  const { faults, groupId } = desk.sandbox;
  faults.next(
    { method: 'copyMessage', chatId: groupId },
    { error_code: 400, description: 'Bad Request: message to copy not found' },
  );
  const calls = desk.countCalls();
  const [arrived] = await forwards({ livePhoto: {}, spoiler: true }, hidden);
  expect(calls()).toEqual(['copyMessage', 'sendLivePhoto']);
  expect(arrived).toMatchObject({
    live_photo: expect.anything(),
    has_media_spoiler: true,
    caption: '↪️ Encaminhada de Fulano',
  });
});

test('an album that was forwarded says so once, and stays an album', async () => {
  const before = desk.comments('ana').length;
  desk.sandbox.people.writeAlbum(
    desk.client('ana').id,
    [{ photo: {} }, { photo: {}, caption: 'dois' }, { video: {} }],
    { forwardedFrom: hidden },
  );
  await desk.settle();
  const arrived = desk.comments('ana').slice(before);
  expect(arrived.map(({ caption }) => caption)).toEqual(['↪️ Encaminhada de Fulano', 'dois', undefined]);
  expect(new Set(arrived.map(({ media_group_id: id }) => id)).size).toBe(1);
});

test.each<[string, Content]>([
  ['a sticker', { sticker: {} }],
  ['a location', { location: { latitude: -23, longitude: -46 } }],
  ['a contact', { contact: { phoneNumber: '+551199', firstName: 'João' } }],
  ['a poll', { poll: { question: 'Qual?', options: ['a', 'b'] } }],
  ['a text that fills its message', { text: 'x'.repeat(4096) }],
  ['a caption that fills its photo', { photo: {}, caption: 'x'.repeat(1024) }],
])('%s, which has no room for it, is followed by a line that says so', async (_what, content) => {
  const [arrived, line, ...more] = await forwards(content, hidden);
  expect(line).toMatchObject({
    text: '↪️ Encaminhada de Fulano',
    reply_to_message: { message_id: arrived?.message_id },
  });
  expect(arrived?.text ?? arrived?.caption ?? '').not.toContain('Fulano');
  expect(more).toEqual([]);
});

test('a passage of a forwarded message is quoted where it stands, both ways', async () => {
  const [arrived] = await forwards('sim, não, sim', hidden);
  const own = desk.client('ana').chat().at(-1)?.message_id ?? 0;
  desk.agent('bia').comments('ana', 'por quê?', {
    replyTo: arrived?.message_id ?? 0,
    quote: 'sim',
    quotePosition: 99,
  });
  await desk.settle();
  expect(desk.client('ana').received().at(-1)).toMatchObject({
    text: 'por quê?',
    reply_to_message: { message_id: own },
    quote: { text: 'sim', position: 10 },
  });
  desk.client('ana').writes('este', { replyTo: own, quote: 'sim', quotePosition: 0 });
  await desk.settle();
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: 'este',
    reply_to_message: { message_id: arrived?.message_id },
    quote: { text: 'sim', position: '↪️ Encaminhada de Fulano\n'.length },
  });
});

test('a command that somebody else typed is a message to be read', async () => {
  const told = desk.client('ana').received().length;
  for (const text of ['/start promo', '/tos', '/ajuda']) {
    const [arrived, ...more] = await forwards(text, hidden);
    expect(arrived?.text).toBe(`↪️ Encaminhada de Fulano\n${text}`);
    expect(more).toEqual([]);
  }
  expect(desk.client('ana').received()).toHaveLength(told);
});

test('an agent who quotes the line of the desk simply answers', async () => {
  const [arrived] = await forwards('texto', hidden);
  desk
    .agent('bia')
    .comments('ana', 'quem é?', { replyTo: arrived?.message_id ?? 0, quote: 'Encaminhada de Fulano' });
  await desk.settle();
  const got = desk.client('ana').received().at(-1);
  expect(got).toMatchObject({ text: 'quem é?', reply_to_message: { text: 'texto' } });
  expect(got?.quote).toBeUndefined();
});

test('what an agent forwards reaches the client as the desk says it: nothing tells whose it was', async () => {
  const sources = [zeca(), hidden, news, { userId: desk.agent('bia').id }];
  for (const forwardedFrom of sources) {
    desk.agent('bia').comments('ana', 'veja', { forwardedFrom });
    desk.agent('bia').comments('ana', { photo: {}, caption: 'foto' }, { forwardedFrom });
    await desk.settle();
    const got = desk.client('ana').received().slice(-2);
    expect(got.map(({ text, caption }) => text ?? caption)).toEqual(['veja', 'foto']);
    for (const message of got) {
      expect(message.forward_origin).toBeUndefined();
      expect(message.from?.id).toBe(desk.sandbox.botId);
    }
  }
});

test.each(['/fim', '/p 3', '/ban', '/nada disso'])(
  '%s that an agent forwards is no order: it is said to the client',
  async (text) => {
    const before = desk.post('ana').text;
    desk.agent('bia').comments('ana', text, { forwardedFrom: hidden });
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe(text);
    expect(desk.post('ana').text).toBe(before);
    expect(desk.thread('ana')).toEqual(['oi', text]);
  },
);

test('a note that an agent forwards stays a note', async () => {
  const told = desk.client('ana').received().length;
  desk.agent('bia').comments('ana', '# caloteiro', { forwardedFrom: { userId: desk.agent('caio').id } });
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(told);
});

test('a forwarded photo whose message is gone is sent by its file, and still says whose it was', async () => {
  const { faults, groupId } = desk.sandbox;
  faults.next(
    { method: 'copyMessage', chatId: groupId },
    { error_code: 400, description: 'Bad Request: message to copy not found' },
  );
  const [arrived] = await forwards({ photo: {}, caption: 'olha' }, hidden);
  expect(arrived).toMatchObject({ caption: '↪️ Encaminhada de Fulano\nolha', photo: expect.anything() });
});
