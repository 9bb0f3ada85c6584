import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await startDesk({ notifyAdmins: false });
  desk.client('ana').writes('oi');
  desk.client('bruno').writes('olá');
  desk.agent('bia');
  await desk.settle();
  return async () => await desk[Symbol.asyncDispose]();
});

const group = () => ({ chatId: desk.sandbox.groupId });
const received = () => desk.client('ana').received();
const lastOf = (messages: SeenMessage[]): SeenMessage => messages.at(-1) as SeenMessage;

/** The first call is refused for 30 s. Then the other texts are written, until the given number waits for Ana. */
async function heldBack<T>(chat: { chatId: number }, waiting: number, write: () => T): Promise<T> {
  desk.sandbox.faults.next(chat, tooMany(30));
  const written = write();
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(waiting));
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  // An acknowledged update is in the outbox.
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  return written;
}

async function released(): Promise<string[]> {
  const calls = desk.countCalls();
  await desk.passRest(30_000);
  await desk.settle();
  return calls();
}

/** Three of Ana's messages in one of the thread. */
async function threeInOne() {
  const ids = await heldBack(group(), 3, () => [
    desk.client('ana').writes('meu pedido não chegou'),
    desk.client('ana').writes({ text: 'é o 4711', entities: [{ type: 'bold', offset: 4, length: 4 }] }),
    desk.client('ana').writes('podem ver?'),
  ]);
  expect(await released()).toEqual(['sendMessage']);
  const merged = lastOf(desk.comments('ana'));
  expect(merged).toMatchObject({
    text: 'meu pedido não chegou\né o 4711\npodem ver?',
    entities: [{ type: 'bold', offset: 26, length: 4 }],
  });
  return { ids, merged };
}

/** Two of Bia's comments in one message to Ana. */
async function twoInOne() {
  const ids = await heldBack({ chatId: desk.client('ana').id }, 2, () => [
    desk.agent('bia').comments('ana', 'saiu ontem'),
    desk.agent('bia').comments('ana', 'chega amanhã'),
  ]);
  expect(await released()).toEqual(['sendMessage']);
  const merged = lastOf(received());
  expect(merged.text).toBe('saiu ontem\nchega amanhã');
  return { ids, merged };
}

test('in a lane that is not held back, messages that come together stay messages', async () => {
  for (const text of ['1', '2', '3', '4']) desk.client('ana').writes(text);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '1', '2', '3', '4']);
});

test('each client has a message of their own, in their order, and nobody is mixed up', async () => {
  await heldBack(group(), 3, () => {
    for (const n of [1, 2, 3]) {
      desk.client('ana').writes(`a${n}`);
      desk.client('bruno').writes(`b${n}`);
    }
  });
  expect(await released()).toEqual(['sendMessage', 'sendMessage']);
  expect(desk.thread('ana')).toEqual(['oi', 'a1\na2\na3']);
  expect(desk.thread('bruno')).toEqual(['olá', 'b1\nb2\nb3']);
});

test('the lane is its old self once everything has left', async () => {
  await threeInOne();
  desk.client('ana').writes('e agora?');
  desk.client('ana').writes('nada ainda');
  await desk.settle();
  expect(desk.thread('ana').slice(-2)).toEqual(['e agora?', 'nada ainda']);
});

test('an edit of one of them is marked where it stands, and the others stay as they are', async () => {
  const { ids } = await threeInOne();
  const calls = desk.countCalls();
  desk.client('ana').edits(ids[1] as number, 'é o 4712');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('meu pedido não chegou\n✏️ é o 4712\npodem ver?');
  desk.client('ana').edits(ids[0] as number, 'nada chegou');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('✏️ nada chegou\n✏️ é o 4712\npodem ver?');
  desk.client('ana').edits(ids[1] as number, 'é o 4713');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('✏️ nada chegou\n✏️ é o 4713\npodem ver?');
  expect(calls()).toEqual(['editMessageText', 'editMessageText', 'editMessageText']);
});

test('an edit while they wait changes what leaves, without a call', async () => {
  await heldBack(group(), 3, () => {
    const first = desk.client('ana').writes('um');
    desk.client('ana').writes('dois');
    desk.client('ana').edits(first, 'uma');
  });
  expect(await released()).toEqual(['sendMessage']);
  expect(desk.thread('ana')).toEqual(['oi', 'uma\ndois']);
});

test("an agent's answer finds the message they quote, else the last; the client's own answer says which it is about", async () => {
  const { ids, merged } = await threeInOne();
  const about = async (quote?: string) => {
    desk.agent('bia').comments('ana', 'sim', {
      replyTo: merged.message_id,
      ...(quote === undefined ? {} : { quote }),
    });
    await desk.settle();
    return lastOf(received());
  };
  expect(await about()).toMatchObject({ reply_to_message: { message_id: ids[2] } });
  const quoted = await about('4711');
  expect(quoted).toMatchObject({
    reply_to_message: { message_id: ids[1] },
    quote: { text: '4711', position: 4 },
  });
  desk.client('ana').edits(ids[0] as number, 'nada chegou');
  await desk.settle();
  expect(await about('4711')).toMatchObject({
    reply_to_message: { message_id: ids[1] },
    quote: { text: '4711' },
  });

  desk.client('ana').writes('isso mesmo', { replyTo: ids[1] as number });
  await desk.settle();
  expect(lastOf(desk.comments('ana'))).toMatchObject({
    text: 'isso mesmo',
    reply_to_message: { message_id: merged.message_id },
    quote: { text: 'é o 4711' },
  });
  desk.client('ana').writes('este', { replyTo: ids[0] as number, quote: 'chegou' });
  await desk.settle();
  const own = lastOf(desk.comments('ana'));
  expect(own).toMatchObject({
    reply_to_message: { message_id: merged.message_id },
    quote: { text: 'chegou' },
  });
  expect(own.reply_to_message?.text?.indexOf('chegou')).toBe(own.quote?.position);
});

test('the same on the way to the client: edits, answers and quotes find their comment', async () => {
  const { ids, merged } = await twoInOne();
  desk.agent('bia').editsComment(ids[0] as number, 'saiu hoje');
  await desk.settle();
  expect(lastOf(received()).text).toBe('saiu hoje\nchega amanhã');

  desk.client('ana').writes('que bom', { replyTo: merged.message_id, quote: 'saiu hoje' });
  await desk.settle();
  expect(lastOf(desk.comments('ana'))).toMatchObject({
    reply_to_message: { message_id: ids[0] },
    quote: { text: 'saiu hoje', position: 0 },
  });
  desk.client('ana').writes('a que horas?', { replyTo: merged.message_id });
  await desk.settle();
  expect(lastOf(desk.comments('ana'))).toMatchObject({ reply_to_message: { message_id: ids[1] } });
  desk.agent('bia').comments('ana', 'de manhã', { replyTo: ids[1] as number });
  await desk.settle();
  expect(lastOf(received())).toMatchObject({
    reply_to_message: { message_id: merged.message_id },
    quote: { text: 'chega amanhã', position: 10 },
  });
});

test('a reply, and what is no text, begin a call of their own; photos become an album', async () => {
  const first = desk.client('ana').writes('primeira');
  await desk.settle();
  const [a, b] = await heldBack(group(), 5, () => {
    desk.client('ana').writes('antes');
    desk.client('ana').writes('sobre a primeira', { replyTo: first });
    const photos = ['frente', 'verso'].map((caption) => desk.client('ana').writes({ photo: {}, caption }));
    desk.client('ana').writes('pronto');
    return photos;
  });
  expect(await released()).toEqual(['sendMessage', 'sendMessage', 'sendMediaGroup', 'sendMessage']);
  expect(desk.thread('ana').slice(2)).toEqual(['antes', 'sobre a primeira', 'frente', 'verso', 'pronto']);
  desk.client('ana').edits(b as number, { photo: {}, caption: 'o verso' });
  desk.client('ana').edits(a as number, { photo: {}, caption: 'a frente' });
  await desk.settle();
  expect(desk.thread('ana').slice(4, 6)).toEqual(['✏️ a frente', '✏️ o verso']);
});

test('when Telegram does not say whether they arrived, they are repeated as they were', async () => {
  await heldBack(group(), 2, () => {
    desk.client('ana').writes('1');
    desk.client('ana').writes('2');
  });
  desk.sandbox.faults.next(group(), 'drop-after');
  await desk.passRest(30_000);
  await eventually(() => expect(desk.thread('ana')).toContain('1\n2'));
  desk.client('ana').writes('3');
  await desk.settle();
  expect([...new Set(desk.thread('ana'))]).toEqual(['oi', '1\n2', '3']);
});

test('one of them that Telegram will not take keeps none of the others', async () => {
  await heldBack(group(), 2, () => {
    desk.client('ana').writes('1');
    desk.client('ana').writes('2');
  });
  desk.sandbox.faults.next(group(), {
    error_code: 400,
    description: 'Bad Request: something nobody has seen before',
  });
  await released();
  expect(desk.thread('ana')).toEqual(['oi', '1', '2']);
});

test('a client who writes without end does not keep the others waiting', async () => {
  await heldBack(group(), 60, () => {
    for (let n = 0; n < 60; n += 1) desk.client('ana').writes(`${n} ${'x'.repeat(1000)}`);
    desk.client('bruno').writes('só uma');
  });
  await eventually(async () => expect((await desk.inspect('bruno'))?.waiting).toHaveLength(1));
  const calls = desk.sandbox.calls.length;
  await released();
  const sends = desk.sandbox.calls.slice(calls).filter(({ method }) => method === 'sendMessage');
  expect(sends.findIndex(({ params }) => params['text'] === 'só uma')).toBeLessThanOrEqual(1);
  const all = desk.thread('ana').join('\n').match(/^\d+/gmu);
  expect(all).toEqual(Array.from({ length: 60 }, (_, n) => String(n)));
});
