import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';

/** Ana's first message has arrived and Bia has done what is given, in order. */
async function deskWhereBia(...did: string[]): Promise<TestDesk> {
  const desk = await startDesk();
  desk.client('ana').writes('primeira');
  await desk.settle();
  for (const command of did) {
    desk.agent('bia').comments('ana', command);
    await desk.settle();
  }
  return desk;
}

const serving = [
  { state: 'open', did: [] },
  { state: 'prioritized', did: ['/p 3'] },
];

const faceOf = (desk: TestDesk) => {
  const { text, pinned } = desk.post('ana');
  return { glyph: text.split(' ')[0], pinned };
};

const received = (desk: TestDesk): (string | undefined)[] => desk.client('ana').texts();

/** The messages at the client and in the thread after `act`. */
async function newsAfter(desk: TestDesk, act: () => void) {
  const before = { client: received(desk).length, thread: desk.thread('ana').length };
  act();
  await desk.settle();
  return { client: received(desk).slice(before.client), thread: desk.thread('ana').slice(before.thread) };
}

const commands = (desk: TestDesk, command: string) =>
  newsAfter(desk, () => desk.agent('bia').comments('ana', command));

test('new: /start alone greets and opens no post', async () => {
  await using desk = await startDesk();
  desk.client('ana').starts();
  await desk.settle();
  expect(received(desk)).toEqual([expect.stringContaining('Olá, ana!')]);
  expect(desk.sandbox.views.channel()).toEqual([]);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'new', ticket: 0, waiting: [] });
});

test('new: the first message after /start opens the post and does not greet again', async () => {
  await using desk = await startDesk();
  desk.client('ana').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(received(desk)).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['oi']);
  expect(faceOf(desk)).toEqual({ glyph: '🟦', pinned: true });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', priority: 1, ticket: 1 });
});

test('new: /start and the first message in one breath greet once', async () => {
  await using desk = await startDesk();
  desk.client('ana').starts();
  desk.client('ana').writes('oi');
  desk.client('ana').writes('tudo bem?');
  await desk.settle();
  expect(received(desk)).toHaveLength(1);
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['oi', 'tudo bem?']);
});

test('new: the origin is remembered and is the first line of the thread', async () => {
  await using desk = await startDesk();
  desk.client('ana').starts('site_promo-2026');
  await desk.settle();
  expect(desk.sandbox.views.channel()).toEqual([]);
  desk.client('ana').writes('oi');
  desk.client('ana').writes('quero comprar');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['⚙️ Origem: site_promo-2026', 'oi', 'quero comprar']);
});

test('new: the first message is media: nothing is missing', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes({ photo: {}, caption: 'veja' });
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['veja']);
  expect(desk.comments('ana')[0]?.photo).toBeDefined();
  expect(received(desk)).toEqual([expect.stringContaining('Olá, ana!')]);
});

test('new: the first message contains spaces: it is a message, not an origin', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('/start quero ajuda com meu pedido');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['/start quero ajuda com meu pedido']);
});

test('open: a message is relayed, and that is all', async () => {
  await using desk = await deskWhereBia();
  const news = await newsAfter(desk, () => desk.client('ana').writes('segunda'));
  expect(news).toEqual({ client: [], thread: ['segunda'] });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', ticket: 1 });
});

test.each(serving)('$state: /start greets; a new origin is noted', async ({ did }) => {
  await using desk = await deskWhereBia(...did);
  const face = faceOf(desk);
  expect(await newsAfter(desk, () => desk.client('ana').starts())).toEqual({
    client: [expect.stringContaining('Olá, ana!')],
    thread: [],
  });
  expect(await newsAfter(desk, () => desk.client('ana').starts('anuncio'))).toEqual({
    client: [expect.stringContaining('Olá, ana!')],
    thread: ['⚙️ Origem: anuncio'],
  });
  expect(faceOf(desk)).toEqual(face);
  expect(await desk.inspect('ana')).toMatchObject({ ticket: 1 });
});

test.each([
  ['/p 2', '🟩', 'pouco urgente'],
  ['/p 3', '🟨', 'urgente'],
  ['/p 4', '🟧', 'muito urgente'],
  ['/p 5', '🟥', 'emergência'],
])('open: %s makes the post %s and the client hears nothing of it', async (command, glyph, level) => {
  await using desk = await deskWhereBia();
  expect(await commands(desk, command)).toEqual({
    client: [],
    thread: [`⚙️ bia mudou a prioridade: ${glyph} ${level}`],
  });
  expect(faceOf(desk)).toEqual({ glyph, pinned: true });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'prioritized', ticket: 1 });
});

test('prioritized: a message is relayed and the priority stays', async () => {
  await using desk = await deskWhereBia('/p 4');
  const news = await newsAfter(desk, () => desk.client('ana').writes('e agora?'));
  expect(news).toEqual({ client: [], thread: ['e agora?'] });
  expect(faceOf(desk)).toEqual({ glyph: '🟧', pinned: true });
});

test('prioritized: /p 1 brings it back to open', async () => {
  await using desk = await deskWhereBia('/p 4', '/p 1');
  expect(faceOf(desk)).toEqual({ glyph: '🟦', pinned: true });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', priority: 1, ticket: 1 });
});

test.each(serving)('$state: /fim says goodbye, unpins and greys the post', async ({ did }) => {
  await using desk = await deskWhereBia(...did);
  expect(await commands(desk, '/fim')).toEqual({
    client: [expect.stringContaining('Encerramos este atendimento')],
    thread: ['⚙️ bia encerrou o atendimento'],
  });
  expect(faceOf(desk)).toEqual({ glyph: '⬜️', pinned: false });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'closed' });
});

test.each(serving)('$state: /fs closes without a word to the client', async ({ did }) => {
  await using desk = await deskWhereBia(...did);
  expect(await commands(desk, '/fs')).toEqual({
    client: [],
    thread: ['⚙️ bia encerrou o atendimento sem avisar o cliente'],
  });
  expect(faceOf(desk)).toEqual({ glyph: '⬜️', pinned: false });
});

test.each([...serving, { state: 'closed', did: ['/fim'] }])(
  '$state: /ban blackens the post and the client hears nothing',
  async ({ did }) => {
    await using desk = await deskWhereBia(...did);
    expect(await commands(desk, '/ban')).toEqual({ client: [], thread: ['⚙️ bia baniu o cliente'] });
    expect(faceOf(desk)).toEqual({ glyph: '❌', pinned: false });
    expect(await desk.inspect('ana')).toMatchObject({ state: 'banned' });
  },
);

test.each(serving)('$state: a comment goes to the client', async ({ did }) => {
  await using desk = await deskWhereBia(...did);
  const news = await commands(desk, 'já vamos ver');
  expect(news).toEqual({ client: ['já vamos ver'], thread: ['já vamos ver'] });
});

test('closed: a message reopens at level 1, whatever the level was, with a welcome back', async () => {
  await using desk = await deskWhereBia('/p 5', '/fim');
  const news = await newsAfter(desk, () => desk.client('ana').writes('voltei'));
  expect(news).toEqual({
    client: [expect.stringContaining('Que bom ter você de volta')],
    thread: ['voltei'],
  });
  expect(desk.posts('ana')).toHaveLength(1);
  expect(faceOf(desk)).toEqual({ glyph: '🟦', pinned: true });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', priority: 1, ticket: 1 });
});

test.each([
  ['a quarter of an hour', 15, 1],
  ['an hour', 60, 2],
])(
  'closed: who writes %s later is welcomed back all the same, in the right ticket',
  async (_when, minutes, ticket) => {
    await using desk = await deskWhereBia('/fim');
    desk.pass(minutes * 60_000);
    const news = await newsAfter(desk, () => desk.client('ana').writes('voltei'));
    expect(news).toEqual({
      client: [expect.stringContaining('Que bom ter você de volta')],
      thread: ['voltei'],
    });
    expect(faceOf(desk)).toEqual({ glyph: '🟦', pinned: true });
    expect(await desk.inspect('ana')).toMatchObject({ state: 'open', ticket });
  },
);

test('closed: media reopens like text does', async () => {
  await using desk = await deskWhereBia('/fim');
  const news = await newsAfter(desk, () => desk.client('ana').writes({ voice: {} }));
  expect(news).toEqual({
    client: [expect.stringContaining('Que bom ter você de volta')],
    thread: ['(media)'],
  });
  expect(faceOf(desk)).toEqual({ glyph: '🟦', pinned: true });
});

test('closed: an edit of an old message reaches the thread and does not reopen', async () => {
  await using desk = await startDesk();
  const message = desk.client('ana').writes('o pedido é 123');
  await desk.settle();
  desk.agent('bia').comments('ana', '/fs');
  await desk.settle();
  desk.client('ana').edits(message, 'o pedido é 124');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['✏️ o pedido é 124', expect.stringContaining('encerrou')]);
  expect(faceOf(desk)).toEqual({ glyph: '⬜️', pinned: false });
});

test('closed: /start greets and changes nothing else, with an origin or without', async () => {
  await using desk = await deskWhereBia('/fim');
  for (const origin of [undefined, 'anuncio']) {
    expect(await newsAfter(desk, () => desk.client('ana').starts(origin))).toEqual({
      client: [expect.stringContaining('Olá, ana!')],
      thread: [],
    });
  }
  expect(faceOf(desk)).toEqual({ glyph: '⬜️', pinned: false });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'closed', ticket: 1 });
});

test.each([
  ['/p 1', '🟦', 'open'],
  ['/p 4', '🟧', 'prioritized'],
])('closed: %s reopens and pins, and the client gets nothing', async (command, glyph, state) => {
  await using desk = await deskWhereBia('/fim');
  const news = await commands(desk, command);
  expect(news.client).toEqual([]);
  expect(faceOf(desk)).toEqual({ glyph, pinned: true });
  expect(await desk.inspect('ana')).toMatchObject({ state, ticket: 1 });
});

test.each(['/fim', '/fs'])(
  'closed: %s is told that it is closed, and the client gets no second goodbye',
  async (command) => {
    await using desk = await deskWhereBia('/fim');
    expect(await commands(desk, command)).toEqual({
      client: [],
      thread: [command, '⚙️ Este atendimento já está encerrado.'],
    });
    expect(faceOf(desk)).toEqual({ glyph: '⬜️', pinned: false });
  },
);

test('closed: a comment goes to the client and it stays closed', async () => {
  await using desk = await deskWhereBia('/fim');
  expect(await commands(desk, 'esqueci de dizer')).toEqual({
    client: ['esqueci de dizer'],
    thread: ['esqueci de dizer'],
  });
  expect(faceOf(desk)).toEqual({ glyph: '⬜️', pinned: false });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'closed', ticket: 1 });
});

test('a client who changes their name has it changed on the post', async () => {
  await using desk = await deskWhereBia();
  const { id } = desk.client('ana');
  desk.sandbox.people.rename(id, { firstName: 'Ana', lastName: 'Souza' });
  desk.client('ana').writes('casei');
  await desk.settle();
  expect(desk.post('ana')).toMatchObject({ text: `🟦 ${id} 👤 Ana Souza\n#1`, pinned: true });
  expect(desk.posts('ana')).toHaveLength(1);
});

test('ten colour changes in a row end in the last one', async () => {
  await using desk = await deskWhereBia();
  for (const level of [2, 3, 4, 5, 1, 2, 3, 4, 5, 2]) desk.agent('bia').comments('ana', `/p ${level}`);
  await desk.settle();
  expect(faceOf(desk)).toEqual({ glyph: '🟩', pinned: true });
  const edits = desk.sandbox.calls.filter(({ method }) => method === 'editMessageText');
  expect(edits.length).toBeLessThanOrEqual(10);
});

test('a post whose colour was edited by hand is put right by the next change', async () => {
  await using desk = await deskWhereBia();
  desk.admin('dora');
  desk.sandbox.people.editPost(desk.client('dora').id, desk.post('ana').id, 'estraguei');
  await desk.settle();
  const post = desk.sandbox.views.channel().at(-1);
  desk.sandbox.people.comment(desk.client('dora').id, post?.id ?? 0, '/p 3');
  await desk.settle();
  expect(desk.post('ana').text).toBe(`🟨 ${desk.client('ana').id} 👤 ana\n#1`);
});
