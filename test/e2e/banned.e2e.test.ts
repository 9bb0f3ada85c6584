import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { tooMany } from './refusals.ts';

const SECRET = 'palavra-que-ninguem-guarda';

/** Bia has banned Ana, whose first message is `first`. */
async function deskThatBannedAna() {
  const desk = await startDesk();
  const first = desk.client('ana').writes('primeira');
  await desk.settle();
  desk.agent('bia').comments('ana', '/ban');
  await desk.settle();
  return Object.assign(desk, { first });
}

const picture = (desk: TestDesk) => ({
  channel: desk.sandbox.views.channel(),
  group: desk.sandbox.views.group(),
  received: desk.client('ana').received(),
});

const everythingSheCanDo: [string, (desk: TestDesk & { first: number }) => void][] = [
  ['text', (desk) => desk.client('ana').writes(SECRET)],
  ['a reply', (desk) => desk.client('ana').writes(SECRET, { replyTo: desk.first })],
  ['a photo', (desk) => desk.client('ana').writes({ photo: {}, caption: SECRET })],
  [
    'an album',
    (desk) =>
      void desk.sandbox.people.writeAlbum(desk.client('ana').id, [
        { photo: {}, caption: SECRET },
        { photo: {} },
      ]),
  ],
  [
    'a contact',
    (desk) => desk.client('ana').writes({ contact: { phoneNumber: '+551199', firstName: SECRET } }),
  ],
  ['a location', (desk) => desk.client('ana').writes({ location: { latitude: 1, longitude: 2 } })],
  ['an edit', (desk) => desk.client('ana').edits(desk.first, SECRET)],
  ['/start', (desk) => desk.client('ana').starts()],
  ['/start through a link', (desk) => desk.client('ana').starts(SECRET)],
  ['/tos', (desk) => desk.client('ana').writes('/tos')],
  ['/ajuda', (desk) => desk.client('ana').writes('/ajuda')],
  [
    'blocking and unblocking the bot',
    (desk) => {
      desk.client('ana').blocks();
      desk.client('ana').unblocks();
    },
  ],
];

test.each(everythingSheCanDo)(
  '%s of a banned client produces nothing anywhere and is kept nowhere',
  async (_what, act) => {
    await using desk = await deskThatBannedAna();
    const before = picture(desk);
    const calls = desk.countCalls();
    act(desk);
    await desk.settle();
    expect(picture(desk)).toEqual(before);
    expect(calls()).toEqual([]);
    expect(await desk.keysHolding(SECRET)).toEqual([]);
    expect(await desk.inspect('ana')).toMatchObject({ state: 'banned', waiting: [], parked: [] });
    expect(desk.log).toEqual([]);
  },
);

test('a search of Redis for what a client wrote finds it: while it waits, then among what was said', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(60));
  desk.client('ana').writes(SECRET);
  await eventually(async () => expect(await desk.keysHolding(SECRET)).not.toEqual([]));
  await desk.passRest(60_000);
  await desk.settle();
  expect(desk.thread('ana')).toEqual([SECRET]);
  expect((await desk.keysHolding(SECRET)).map(desk.keys.kindOf)).toEqual(['versions']);
});

test.each([
  ['/fim', 'closed', '⬜️', false],
  ['/fs', 'closed', '⬜️', false],
  ['/p 1', 'open', '🟦', true],
  ['/p 3', 'prioritized', '🟨', true],
])(
  '%s lifts a ban, the thread says so and the client hears nothing',
  async (command, ticket, glyph, pinned) => {
    await using desk = await deskThatBannedAna();
    const before = desk.client('ana').received();
    desk.agent('bia').comments('ana', command);
    await desk.settle();
    expect(await desk.inspect('ana')).toMatchObject({ state: ticket });
    expect(desk.post('ana')).toMatchObject({ text: `${glyph} ${desk.client('ana').id} 👤 ana\n#1`, pinned });
    expect(desk.thread('ana')).toContain('⚙️ bia retirou o banimento do cliente');
    expect(desk.client('ana').received()).toEqual(before);

    desk.client('ana').writes('obrigada');
    await desk.settle();
    expect(desk.thread('ana').at(-1)).toBe('obrigada');
    desk.agent('bia').comments('ana', 'de nada');
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('de nada');
  },
);

test('what a client wrote while banned does not appear when the ban is lifted', async () => {
  await using desk = await deskThatBannedAna();
  desk.client('ana').writes(SECRET);
  await desk.settle();
  desk.agent('bia').comments('ana', '/p 2');
  await desk.settle();
  desk.client('ana').writes('agora sim');
  await desk.settle();
  expect(desk.thread('ana')).not.toContain(SECRET);
  expect(desk.thread('ana').at(-1)).toBe('agora sim');
});

test('/ban on a banned client is told so', async () => {
  await using desk = await deskThatBannedAna();
  desk.agent('bia').comments('ana', '/ban');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain('já está banido');
  expect(await desk.inspect('ana')).toMatchObject({ state: 'banned' });
});

test.each([
  ['text', 'volte sempre'],
  ['a photo', { photo: {}, caption: 'veja' }],
])('%s of an agent to a banned client is refused visibly', async (_what, content) => {
  await using desk = await deskThatBannedAna();
  const before = desk.client('ana').received();
  const comment = desk.agent('bia').comments('ana', content);
  await desk.settle();
  expect(desk.client('ana').received()).toEqual(before);
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringContaining('NÃO foi enviada'),
    reply_to_message: { message_id: comment },
  });
});

test('an edit of an earlier comment does not reach a banned client', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  const comment = desk.agent('bia').comments('ana', 'certo');
  await desk.settle();
  desk.agent('bia').comments('ana', '/ban');
  await desk.settle();
  desk.agent('bia').editsComment(comment, 'errado');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('certo');
});

test('notes stay possible in the thread of a banned client', async () => {
  await using desk = await deskThatBannedAna();
  desk.agent('bia').comments('ana', '# era spam');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('# era spam');
});

test('messages accepted before a ban still arrive in the thread, those after it do not', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('primeira');
  await desk.settle();
  desk.agent('bia');
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(30));
  desk.client('ana').writes('antes do ban 1');
  desk.client('ana').writes('antes do ban 2');
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(2));
  desk.agent('bia').comments('ana', '/ban');
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ state: 'banned' }));
  desk.client('ana').writes(SECRET);
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  expect(await desk.keysHolding(SECRET)).toEqual([]);
  await desk.passRest(30_000);
  await desk.settle();
  expect(desk.thread('ana')).toEqual([
    'primeira',
    '👤 ana: antes do ban 1\nantes do ban 2\n\n⚙️ bia baniu o cliente',
  ]);
});

test('many messages before the copy arrives, then a ban: all of them arrive', async () => {
  await using desk = await startDesk({ sandbox: { copyDelayMs: 60 } });
  const said = Array.from({ length: 6 }, (_, index) => `mensagem ${index + 1}`);
  for (const text of said) desk.client('ana').writes(text);
  await desk.settle();
  desk.agent('bia').comments('ana', '/ban');
  await desk.settle();
  expect(desk.thread('ana')).toEqual([...said, '⚙️ bia baniu o cliente']);
  expect(desk.post('ana')).toMatchObject({ text: expect.stringMatching(/^❌/), pinned: false });
});
