import { beforeEach, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await startDesk();
  desk.agent('bia');
  return () => desk[Symbol.asyncDispose]();
});

test('a command that becomes a message arrives; one that only echoes does not', async () => {
  const start = desk.client('ana').starts();
  await desk.settle();
  desk.sandbox.faults.spuriousEdit(desk.client('ana').id, start);
  desk.client('ana').edits(start, '/tos');
  await desk.settle();
  expect(desk.posts('ana')).toEqual([]);
  desk.client('ana').edits(start, 'preciso de ajuda');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['preciso de ajuda']);
  expect(desk.post('ana').text).toMatch(/^🟦/);
  desk.client('ana').edits(start, 'preciso muito de ajuda');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['✏️ preciso muito de ajuda']);
});

test('an edit of what the team never had opens a closed ticket again, like any message', async () => {
  desk.client('ana').writes('oi');
  const terms = desk.client('ana').writes('/tos');
  await desk.settle();
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  desk.client('ana').edits(terms, 'na verdade, uma dúvida');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('na verdade, uma dúvida');
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', ticket: 1 });
});

test('what was written during a ban stays unread; its edit afterwards is a message', async () => {
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.agent('bia').comments('ana', '/ban');
  await desk.settle();
  const unread = desk.client('ana').writes('durante');
  await desk.settle();
  desk.client('ana').edits(unread, 'ainda durante');
  await desk.settle();
  desk.agent('bia').comments('ana', '/p 1');
  await desk.settle();
  expect(desk.thread('ana').join()).not.toContain('durante');
  desk.client('ana').edits(unread, 'depois');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('depois');
});

test('a message of a thread that was replaced is corrected in the new thread', async () => {
  const message = desk.client('ana').writes('errado');
  await desk.settle();
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, desk.post('ana').rootId ?? 0);
  desk.client('ana').writes('e agora?');
  await desk.settle();
  desk.client('ana').edits(message, 'certo');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('✏️ certo');
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('an edited comment that was refused is not sent behind the back of its author', async () => {
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.agent('bia').comments('ana', '/ban');
  const comment = desk.agent('bia').comments('ana', 'olá');
  await desk.settle();
  desk.agent('bia').comments('ana', '/p 1');
  await desk.settle();
  const received = desk.client('ana').received().length;
  desk.agent('bia').editsComment(comment, 'olá de novo');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(received);
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringContaining('A alteração NÃO foi enviada'),
    reply_to_message: { message_id: comment },
  });
});
