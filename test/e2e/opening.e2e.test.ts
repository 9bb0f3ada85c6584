import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { badGateway, tooMany } from './refusals.ts';

const said = ['primeira', 'segunda', 'terceira'];

function anaWrites(desk: TestDesk): void {
  for (const text of said) desk.client('ana').writes(text);
}

/** How long an unconfirmed post waits for its copy, in ms, and a little. */
const UNCONFIRMED_MS = 20_500;

async function expectOnePost(desk: TestDesk, thread: string[] = said): Promise<void> {
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ text: expect.stringMatching(/^🟦/u), pinned: true });
  expect(desk.thread('ana')).toEqual(thread);
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(await desk.inspect('ana')).toMatchObject({ thread: 'ready', waiting: [], parked: [] });
}

const postOf = (desk: TestDesk) => eventually(() => desk.post('ana'));

test.each([0, 1, 30, 250])(
  'the copy comes after %d ms: the messages wait for it, in order',
  async (copyDelayMs) => {
    await using desk = await startDesk({ sandbox: { copyDelayMs } });
    anaWrites(desk);
    await desk.settle();
    await expectOnePost(desk);
  },
);

test('messages that come while the copy is awaited, and after it, stay in order', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.withholdCopies(true);
  desk.client('ana').writes('0');
  await postOf(desk);
  for (const text of ['1', '2']) desk.client('ana').writes(text);
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  desk.sandbox.faults.withholdCopies(false);
  for (const text of ['3', '4']) desk.client('ana').writes(text);
  await desk.settle();
  await expectOnePost(desk, ['0', '1', '2', '3', '4']);
});

test('the copy comes before Telegram has answered for the post', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId }, { delayMs: 150 });
  anaWrites(desk);
  await desk.settle();
  await expectOnePost(desk);
});

test('the connection drops after the post was made: there is no second one', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId }, 'drop-after');
  anaWrites(desk);
  await eventually(() => expect(desk.thread('ana')).toHaveLength(said.length));
  await desk.settle();
  desk.pass(UNCONFIRMED_MS);
  await desk.settle();
  await expectOnePost(desk);
});

test('the connection drops after the post was made, and its copy is late: there is no second post', async () => {
  await using desk = await startDesk();
  const { faults, channelId } = desk.sandbox;
  faults.withholdCopies(true);
  faults.next({ method: 'sendMessage', chatId: channelId }, 'drop-after');
  anaWrites(desk);
  await eventually(async () =>
    expect(await desk.inspect('ana')).toMatchObject({ thread: 'opening (unconfirmed)' }),
  );
  desk.pass(10_000);
  faults.withholdCopies(false);
  await eventually(() => expect(desk.thread('ana')).toHaveLength(said.length));
  desk.pass(UNCONFIRMED_MS);
  await desk.settle();
  await expectOnePost(desk);
});

test('the connection drops before the post was made: it is made after the wait for the copy', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId }, 'drop-before');
  anaWrites(desk);
  await eventually(async () =>
    expect(await desk.inspect('ana')).toMatchObject({ thread: 'opening (unconfirmed)' }),
  );
  expect(desk.posts('ana')).toEqual([]);
  desk.pass(UNCONFIRMED_MS);
  await postOf(desk);
  await desk.settle();
  await expectOnePost(desk);
});

test('a post is refused for a time: it is made when Telegram lets us', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId }, tooMany(45));
  anaWrites(desk);
  await desk.passRest(45_000);
  await desk.settle();
  await expectOnePost(desk);
});

test('the desk restarts while the copy is awaited', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.withholdCopies(true);
  anaWrites(desk);
  await postOf(desk);
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(said.length));
  await desk.restart();
  desk.client('ana').writes('quarta');
  desk.sandbox.faults.withholdCopies(false);
  await desk.settle();
  await expectOnePost(desk, [...said, 'quarta']);
});

test('the desk is away while the copy comes', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.withholdCopies(true);
  anaWrites(desk);
  await postOf(desk);
  await desk.stop();
  desk.sandbox.faults.withholdCopies(false);
  await desk.restart();
  await desk.settle();
  await expectOnePost(desk);
});

test('the copy is never told: the first comment brings the thread to light', async () => {
  await using desk = await startDesk();
  await deskMissesTheCopy(desk);
  expect(desk.thread('ana')).toEqual([]);
  desk.agent('bia').comments('ana', 'alguém aí?');
  await desk.settle();
  await expect(desk.inspect('ana')).resolves.toMatchObject({ thread: 'ready', waiting: [] });
  expect(desk.thread('ana')).toEqual(['alguém aí?', ...said]);
  expect(desk.client('ana').lastMessage()).toBe('alguém aí?');
  expect(desk.posts('ana')).toHaveLength(1);
});

test('the copy is never told: the first comment may be a command', async () => {
  await using desk = await startDesk();
  await deskMissesTheCopy(desk);
  desk.agent('bia').comments('ana', '/p 4');
  await desk.settle();
  expect(desk.post('ana').text).toMatch(/^🟧/u);
  expect(desk.thread('ana')).toEqual([...said, '⚙️ bia mudou a prioridade: 🟧 muito urgente']);
});

test('no copy comes at all: nothing is lost, and nothing else is held up', async () => {
  await using desk = await startDesk({ sandbox: { copyDelayMs: 'never' } });
  anaWrites(desk);
  await desk.settle();
  desk.pass(UNCONFIRMED_MS);
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.client('ana').received()).toHaveLength(1);
  expect((await desk.inspect('ana'))?.waiting.map(({ kind }) => kind)).toEqual(
    said.map(() => 'relayToThread'),
  );
  desk.client('ana').writes('/tos');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toContain('Sobre esta conversa');
});

test('the answer to a post is an error of the server: one post in the end', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId }, badGateway);
  anaWrites(desk);
  await eventually(async () =>
    expect(await desk.inspect('ana')).toMatchObject({ thread: 'opening (unconfirmed)' }),
  );
  desk.pass(UNCONFIRMED_MS);
  await postOf(desk);
  await desk.settle();
  await expectOnePost(desk);
});

test('whatever happens to the calls in the channel, every client ends with one living post', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  const faults = [
    'drop-after',
    'drop-before',
    badGateway,
    'drop-after',
    { delayMs: 40 },
    'drop-before',
  ] as const;
  const names = faults.flatMap((fault, index) => {
    desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId }, fault);
    return [`a${index}`, `b${index}`];
  });
  for (const name of names) for (const text of said) desk.client(name).writes(text);
  await desk.settle();
  desk.pass(UNCONFIRMED_MS);
  await eventually(() => {
    for (const name of names) expect(desk.thread(name)).toEqual(said);
  });
  await desk.settle();
  for (const name of names) expect(desk.posts(name)).toHaveLength(1);
});

/** The desk was away for so long that Telegram has dropped the copy. */
async function deskMissesTheCopy(desk: TestDesk): Promise<void> {
  const { faults, url, token } = desk.sandbox;
  faults.withholdCopies(true);
  anaWrites(desk);
  await postOf(desk);
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(said.length));
  await desk.stop();
  faults.withholdCopies(false);
  const dropped = await fetch(`${url}/bot${token}/getUpdates?offset=-1`);
  const { result } = (await dropped.json()) as { result: { update_id: number }[] };
  const next = (result.at(-1)?.update_id ?? 0) + 1;
  await fetch(`${url}/bot${token}/getUpdates?offset=${next}`);
  expect(desk.sandbox.pending()).toMatchObject({ updates: 0, copies: 0 });
  await desk.restart();
  await desk.settle();
}
