import type { MessageEntity } from '@grammyjs/types';
import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { Content } from '../../src/sandbox/people/people.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => endQuietly(desk);
});

/** The visible part of a message. File ids are the same in every chat. */
function seen(message: SeenMessage | undefined): Record<string, unknown> {
  const shown =
    /^(text|entities|caption|caption_entities|link_preview_options|has_media_spoiler|photo|live_photo|video|document|audio|voice|animation|sticker|video_note|contact|location|venue|dice)$/;
  const fields = Object.entries(message ?? {}).filter(([name]) => shown.test(name));
  const poll = message?.poll;
  return {
    ...Object.fromEntries(fields),
    ...(poll === undefined
      ? {}
      : { poll: { question: poll.question, options: poll.options.map(({ text }) => text) } }),
  };
}

async function anaWrites(content: Content, more: { replyTo?: number } = {}) {
  const id = desk.client('ana').writes(content, more);
  await desk.settle();
  const sent = desk
    .client('ana')
    .chat()
    .find((message) => message.message_id === id);
  return { id, sent, arrived: desk.comments('ana').at(-1) };
}

async function biaComments(content: Content, more: { replyTo?: number; quote?: string } = {}) {
  const id = desk.agent('bia').comments('ana', content, more);
  await desk.settle();
  const sent = desk.comments('ana').find((message) => message.message_id === id);
  return { id, sent, arrived: desk.client('ana').received().at(-1) };
}

const words = '👩‍👩‍👧 antes ';
const styled = (type: string, more: object = {}): { text: string; entities: MessageEntity[] } => ({
  text: `${words}trecho depois 🎉`,
  entities: [{ type, offset: words.length, length: 6, ...more } as unknown as MessageEntity],
});

const texts: [string, { text: string; entities?: MessageEntity[] }][] = [
  ...[
    'bold',
    'italic',
    'underline',
    'strikethrough',
    'spoiler',
    'code',
    'blockquote',
    'expandable_blockquote',
  ].map((type): [string, { text: string; entities: MessageEntity[] }] => [type, styled(type)]),
  ['pre with a language', styled('pre', { language: 'sql' })],
  ['a custom emoji', styled('custom_emoji', { custom_emoji_id: '5368324170671202286' })],
  ['a date', styled('date_time', { unix_time: 1_647_531_900, date_time_format: 'wDT' })],
  ['a link behind words', styled('text_link', { url: 'https://exemplo.com.br/a?b=1&c=<2>' })],
  [
    'styles inside each other',
    {
      text: `${words}trecho depois`,
      entities: [
        { type: 'bold', offset: words.length, length: 13 },
        { type: 'italic', offset: words.length + 7, length: 6 },
      ],
    },
  ],
  [
    'what Telegram finds by itself',
    { text: '👍 veja https://exemplo.com, @alguem_ai, #pedido e a@b.com.br' },
  ],
  ['lines, blanks and right-to-left', { text: 'a\n\n  b\n\u200Fשלום\u200F fim' }],
  ['what looks like markup', { text: '<b>não</b> *é* _marcação_ &amp; [x](y) `z` {{ n }} $1' }],
  ['4096 emoji', { text: '🎈'.repeat(4096) }],
];

test.each(texts)('text with %s arrives as it was written, both ways', async (_what, content) => {
  const client = await anaWrites(content);
  expect(seen(client.arrived)).toEqual(seen(client.sent));
  expect(client.arrived?.text).toBe(content.text);
  const agent = await biaComments(content);
  expect(seen(agent.arrived)).toEqual(seen(agent.sent));
  for (const { type, offset } of content.entities ?? []) {
    expect(client.arrived?.entities).toContainEqual(expect.objectContaining({ type, offset }));
    expect(agent.arrived?.entities).toContainEqual(expect.objectContaining({ type, offset }));
  }
});

test('a link whose preview was turned off or made small stays so, both ways', async () => {
  for (const linkPreview of [{ is_disabled: true }, { prefer_small_media: true, show_above_text: true }]) {
    const content = { text: 'veja https://exemplo.com', linkPreview };
    expect((await anaWrites(content)).arrived?.link_preview_options).toEqual(linkPreview);
    expect((await biaComments(content)).arrived?.link_preview_options).toEqual(linkPreview);
  }
});

const bold = { caption: `${words}trecho`, captionEntities: styled('bold').entities };
const media: [string, Content][] = [
  ['photo', { photo: {}, ...bold }],
  ['live photo', { livePhoto: {}, ...bold }],
  ['photo hidden behind a spoiler', { photo: {}, spoiler: true }],
  ['video', { video: { fileName: 'v.mp4' }, ...bold }],
  ['document', { document: { fileName: 'nota fiscal.pdf', mime: 'application/pdf' }, ...bold }],
  ['audio', { audio: { fileName: 'a.mp3' }, ...bold }],
  ['voice message', { voice: {}, ...bold }],
  ['animation', { animation: {}, ...bold }],
  ['sticker', { sticker: {} }],
  ['video note', { videoNote: {} }],
  ['contact', { contact: { phoneNumber: '+5511999990000', firstName: 'João', lastName: 'Luz' } }],
  ['location', { location: { latitude: -23.55, longitude: -46.63 } }],
  ['venue', { venue: { title: 'Loja', address: 'Rua A, 1', latitude: -23.5, longitude: -46.6 } }],
  ['poll', { poll: { question: 'Qual?', options: ['a', 'b'] } }],
  ['dice', { dice: { emoji: '🎲', value: 4 } }],
];

test.each(media)('a %s arrives both ways, without saying who sent it', async (_what, content) => {
  const client = await anaWrites(content);
  expect(seen(client.arrived)).toEqual(seen(client.sent));
  expect(Object.keys(seen(client.arrived))).not.toEqual([]);
  const agent = await biaComments(content);
  expect(seen(agent.arrived)).toEqual(seen(agent.sent));
  for (const { arrived } of [client, agent]) {
    expect(arrived?.from?.id).toBe(desk.sandbox.botId);
    expect(arrived?.forward_origin).toBeUndefined();
  }
});

test.each(media)('a %s in reply keeps what it replies to, both ways', async (_what, content) => {
  const question = await biaComments('pode mandar?');
  const answer = await anaWrites(content, { replyTo: question.arrived?.message_id ?? 0 });
  expect(answer.arrived?.reply_to_message?.message_id).toBe(question.id);
  const back = await biaComments(content, { replyTo: answer.arrived?.message_id ?? 0 });
  expect(back.arrived?.reply_to_message?.message_id).toBe(answer.id);
});

test('replies keep what they reply to, whoever wrote it', async () => {
  const first = await anaWrites('são dois pedidos');
  const second = await anaWrites('o 12 e o 13', { replyTo: first.id });
  expect(second.arrived?.reply_to_message?.message_id).toBe(first.arrived?.message_id);

  const answer = await biaComments('qual dos dois?', { replyTo: second.arrived?.message_id ?? 0 });
  expect(answer.arrived?.reply_to_message?.message_id).toBe(second.id);

  const nested = await biaComments('o 12?', { replyTo: answer.id });
  expect(nested.arrived?.reply_to_message?.message_id).toBe(answer.arrived?.message_id);

  const last = await anaWrites('isso', { replyTo: nested.arrived?.message_id ?? 0 });
  expect(last.arrived?.reply_to_message?.message_id).toBe(nested.id);
  expect(desk.thread('ana')).toEqual([
    'oi',
    'são dois pedidos',
    'o 12 e o 13',
    'qual dos dois?',
    'o 12?',
    'isso',
  ]);
});

test('a comment under the post itself quotes nothing', async () => {
  const { arrived } = await biaComments('bom dia');
  expect(arrived).toMatchObject({ text: 'bom dia' });
  expect(arrived?.reply_to_message).toBeUndefined();
});

test('a reply to a note or to a ⚙️ line goes out without it', async () => {
  const note = await biaComments('# cliente antigo');
  const reply = await biaComments('um momento', { replyTo: note.id });
  expect(reply.arrived).toMatchObject({ text: 'um momento' });
  expect(reply.arrived?.reply_to_message).toBeUndefined();
  await biaComments('/p 2');
  const line = desk.comments('ana').at(-1)?.message_id ?? 0;
  const second = await biaComments('já vi', { replyTo: line });
  expect(second.arrived).toMatchObject({ text: 'já vi' });
  expect(second.arrived?.reply_to_message).toBeUndefined();
});

test('a reply to the greeting, which is not in the thread, arrives plain', async () => {
  const greeting = desk.client('ana').received()[0]?.message_id ?? 0;
  const { arrived } = await anaWrites('obrigada', { replyTo: greeting });
  expect(arrived).toMatchObject({ text: 'obrigada', message_thread_id: desk.post('ana').rootId });
});

test('a reply to a comment that was deleted meanwhile still arrives, without it', async () => {
  const question = await biaComments('qual o número?');
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, question.id);
  const { arrived } = await anaWrites('é o 7', { replyTo: question.arrived?.message_id ?? 0 });
  expect(arrived).toMatchObject({ text: 'é o 7', message_thread_id: desk.post('ana').rootId });
  expect(desk.posts('ana')).toHaveLength(1);
});

test('a reply to what the client deleted still arrives, without it', async () => {
  const said = await anaWrites('esquece');
  desk.sandbox.people.deleteMessage(desk.client('ana').id, said.id);
  const { arrived } = await biaComments('esqueci', { replyTo: said.arrived?.message_id ?? 0 });
  expect(arrived).toMatchObject({ text: 'esqueci' });
});

test('what the client deleted before it was delivered arrives as text', async () => {
  const id = desk.client('ana').writes('escrevi e apaguei');
  desk.sandbox.people.deleteMessage(desk.client('ana').id, id);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'escrevi e apaguei']);
});

test('an album arrives complete and in order, both ways', async () => {
  const items: Content[] = [
    { photo: {}, caption: 'um' },
    { photo: {}, caption: 'dois' },
    { video: {}, caption: 'três' },
  ];
  desk.sandbox.people.writeAlbum(desk.client('ana').id, items);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'um', 'dois', 'três']);
  for (const item of items) desk.agent('bia').comments('ana', item);
  await desk.settle();
  expect(
    desk
      .client('ana')
      .received()
      .slice(-3)
      .map(({ caption }) => caption),
  ).toEqual(['um', 'dois', 'três']);
});

test('what somebody deletes is gone for them alone, and the conversation goes on', async () => {
  const { people, groupId } = desk.sandbox;
  const ana = desk.client('ana');
  const mine = ana.writes('meu telefone é 9999');
  const photo = ana.writes({ photo: {}, caption: 'a nota' });
  await desk.settle();
  const answer = desk.agent('bia').comments('ana', 'anotado');
  await desk.settle();
  const thread = desk.thread('ana');
  const received = ana.received().map(({ text }) => text);
  const calls = desk.countCalls();
  for (const id of [mine, photo]) people.deleteMessage(ana.id, id);
  people.deleteMessage(groupId, answer);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(thread.filter((text) => text !== 'anotado'));
  expect(ana.received().map(({ text }) => text)).toEqual(received);
  expect(calls()).toEqual([]);
  ana.writes('e agora?');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('e agora?');
  expect(calls()).toEqual(['sendMessage']);
});
