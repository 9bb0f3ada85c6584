import { expect, test } from 'vitest';
import type { ClientId, MessageNumber } from '../../machines/ids.ts';
import { renderInspection } from '../../src/cli/inspect.ts';
import { createParkedStore } from '../../src/store/parked-store.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';

/** The numbers of the answered messages by the number of the answer, oldest first. */
async function answers(desk: TestDesk): Promise<[number, number | null][]> {
  const log = (await desk.inspect('ana'))?.log ?? [];
  return log.toReversed().map(({ n, replyTo }) => [n, replyTo]);
}

test('the log names the answered message by number: of the own side, of the other side, and under a note', async () => {
  await using desk = await deskWith('ana');
  const question = desk.client('ana').writes('cadê meu pedido?');
  await desk.settle();
  const copy = desk.comments('ana').at(-1)?.message_id ?? 0;
  const comment = desk.agent('bia').comments('ana', 'saiu hoje', { replyTo: copy });
  await desk.settle();
  const received = desk.client('ana').received().at(-1)?.message_id ?? 0;
  desk.client('ana').writes('obrigada', { replyTo: received });
  desk.client('ana').writes('era este', { replyTo: question });
  desk.agent('bia').comments('ana', '# confirmado', { replyTo: comment });
  await desk.settle();
  expect(await answers(desk)).toEqual([
    [1, null],
    [2, null],
    [3, 2],
    [4, 3],
    [5, 2],
    [6, 3],
  ]);
  const seen = await desk.inspect('ana');
  expect(seen === null ? '' : renderInspection(seen)).toMatch(/^ +4 .* client {2}text .*answers 3$/m);
});

test('an answer in the same moment as the answered message has the number as well', async () => {
  await using desk = await deskWith('ana');
  const question = desk.client('ana').writes('cadê?');
  desk.client('ana').writes('digo, o pedido', { replyTo: question });
  await desk.settle();
  expect(await answers(desk)).toEqual([
    [1, null],
    [2, null],
    [3, 2],
  ]);
});

test('an answer to a message of the desk answers no message of a person', async () => {
  await using desk = await deskWith('ana');
  const greeting = desk.client('ana').received()[0]?.message_id ?? 0;
  desk.client('ana').writes('quem é?', { replyTo: greeting });
  await desk.settle();
  expect(await answers(desk)).toEqual([
    [1, null],
    [2, null],
  ]);
});

const unheardOf = { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' };

type Numbered = [kind: string, number: MessageNumber | undefined];

/** By kind. */
async function parkedNumbers(desk: TestDesk): Promise<Numbered[]> {
  const store = createParkedStore(desk.redis, desk.keys, { logDays: 90 });
  const entries = await store.entries(desk.client('ana').id as ClientId);
  const numbers = entries.map(({ effect }): Numbered => [effect.kind, effect.n ?? effect.number]);
  return numbers.toSorted(([a], [b]) => a.localeCompare(b));
}

test('parked comments, edits and reactions of both sides have the number of the message', async () => {
  await using desk = await deskWith('ana');
  const question = desk.client('ana').writes('cadê?');
  await desk.settle();
  const comment = desk.agent('bia').comments('ana', 'saiu');
  await desk.settle();
  const copy = desk.comments('ana').find(({ text }) => text === 'cadê?')?.message_id ?? 0;
  const received = desk.client('ana').received().at(-1)?.message_id ?? 0;
  desk.sandbox.faults.next({ method: 'editMessageText', times: 2 }, unheardOf);
  desk.sandbox.faults.next({ method: 'setMessageReaction', chatId: desk.client('ana').id }, unheardOf);
  desk.client('ana').edits(question, 'cadê meu pedido?');
  desk.agent('bia').editsComment(comment, 'saiu hoje');
  desk.sandbox.people.react(desk.agent('bia').id, desk.sandbox.groupId, copy, '👍');
  await desk.settle();
  expect(await parkedNumbers(desk)).toEqual([
    ['editAtClient', 3],
    ['editInThread', 2],
    ['reactAtClient', 2],
  ]);
  // The undelivered edit of message 3 keeps the mark, and the reaction waits behind the mark.
  desk.sandbox.people.react(desk.client('ana').id, desk.client('ana').id, received, '❤');
  await desk.settle();
  const marks = () =>
    desk.sandbox.views.group().find(({ message_id }) => message_id === comment)?.reactions ?? [];
  expect(marks().map(({ emoji }) => emoji)).toEqual(['👎']);
  desk.agent('bia').editsComment(comment, 'saiu hoje cedo');
  await desk.settle();
  expect(marks().map(({ emoji }) => emoji)).toEqual(['❤']);
  expect(await parkedNumbers(desk)).toEqual([
    ['editInThread', 2],
    ['reactAtClient', 2],
  ]);
});

test('the parked end of a long caption has the number of the message, and a newer caption supersedes the end', async () => {
  await using desk = await deskWith('ana');
  const bia = desk.person('bia', { firstName: 'bia', premium: true });
  desk.sandbox.people.setRole(desk.sandbox.channelId, bia, 'member');
  desk.sandbox.people.setRole(desk.sandbox.groupId, bia, 'member');
  const caption = (begin: string) => `${begin} ${'palavra '.repeat(180)}fim`;
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, unheardOf);
  const comment = desk.agent('bia').comments('ana', { photo: {}, caption: caption('um') });
  await desk.settle();
  expect(await parkedNumbers(desk)).toEqual([['continueAtClient', 2]]);
  desk.agent('bia').editsComment(comment, { photo: {}, caption: caption('dois') });
  await desk.settle();
  expect(await parkedNumbers(desk)).toEqual([]);
});
