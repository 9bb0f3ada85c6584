import { beforeEach, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;
let ids: number[];
let copy: number;

const comments = () => desk.comments('ana');

beforeEach(async () => {
  desk = await startDesk({ notifyAdmins: false });
  await twoInOne();
  return () => desk[Symbol.asyncDispose]();
});

/** Two of Ana's messages leave in one. */
async function twoInOne() {
  desk.client('ana').writes('oi');
  desk.agent('bia');
  await desk.settle();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(30));
  ids = ['primeira', 'segunda'].map((text) => desk.client('ana').writes(text));
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(2));
  // An acknowledged update is in the outbox.
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  await desk.passRest(30_000);
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('primeira\nsegunda');
  copy = comments().at(-1)?.message_id ?? 0;
}

async function edits(which: number, content: Parameters<ReturnType<TestDesk['client']>['edits']>[1]) {
  desk.client('ana').edits(ids[which] ?? 0, content);
  await desk.settle();
}

test('/versoes shows the earlier versions of those that were edited', async () => {
  await edits(1, 'a segunda');
  desk.agent('bia').comments('ana', '/versoes', { replyTo: copy });
  await desk.settle();
  expect(desk.thread('ana')).toContain('primeira\n✏️ a segunda');
  expect(desk.thread('ana').at(-1)).toMatch(/:\n\n[^\n]+\nsegunda$/);
});

test('one that outgrows the message goes on in a reply', async () => {
  await edits(0, 'x'.repeat(4090));
  const [merged, rest] = comments().slice(-2);
  expect(merged).toMatchObject({ message_id: copy, text: `✏️ ${'x'.repeat(4090)}` });
  expect(rest).toMatchObject({ text: '… segunda', reply_to_message: { message_id: copy } });
});

test('one that becomes a photo comes anew, and the others stay', async () => {
  await edits(1, { photo: {}, caption: 'a segunda' });
  const [merged, photo] = comments().slice(-2);
  expect(merged?.text).toBe('primeira\nsegunda');
  expect(photo).toMatchObject({
    caption: '✏️ a segunda',
    photo: expect.anything(),
    reply_to_message: { message_id: copy },
  });
  await edits(1, 'a segunda mesmo');
  expect(comments().at(-1)).toMatchObject({ message_id: photo?.message_id, caption: '✏️ a segunda mesmo' });
});

test('one that Telegram does not let the bot edit comes anew by itself, and later edits of each find theirs', async () => {
  const fault = { error_code: 400, description: "Bad Request: message can't be edited" };
  desk.sandbox.faults.next({ method: 'editMessageText' }, fault);
  await edits(1, 'a segunda');
  expect(comments().at(-1)).toMatchObject({
    text: '✏️ a segunda',
    reply_to_message: { message_id: copy },
  });
  await edits(1, 'a segunda mesmo');
  expect(desk.thread('ana').slice(-2)).toEqual(['primeira\nsegunda', '✏️ a segunda mesmo']);
  await edits(0, 'a primeira');
  expect(desk.thread('ana').at(-2)).toContain('✏️ a primeira');
  expect(desk.thread('ana').at(-1)).toBe('✏️ a segunda mesmo');
});
