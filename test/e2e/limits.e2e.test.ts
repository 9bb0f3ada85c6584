import { expect, test } from 'vitest';
import { realClock } from '../../src/sandbox/world/clock.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { badGateway, serverError, tooMany } from './refusals.ts';

const texts = (desk: TestDesk, name: string) => desk.client(name).texts().slice(1);

/** Delayed messages may leave together. */
const lines = (messages: (string | undefined)[]): string[] => messages.join('\n').split('\n');

const inGroup = (desk: TestDesk) => ({ method: 'sendMessage', chatId: desk.sandbox.groupId });

test('429 in the group holds back the group and nothing else; afterwards nothing is missing or out of order', async () => {
  await using desk = await deskWith('ana', 'bruno');
  desk.sandbox.faults.next(inGroup(desk), tooMany(37));
  for (const text of ['1', '2', '3']) desk.client('ana').writes(text);
  desk.client('bruno').writes('a');
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  const calls = desk.countCalls();

  desk.agent('bia').comments('bruno', 'para bruno');
  desk.agent('bia').comments('ana', 'para ana');
  await eventually(() => {
    expect(texts(desk, 'ana')).toEqual(['para ana']);
    expect(texts(desk, 'bruno')).toEqual(['para bruno']);
  });
  desk.client('carla').writes('sou nova');
  await eventually(() => expect(desk.post('carla')).toMatchObject({ pinned: true }));
  expect(desk.client('carla').received()).toHaveLength(1);
  expect(desk.sandbox.calls.filter(({ ok }) => !ok)).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['oi', 'para ana']);
  expect(calls()).not.toContain('editMessageText');

  await desk.passRest(37_000);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'para ana', '1\n2\n3']);
  expect(desk.thread('bruno')).toEqual(['oi', 'para bruno', 'a']);
  expect(desk.thread('carla')).toEqual(['sou nova']);
});

test('429 is obeyed for as long as it is asked, and asked again', async () => {
  await using desk = await deskWith('ana');
  for (const seconds of [7, 61, 3600]) desk.sandbox.faults.next(inGroup(desk), tooMany(seconds));
  desk.client('ana').writes('paciência');
  await desk.passRest(7000);
  await desk.passRest(61_000);
  await desk.passRest(3_600_000);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'paciência']);
  const sends = desk.sandbox.calls.filter(({ params }) => params['text'] === 'paciência');
  expect(sends).toHaveLength(4);
});

test('429 at one client does not keep another waiting', async () => {
  await using desk = await deskWith('ana', 'bruno');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id }, tooMany(20));
  desk.agent('bia').comments('ana', '1');
  desk.agent('bia').comments('ana', '2');
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  desk.agent('bia').comments('bruno', 'x');
  await eventually(() => expect(texts(desk, 'bruno')).toEqual(['x']));
  expect(texts(desk, 'ana')).toEqual([]);
  await desk.passRest(20_000);
  await desk.settle();
  expect(texts(desk, 'ana')).toEqual(['1\n2']);
  expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable', state: 'open' });
});

test('with the limits of Telegram, a busy quarter of an hour loses nothing and keeps the order', async () => {
  let aheadMs = 0;
  const clock = { ...realClock, now: () => realClock.now() + aheadMs };
  await using desk = await startDesk({ notifyAdmins: false, sandbox: { limits: 'telegram', clock } });
  const names = ['ana', 'bruno', 'carla', 'davi'];
  const said = Array.from({ length: 20 }, (_, index) => `m${index}`);
  for (const text of said) for (const name of names) desk.client(name).writes(text);
  await eventually(() => {
    aheadMs += 500;
    desk.pass(500);
    for (const name of names) expect(lines(desk.thread(name))).toEqual(said);
  });
  for (const name of names) desk.agent('bia').comments(name, '/p 3');
  for (const text of said) for (const name of names) desk.agent('bia').comments(name, `r${text}`);
  await eventually(() => {
    aheadMs += 500;
    desk.pass(500);
    for (const name of names) {
      expect(lines(texts(desk, name))).toEqual(said.map((text) => `r${text}`));
      expect(desk.post(name).text).toMatch(/^🟨/u);
    }
  });
  expect(desk.sandbox.calls.some(({ error }) => error?.error_code === 429)).toBe(true);
});

test.each([
  ['an error of the server', serverError, 1],
  ['a bad gateway', badGateway, 1],
  ['a connection that drops before the effect', 'drop-before', 1],
  ['a connection that drops after the effect', 'drop-after', 2],
] as const)(
  '%s on the way to the thread: in order, and at most once too often',
  async (_what, fault, most) => {
    await using desk = await deskWith('ana');
    desk.client('ana').writes('0');
    await desk.settle();
    desk.sandbox.faults.next(inGroup(desk), fault);
    for (const text of ['1', '2', '3']) desk.client('ana').writes(text);
    await desk.settle();
    const thread = desk.thread('ana').slice(2);
    expect([...new Set(thread)]).toEqual(['1', '2', '3']);
    expect(thread.filter((text) => text === '1').length).toBeLessThanOrEqual(most);
    expect(thread.filter((text) => text !== '1')).toEqual(['2', '3']);
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [], thread: 'ready' });
    expect(desk.posts('ana')).toHaveLength(1);
  },
);

test.each([
  ['an error of the server', serverError, 1],
  ['a connection that drops before the effect', 'drop-before', 1],
  ['a connection that drops after the effect', 'drop-after', 2],
] as const)(
  '%s on the way to the client: in order, and at most once too often',
  async (_what, fault, most) => {
    await using desk = await deskWith('ana');
    desk.sandbox.faults.next({ chatId: desk.client('ana').id }, fault);
    for (const text of ['1', '2', '3']) desk.agent('bia').comments('ana', text);
    await desk.settle();
    const received = texts(desk, 'ana');
    expect([...new Set(received)]).toEqual(['1', '2', '3']);
    expect(received.filter((text) => text === '1').length).toBeLessThanOrEqual(most);
    expect(desk.thread('ana')).toEqual(['oi', '1', '2', '3']);
    expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable', waiting: [], parked: [] });
  },
);

test('after an unconfirmed send, edits and replies still find their message', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next(inGroup(desk), 'drop-after');
  const message = desk.client('ana').writes('errado');
  await desk.settle();
  desk.client('ana').edits(message, 'certo');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('✏️ certo');
  const comment = desk
    .agent('bia')
    .comments('ana', 'ok', { replyTo: desk.comments('ana').at(-1)?.message_id ?? 0 });
  await desk.settle();
  expect(comment).toBeGreaterThan(0);
  expect(desk.client('ana').received().at(-1)?.reply_to_message?.message_id).toBe(message);
});

test.each(['drop-after', 'drop-before', serverError, tooMany(1)] as const)(
  'pins, edits and deletions that fail once (%j) end as they should',
  async (fault) => {
    await using desk = await deskWith('ana');
    for (const method of ['editMessageText', 'unpinChatMessage', 'deleteMessage']) {
      desk.sandbox.faults.next({ method }, fault);
    }
    desk.agent('bia').comments('ana', '/fs');
    await desk.settle();
    expect(desk.post('ana')).toMatchObject({ text: expect.stringMatching(/^⬜️/u), pinned: false });
    expect(desk.thread('ana')).toEqual(['oi', expect.stringContaining('encerrou')]);
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  },
);

test('a connection that drops while updates are fetched loses none', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'getUpdates' }, 'drop-after');
  desk.client('ana').writes('1');
  desk.client('ana').writes('2');
  await eventually(() => expect(desk.thread('ana')).toEqual(['oi', '1', '2']));
});

test('one very long answer of Telegram holds back its own chat only', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next(inGroup(desk), { delayMs: 1500 });
  desk.client('ana').writes('1');
  desk.client('ana').writes('2');
  desk.agent('bia').comments('ana', 'enquanto isso');
  await eventually(() => expect(texts(desk, 'ana')).toEqual(['enquanto isso']));
  expect(desk.thread('ana')).not.toContain('2');
  await desk.settle();
  expect(desk.thread('ana').filter((text) => /^\d$/.test(text))).toEqual(['1', '2']);
});

test('a message that Telegram cannot take now holds up its own client and nobody else', async () => {
  await using desk = await deskWith('ana', 'rui');
  desk.sandbox.faults.next({ method: 'copyMessage', times: 6 }, serverError);
  desk.client('ana').writes({ sticker: {} });
  desk.client('ana').writes('depois da figurinha');
  await eventually(() => expect(desk.log.join('')).toContain('delivery.retried'));
  desk.client('rui').writes('e eu?');
  await eventually(() => expect(desk.thread('rui').at(-1)).toBe('e eu?'));
  expect(desk.thread('ana')).not.toContain('depois da figurinha');
  desk.sandbox.faults.clear();
  desk.pass(60_000);
  await desk.settle();
  expect(desk.comments('ana').at(-2)).toMatchObject({ sticker: expect.anything() });
  expect(desk.thread('ana').at(-1)).toBe('depois da figurinha');
});

test('a post that Telegram refuses for a reason of its own is tried until it is taken', async () => {
  await using desk = await startDesk();
  const unknown = { error_code: 400, description: 'Bad Request: SOMETHING_NEW' };
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.channelId, times: 2 }, unknown);
  desk.client('ana').writes('oi');
  await eventually(() => expect(desk.posts('ana')).toHaveLength(1));
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi']);
  expect(await desk.inspect('ana')).toMatchObject({ thread: 'ready', waiting: [], parked: [] });
});
