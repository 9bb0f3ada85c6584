import type { Message } from '@grammyjs/types';
import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { Content } from '../../src/sandbox/people/people.ts';
import { scrapeOf } from '../../src/telemetry/metrics.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

async function anaWrites(content: Content) {
  const before = desk.comments('ana').length;
  const id = desk.client('ana').writes(content);
  await desk.settle();
  const [arrived, ...more] = desk.comments('ana').slice(before);
  return { id, arrived, more, answer: desk.client('ana').received().at(-1) };
}

async function biaComments(content: Content) {
  const before = desk.client('ana').received().length;
  const id = desk.agent('bia').comments('ana', content);
  await desk.settle();
  const [arrived, ...more] = desk.client('ana').received().slice(before);
  return { id, arrived, more, answer: desk.comments('ana').at(-1) };
}

const zeca = { id: 5, type: 'private', first_name: 'Zeca' } as const;
const gif = { file_id: 'g', file_unique_id: 'g', width: 1, height: 1, duration: 1 };

/** Kinds that a bot can pass on only by copying. */
const copied: [string, Partial<Message>][] = [
  ['story', { story: { chat: zeca, id: 3 } }],
  [
    'game',
    { game: { title: 'Cobra', description: 'come', photo: [], text: '', text_entities: [], animation: gif } },
  ],
  ['checklist', { checklist: { title: 'Mudança', tasks: [{ id: 1, text: 'caixas' }] } }],
  [
    'rich_message',
    {
      rich_message: {
        blocks: [{ type: 'heading', text: ['Pedido ', { type: 'bold', text: '12' }], size: 1 }],
      },
    },
  ],
];

test.each(copied)('a %s arrives as it is, both ways', async (field, special) => {
  for (const say of [anaWrites, biaComments]) {
    const { arrived, more } = await say({ special });
    expect(arrived).toMatchObject(special);
    expect(more).toEqual([]);
  }
  expect(desk.log).toEqual([]);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  expect(field in (desk.comments('ana').at(-1) ?? {})).toBe(true);
});

const prize = { winner_count: 1, winners_selection_date: 1_800_000_000 };
const channel = { id: -1009, type: 'channel', title: 'Notícias' } as const;

const refused: [string, Partial<Message>, string][] = [
  ['paid media', { paid_media: { star_count: 5, paid_media: [] } }, 'mídia paga'],
  [
    'an invoice',
    { invoice: { title: 'x', description: 'y', start_parameter: '', currency: 'BRL', total_amount: 100 } },
    'cobranças',
  ],
  ['a giveaway', { giveaway: { chats: [channel], ...prize } }, 'sorteios'],
  [
    'winners',
    { giveaway_winners: { chat: channel, giveaway_message_id: 7, winners: [], ...prize } },
    'resultados',
  ],
];

test.each(refused)(
  '%s, which Telegram lets no bot pass on, is refused to whoever sent it, with the reason',
  async (_what, special, reason) => {
    const calls = desk.countCalls();
    const client = await anaWrites({ special });
    expect(client.arrived).toBeUndefined();
    expect(client.answer).toMatchObject({
      text: expect.stringContaining(reason),
      reply_to_message: { message_id: client.id },
    });
    const agent = await biaComments({ special });
    expect(agent.arrived).toBeUndefined();
    expect(agent.answer).toMatchObject({
      text: expect.stringMatching(new RegExp(`NÃO foi entregue ao cliente: .*${reason}`)),
      reply_to_message: { message_id: agent.id },
    });
    expect(calls().filter((method) => method.startsWith('copy'))).toEqual([]);
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  },
);

test('a kind that even the server does not know is refused visibly, logged and counted', async () => {
  const client = await anaWrites({ special: {} });
  expect(client.arrived).toBeUndefined();
  expect(client.answer).toMatchObject({
    text: expect.stringContaining('este tipo de mensagem'),
    reply_to_message: { message_id: client.id },
  });
  const agent = await biaComments({ special: {} });
  expect(agent.arrived).toBeUndefined();
  expect(agent.answer?.text).toContain('este tipo de mensagem');
  const lines = desk.log.filter((line) => line.includes('kind.unknown'));
  expect(lines).toHaveLength(2);
  expect(await scrapeOf(desk.logger).text()).toMatch(
    /balcao_events_total\{.*event="kind.unknown",kind="unknown".*\} 2\n/,
  );
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('a kind that came after this desk was written arrives if Telegram copies it, and is named in the log', async () => {
  await using later = await startDesk({ sandbox: { observer: { call() {}, update() {} } } });
  later.client('ana').writes({ special: { hologram: { depth: 3 } } });
  await later.settle();
  expect(later.comments('ana')).toMatchObject([{ hologram: { depth: 3 } }]);
  expect(await scrapeOf(later.logger).text()).toMatch(/balcao_events_total\{.*kind="hologram".*\} 1\n/);
  expect(later.log.join('')).toContain('"kind":"hologram"');
});

const news: Partial<Message>[] = [
  { write_access_allowed: { web_app_name: 'x' } },
  { message_auto_delete_timer_changed: { message_auto_delete_time: 60 } },
  { chat_background_set: { type: { type: 'chat_theme', theme_name: '🎄' } } },
  { community_chat_added: { community: { id: 1, name: 'Clube' } } },
  { poll_option_added: { option_persistent_id: '1', option_text: 'c' } },
  { paid_message_price_changed: { paid_message_star_count: 5 } },
  { web_app_data: { data: 'x', button_text: 'y' } },
];

test('news of the chat that nobody said are no messages: nothing is passed on, nobody is answered', async () => {
  const calls = desk.countCalls();
  for (const special of news) {
    desk.client('ana').writes({ special });
    desk.agent('bia').comments('ana', { special });
  }
  await desk.settle();
  expect(calls()).toEqual([]);
  expect(desk.log).toEqual([]);
});

const seenPoll = ({ poll }: SeenMessage = {} as SeenMessage) => [
  poll?.question,
  poll?.type,
  poll?.is_anonymous,
];

test.each([
  ['anonymous', true],
  ['open', false],
])('a poll with %s votes arrives as one, both ways', async (_how, isAnonymous) => {
  const poll = { question: 'Qual?', options: ['a', 'b'], isAnonymous };
  expect(seenPoll((await anaWrites({ poll })).arrived)).toEqual(['Qual?', 'regular', isAnonymous]);
  expect(seenPoll((await biaComments({ poll })).arrived)).toEqual(['Qual?', 'regular', isAnonymous]);
});

test("a client's quiz arrives; an agent's, whose answer no bot is told, is refused with the reason", async () => {
  const poll = { question: 'Quanto é 1 + 1?', options: ['1', '2'], isQuiz: true };
  expect(seenPoll((await anaWrites({ poll })).arrived)).toEqual([poll.question, 'quiz', true]);
  const agent = await biaComments({ poll });
  expect(agent.arrived).toBeUndefined();
  expect(agent.answer?.text).toContain('um quiz depois de encerrado');
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('a quiz that a client passes on, whose answer no bot is told, is refused with the reason', async () => {
  const poll = { question: 'Quanto é 1 + 1?', options: ['1', '2'], isQuiz: true };
  const id = desk.client('ana').writes({ poll }, { forwardedFrom: { name: 'Zeca' } });
  await desk.settle();
  expect(desk.comments('ana')).toHaveLength(1);
  expect(desk.client('ana').received().at(-1)).toMatchObject({
    text: expect.stringContaining('não nos deixa receber este quiz'),
    reply_to_message: { message_id: id },
  });
});

test('a live location arrives as the point where it began; moving on costs nothing and says nothing wrong', async () => {
  const calls = desk.countCalls();
  const location = { latitude: -23.5, longitude: -46.6, livePeriod: 900 };
  const { id, arrived } = await anaWrites({ location });
  expect(arrived?.location).toEqual({ latitude: -23.5, longitude: -46.6 });
  for (let step = 1; step <= 5; step += 1) {
    desk.client('ana').edits(id, { location: { ...location, latitude: -23.5 + step / 100 } });
  }
  await desk.settle();
  expect(calls()).toEqual(['copyMessage']);
});

test.each<[string, Content]>([
  ['a photo', { photo: {}, caption: 'em cima', captionAbove: true }],
  ['a live photo', { livePhoto: {}, caption: 'em cima', captionAbove: true }],
  ['a video', { video: {}, caption: 'em cima', captionAbove: true, spoiler: true }],
])('the caption above %s stays above it, also after an edit, both ways', async (_what, content) => {
  const changed = { ...(content as object), caption: 'mudou' } as Content;
  const client = await anaWrites(content);
  const agent = await biaComments(content);
  for (const { arrived } of [client, agent]) {
    expect(arrived).toMatchObject({ caption: 'em cima', show_caption_above_media: true });
  }
  desk.client('ana').edits(client.id, changed);
  desk.agent('bia').editsComment(agent.id, changed);
  await desk.settle();
  const inThread = desk.comments('ana').find(({ caption }) => caption === '✏️ mudou');
  const atClient = desk.client('ana').received().at(-1);
  for (const seen of [inThread, atClient]) expect(seen).toMatchObject({ show_caption_above_media: true });
});

test('somebody is mentioned without a name of their own, as long as the bot knows them', async () => {
  const zeca = desk.client('zeca').id;
  desk.client('zeca').writes('oi');
  await desk.settle();
  const user = { id: zeca, is_bot: false, first_name: 'zeca' };
  const content: Content = {
    text: 'fale com o Zé',
    entities: [{ type: 'text_mention', offset: 11, length: 2, user }],
  };
  for (const say of [anaWrites, biaComments]) {
    const { arrived } = await say(content);
    expect(arrived?.entities).toMatchObject([
      { type: 'text_mention', offset: 11, length: 2, user: { id: zeca } },
    ]);
  }
});

test.each<[string, Partial<Message>]>([
  ['the caption of a live photo', { live_photo: gif, photo: [], caption: '# só nós' }],
  ['the title of a checklist', { checklist: { title: ' # interno', tasks: [] } }],
  [
    'the beginning of rich text',
    { rich_message: { blocks: [{ type: 'heading', text: [{ type: 'bold', text: '# x' }], size: 1 }] } },
  ],
])('a note is a note where %s says so', async (_what, special) => {
  expect((await biaComments({ special })).arrived).toBeUndefined();
});

test('a note is a note where the question of a poll says so', async () => {
  const poll = { question: '# quem vai?', options: ['a', 'b'] };
  expect((await biaComments({ poll })).arrived).toBeUndefined();
});

test('what somebody says through an inline bot is said by them, both ways', async () => {
  const viaBot = desk.sandbox.botId;
  desk.client('ana').writes('resultado', { viaBot });
  await desk.settle();
  desk.agent('bia').comments('ana', 'resposta pronta', { viaBot });
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'resultado', 'resposta pronta']);
  expect(desk.client('ana').lastMessage()).toBe('resposta pronta');
});

test('what another bot says in a thread goes nowhere', async () => {
  const other = desk.person('robô', { firstName: 'Robô', isBot: true });
  desk.sandbox.people.setRole(desk.sandbox.groupId, other, 'administrator');
  const calls = desk.countCalls();
  desk.sandbox.people.comment(other, desk.post('ana').id, 'sou um robô');
  await desk.settle();
  expect(calls()).toEqual([]);
  expect(desk.client('ana').received()).toHaveLength(1);
});

test.each([
  ['anonymous', 'Gerência'],
  ['channel', undefined],
] as const)(
  'who speaks as %s is the desk in the journal, and nobody in the client’s chat',
  async (as, title) => {
    desk.agent('bia');
    const { people, groupId, channelId } = desk.sandbox;
    const bia = desk.client('bia').id;
    people.setRole(groupId, bia, 'administrator', {
      isAnonymous: true,
      ...(title === undefined ? {} : { title }),
    });
    desk.agent('bia').comments('ana', 'quem fala é a mesa', { as });
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('quem fala é a mesa');
    const row = (await desk.inspect('ana'))?.journal.find(({ event }) => event?.type === 'agent.commented');
    const place = desk.sandbox.views.channel()[0]?.message.chat;
    const name = title ?? (place !== undefined && 'title' in place ? place.title : '');
    expect(channelId).toBe(place?.id);
    expect(row?.event).toMatchObject({ by: { id: null, name } });
  },
);
