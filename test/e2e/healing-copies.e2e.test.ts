import { expect, test } from 'vitest';
import { COPY_LATE_MS, COPY_MISSING_MS } from '../../machines/client/timeouts.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

const said = ['primeira', 'segunda'];
const MINUTE_MS = 60_000;
const CONTINUES = 'A conversa continua aqui';

/** A desk with an administrator who hears of troubles. */
async function deskWithDora(): Promise<TestDesk> {
  const desk = await startDesk();
  desk.admin('dora').starts();
  await desk.settle();
  return desk;
}

function anaWrites(desk: TestDesk): void {
  for (const text of said) desk.client('ana').writes(text);
}

const reports = (desk: TestDesk): string[] =>
  desk
    .client('dora')
    .texts()
    .filter((text) => /^[⚠✅ℹ]/u.test(text));

const isAwaited = (desk: TestDesk, thread: string) =>
  eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ thread: `opening (${thread})` }));

/** The copy does not come in time. */
async function passesInVain(desk: TestDesk): Promise<void> {
  await isAwaited(desk, 'awaitingCopy');
  desk.pass(COPY_LATE_MS + 1000);
  await isAwaited(desk, 'requestingCopy');
  desk.pass(COPY_MISSING_MS + 1000);
}

const living = (desk: TestDesk) => desk.posts('ana').filter(({ text }) => !text.startsWith('⬜️'));

/** Telegram has dropped every update that waited. */
async function updatesAreLost({ sandbox: { url, token } }: TestDesk): Promise<void> {
  const ask = async (offset: number) =>
    (await (await fetch(`${url}/bot${token}/getUpdates?offset=${offset}`)).json()) as {
      result: { update_id: number }[];
    };
  const last = (await ask(-1)).result.at(-1)?.update_id ?? 0;
  await ask(last + 1);
}

test('a copy that was never told is asked for, and what waited arrives', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.withholdCopies(true);
  anaWrites(desk);
  await isAwaited(desk, 'awaitingCopy');
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(said.length));
  await desk.stop();
  desk.sandbox.faults.withholdCopies(false);
  await updatesAreLost(desk);
  await desk.restart();
  await desk.settle();
  expect(desk.thread('ana')).toEqual([]);
  desk.pass(COPY_LATE_MS + 1000);
  await eventually(() => expect(desk.thread('ana')).toEqual(said));
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.not.stringContaining('⏳') });
});

test('a post that gets no copy shows that its comments are late, then another takes its place', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.loseCopies(true);
  anaWrites(desk);
  await isAwaited(desk, 'awaitingCopy');
  desk.pass(COPY_LATE_MS + 1000);
  await eventually(() => expect(desk.post('ana').text).toMatch(/^🟦 .* ⏳\n#1$/u));
  await desk.settle();
  desk.sandbox.faults.loseCopies(false);
  desk.pass(COPY_MISSING_MS + 1000);
  await eventually(() => expect(desk.thread('ana')).toEqual(said));
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(2);
  expect(living(desk)).toHaveLength(1);
  expect(desk.posts('ana')[0]).toMatchObject({ pinned: false, text: expect.not.stringContaining('⏳') });
  expect(await desk.inspect('ana')).toMatchObject({ thread: 'ready', waiting: [], parked: [] });
});

test('the client writes on while the copy is awaited: everything arrives, in order', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.loseCopies(true);
  anaWrites(desk);
  await passesInVain(desk);
  desk.client('ana').writes('terceira');
  desk.sandbox.faults.loseCopies(false);
  await eventually(() => expect(desk.thread('ana')).toEqual([...said, 'terceira']));
  expect(living(desk)).toHaveLength(1);
});

test('no post ever gets a copy: few are made, it is told once, and in the end what waited arrives', async () => {
  await using desk = await deskWithDora();
  desk.sandbox.faults.loseCopies(true);
  anaWrites(desk);
  for (let round = 0; round < 3; round += 1) await passesInVain(desk);
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ thread: 'backingOff' }));
  await desk.settle();
  await desk.restart();
  for (let minutes = 0; minutes < 40; minutes += 2) {
    desk.pass(2 * MINUTE_MS);
    await desk.settle();
  }
  expect(desk.posts('ana').length).toBeLessThanOrEqual(7);
  expect(living(desk).length).toBeLessThanOrEqual(1);
  expect(reports(desk)).toEqual([expect.stringContaining('Os tópicos não se mantêm')]);
  desk.sandbox.faults.loseCopies(false);
  await eventually(() => {
    desk.pass(2 * MINUTE_MS);
    expect(desk.thread('ana')).toEqual(said);
  });
  await desk.settle();
  expect(living(desk)).toHaveLength(1);
});

test('somebody deletes every copy at once: no storm of posts, and the note stands above what had waited', async () => {
  await using desk = await deskWithDora();
  desk.client('ana').writes('antes');
  await desk.settle();
  const { people, groupId } = desk.sandbox;
  const deleteRoot = () => {
    const { rootId } = desk.post('ana');
    if (rootId !== null) people.deleteMessage(groupId, rootId);
  };
  desk.sandbox.faults.next(
    { method: 'sendMessage', chatId: groupId, times: 100 },
    {
      error_code: 400,
      description: 'Bad Request: message to be replied not found',
    },
  );
  deleteRoot();
  anaWrites(desk);
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ thread: 'backingOff' }));
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(3);
  expect(reports(desk)).toHaveLength(1);
  desk.sandbox.faults.clear();
  desk.pass(6 * MINUTE_MS);
  await eventually(() => expect(desk.thread('ana').slice(1)).toEqual(said));
  expect(desk.thread('ana')[0]).toContain(CONTINUES);
  expect(living(desk)).toHaveLength(1);
});

test('the copy of a post that was replaced comes after all: comments there reach the client, messages go on in the other', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.withholdCopies(true);
  anaWrites(desk);
  await passesInVain(desk);
  await eventually(() => expect(desk.posts('ana')).toHaveLength(2));
  desk.sandbox.faults.withholdCopies(false);
  await eventually(() => expect(desk.thread('ana')).toEqual(said));
  const [first] = desk.posts('ana');
  desk.agent('bia');
  desk.sandbox.people.comment(desk.client('bia').id, first?.id ?? 0, 'no tópico antigo');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('no tópico antigo');
  desk.client('ana').writes('terceira');
  await desk.settle();
  expect(desk.thread('ana')).toEqual([...said, 'terceira']);
  expect(living(desk)).toHaveLength(1);
});

test('a post that only looks like the client’s: who comments there is told that nobody reads it', async () => {
  await using desk = await deskWithDora();
  desk.client('ana').writes('oi');
  await desk.settle();
  const { people } = desk.sandbox;
  const imitation = people.post(desk.client('dora').id, `🟦 ${desk.client('ana').id} 👤 Ana`);
  await desk.settle();
  people.comment(desk.client('dora').id, imitation, 'alguém lê?');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  const told = desk.sandbox.views.thread(imitation).map(({ text }) => text);
  expect(told).toEqual(['alguém lê?', expect.stringContaining('Este não é o tópico deste cliente')]);
});
