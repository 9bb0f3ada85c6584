import { beforeEach, expect, test } from 'vitest';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { tooMany } from './refusals.ts';
import { eventually } from '../support/eventually.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const bad = (text: string) => ({ error_code: 400, description: `Bad Request: ${text}` });
const received = () => desk.client('ana').received();
const comments = () => desk.comments('ana');
const withoutLoss = async () => expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });

test.each(["message can't be edited", 'message to edit not found', 'MESSAGE_TOO_LONG'])(
  'what Telegram does not let the bot edit comes anew, marked, as a reply to what it was: %s',
  async (refusal) => {
    const message = desk.client('ana').writes('errado');
    await desk.settle();
    const comment = desk.agent('bia').comments('ana', 'errado também');
    await desk.settle();
    const before = { thread: comments()[1], private: received().at(-1) };
    for (const chatId of [desk.sandbox.groupId, desk.client('ana').id])
      desk.sandbox.faults.next({ method: 'editMessageText', chatId }, bad(refusal));
    desk.client('ana').edits(message, 'certo');
    desk.agent('bia').editsComment(comment, 'certo também');
    await desk.settle();
    expect(comments().at(-1)).toMatchObject({
      text: '✏️ certo',
      reply_to_message: { message_id: before.thread?.message_id },
    });
    expect(received().at(-1)).toMatchObject({
      text: '✏️ certo também',
      reply_to_message: { message_id: before.private?.message_id },
    });
    await withoutLoss();
  },
);

test('what came anew is what later edits and replies find', async () => {
  const message = desk.client('ana').writes('um');
  await desk.settle();
  desk.sandbox.faults.next({ method: 'editMessageText' }, bad("message can't be edited"));
  desk.client('ana').edits(message, 'dois');
  await desk.settle();
  const anew = comments().at(-1)?.message_id ?? 0;
  desk.client('ana').edits(message, 'três');
  desk.agent('bia').comments('ana', 'entendi', { replyTo: anew });
  desk.client('ana').writes('sobre isto', { replyTo: message });
  await desk.settle();
  expect(comments().find(({ message_id: id }) => id === anew)?.text).toBe('✏️ três');
  expect(received().at(-1)?.reply_to_message?.message_id).toBe(message);
  expect(comments().at(-1)?.reply_to_message?.message_id).toBe(anew);
});

test('a counterpart that an agent has deleted comes back with the edit, in the thread', async () => {
  const message = desk.client('ana').writes('errado');
  await desk.settle();
  const copy = comments().at(-1)?.message_id ?? 0;
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, copy);
  desk.client('ana').edits(message, 'certo');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('✏️ certo');
  expect(desk.posts('ana')).toHaveLength(1);
  await withoutLoss();
});

test("a file that cannot take the other's place in an album comes anew", async () => {
  const [first = 0] = desk.sandbox.people.writeAlbum(desk.client('ana').id, [{ photo: {} }, { photo: {} }]);
  await desk.settle();
  desk.sandbox.faults.next({ method: 'editMessageMedia' }, bad("can't change media type in the album"));
  desk.client('ana').edits(first, { photo: { bytes: 'outra' }, caption: 'esta' });
  await desk.settle();
  expect(comments().at(-1)).toMatchObject({ caption: '✏️ esta', photo: expect.anything() });
  await withoutLoss();
});

test('a text that becomes a photo becomes one on the other side', async () => {
  const message = desk.client('ana').writes('segue a foto');
  await desk.settle();
  desk.client('ana').edits(message, { photo: {}, caption: 'segue a foto' });
  await desk.settle();
  expect(comments().at(-1)).toMatchObject({ caption: '✏️ segue a foto', photo: expect.anything() });
  expect(comments()).toHaveLength(2);
});

test('a text with no room for the mark goes on in a reply, nothing is lost', async () => {
  const long = 'x'.repeat(4095);
  const message = desk.client('ana').writes('curto');
  await desk.settle();
  desk.client('ana').edits(message, `${long}!`);
  await desk.settle();
  const [edited, rest] = comments().slice(1);
  expect(edited?.text).toHaveLength(4096);
  expect(`${edited?.text}${rest?.text}`).toBe(`✏️ ${long.slice(0, 4093)}… xx!`);
  expect(rest?.reply_to_message?.message_id).toBe(edited?.message_id);
});

test('a caption with no room for the mark goes on in a reply', async () => {
  const message = desk.client('ana').writes({ photo: {}, caption: 'curta' });
  await desk.settle();
  desk.client('ana').edits(message, 'x'.repeat(1024));
  await desk.settle();
  const [photo, rest] = comments().slice(1);
  expect(photo).toMatchObject({ caption: `✏️ ${'x'.repeat(1021)}`, photo: expect.anything() });
  expect(rest).toMatchObject({ text: '… xxx', reply_to_message: { message_id: photo?.message_id } });
});

test('an edit that fails for good is told to whoever made it', async () => {
  const message = desk.client('ana').writes('um');
  const comment = desk.agent('bia').comments('ana', 'dois');
  await desk.settle();
  desk.sandbox.faults.next({ method: 'editMessageText', times: 2 }, bad('SOMETHING_ELSE'));
  desk.client('ana').edits(message, 'três');
  desk.agent('bia').editsComment(comment, 'quatro');
  await desk.settle();
  const answer = received().find(({ text }) => text?.includes('alteração'));
  expect(answer?.reply_to_message?.message_id).toBe(message);
  const line = comments().find(({ text }) => text?.startsWith('⚙️ A alteração NÃO chegou ao cliente'));
  expect(line?.reply_to_message?.message_id).toBe(comment);
});

test.each(['/ban', 'block'] as const)(
  'an edit of a comment does not reach a client who is out of reach (%s), and the agent is told so, once',
  async (how) => {
    const comment = desk.agent('bia').comments('ana', 'bom dia');
    await desk.settle();
    if (how === '/ban') desk.agent('bia').comments('ana', '/ban');
    else desk.client('ana').blocks();
    await desk.settle();
    desk.sandbox.faults.spuriousEdit(desk.sandbox.groupId, comment);
    await desk.settle();
    const told = () => comments().filter(({ text }) => text?.includes('a alteração NÃO chegou'));
    expect(told()).toEqual([]);
    desk.agent('bia').editsComment(comment, 'boa tarde');
    await desk.settle();
    expect(told().map(({ reply_to_message: about }) => about?.message_id)).toEqual([comment]);
    expect(received().some(({ text }) => text === 'boa tarde')).toBe(false);
  },
);

test('a client who blocked the bot a moment ago: the agent is told that the edit did not arrive', async () => {
  const comment = desk.agent('bia').comments('ana', 'bom dia');
  await desk.settle();
  const fault = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
  desk.sandbox.faults.next({ method: 'editMessageText', chatId: desk.client('ana').id }, fault);
  desk.agent('bia').editsComment(comment, 'boa tarde');
  await desk.settle();
  expect(desk.thread('ana').some((text) => text.includes('a alteração NÃO chegou'))).toBe(true);
  expect(await desk.inspect('ana')).toMatchObject({ reach: 'blocked', parked: [] });
});

test('somebody who has left the team is told that an edit does not reach the client, once', async () => {
  const comment = desk.agent('zoe').comments('ana', 'chega amanhã');
  await desk.settle();
  desk.sandbox.people.setRole(desk.sandbox.channelId, desk.client('zoe').id, 'left');
  await desk.settle();
  desk.agent('zoe').editsComment(comment, 'não chega nunca');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('chega amanhã');
  const told = desk.comments('ana').at(-1);
  expect(told?.text).toMatch(/^⚙️ Só quem é da equipe.*a alteração NÃO/);
  expect(told?.reply_to_message?.message_id).toBe(comment);
  desk.sandbox.faults.spuriousEdit(desk.sandbox.groupId, comment);
  await desk.settle();
  expect(desk.comments('ana').at(-1)?.message_id).toBe(told?.message_id);
});

test('a note stays with the team, whatever it is edited into, and its author is told', async () => {
  const note = desk.agent('bia').comments('ana', '# interno');
  await desk.settle();
  desk.agent('bia').editsComment(note, '# interno mesmo');
  await desk.settle();
  expect(comments()).toHaveLength(2);
  desk.agent('bia').editsComment(note, 'interno sem sinal');
  await desk.settle();
  expect(received()).toHaveLength(1);
  expect(comments().at(-1)).toMatchObject({
    text: expect.stringContaining('o cliente não tem esta mensagem'),
    reply_to_message: { message_id: note },
  });
});

test('a comment that becomes a note or a command: the client keeps what they have, and the agent is told', async () => {
  const comment = desk.agent('bia').comments('ana', 'bom dia');
  await desk.settle();
  for (const text of ['# não era para o cliente', '/fim', '/ban']) {
    desk.agent('bia').editsComment(comment, text);
    await desk.settle();
    desk.sandbox.faults.spuriousEdit(desk.sandbox.groupId, comment);
    await desk.settle();
  }
  expect(received().at(-1)?.text).toBe('bom dia');
  expect(desk.thread('ana').filter((text) => text.startsWith('⚙️'))).toEqual([
    expect.stringContaining('não vira nota'),
    expect.stringContaining('não é executado'),
    expect.stringContaining('não é executado'),
  ]);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open' });
  desk.agent('bia').editsComment(comment, 'boa tarde');
  await desk.settle();
  expect(received().at(-1)?.text).toBe('boa tarde');
});

test.each([1, 2])(
  'a comment that becomes a note before it was sent (%i waiting) is not sent',
  async (waiting) => {
    const { faults } = desk.sandbox;
    faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, tooMany(30));
    desk.agent('bia').comments('ana', 'um momento');
    await eventually(() => expect(desk.log).toHaveLength(1));
    const secret = desk.agent('bia').comments('ana', 'ela não vai gostar');
    if (waiting === 2) desk.agent('bia').comments('ana', 'já vejo');
    desk.agent('bia').editsComment(secret, 'ela não vai gostar mesmo');
    desk.agent('bia').editsComment(secret, '# ela não vai gostar');
    await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
    await desk.passRest(30_000);
    await desk.settle();
    const said = received()
      .slice(1)
      .map(({ text }) => text);
    expect(said).toEqual(waiting === 2 ? ['um momento', 'já vejo'] : ['um momento']);
    expect(desk.thread('ana').some((text) => text.startsWith('⚙️'))).toBe(false);
    await withoutLoss();
  },
);

test('an edited waiting message costs one call, though the desk dies in between', async () => {
  const { faults, groupId } = desk.sandbox;
  faults.next({ method: 'sendMessage', chatId: groupId }, tooMany(30));
  const calls = desk.countCalls();
  const waiting = desk.client('ana').writes('errado');
  await eventually(() => expect(desk.log).toHaveLength(1));
  desk.client('ana').edits(waiting, 'quase');
  desk.client('ana').edits(waiting, 'certo');
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  await desk.restart();
  await desk.settle();
  expect(calls().filter((method) => /^(send|edit|copy)/.test(method))).toEqual([
    'sendMessage',
    'sendMessage',
  ]);
  expect(desk.thread('ana')).toEqual(['oi', 'certo']);
});
