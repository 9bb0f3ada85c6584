import { beforeEach, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const edited = {
  text: '👍 agora certo',
  entities: [{ type: 'bold', offset: 3, length: 5 }],
} satisfies Parameters<ReturnType<TestDesk['client']>['edits']>[1];

/** As shown to the team: the mark in front moves the entities. */
const seen = {
  text: `✏️ ${edited.text}`,
  entities: edited.entities.map((entity) => ({ ...entity, offset: entity.offset + '✏️ '.length })),
};

const lastReceived = () => desk.client('ana').received().at(-1);
const lastComment = () => desk.comments('ana').at(-1);

test('edited text is edited on the other side, with its formatting, both ways', async () => {
  const message = desk.client('ana').writes('errado');
  await desk.settle();
  desk.client('ana').edits(message, edited);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', seen.text]);
  expect(lastComment()).toMatchObject(seen);

  const comment = desk.agent('bia').comments('ana', 'errado');
  await desk.settle();
  desk.agent('bia').editsComment(comment, edited);
  await desk.settle();
  expect(lastReceived()).toMatchObject(edited);
  expect(desk.client('ana').received()).toHaveLength(2);
});

test.each([{ photo: {} }, { video: {} }, { document: {} }, { voice: {} }, { audio: {} }, { animation: {} }])(
  'an edited caption is edited on the other side, both ways: %j',
  async (media) => {
    const message = desk.client('ana').writes({ ...media, caption: 'errado' });
    const comment = desk.agent('bia').comments('ana', { ...media, caption: 'errado' });
    await desk.settle();
    desk.client('ana').edits(message, edited);
    desk.agent('bia').editsComment(comment, edited);
    await desk.settle();
    expect(lastComment()).toMatchObject({ caption: seen.text, caption_entities: seen.entities });
    expect(lastReceived()).toMatchObject({ caption: edited.text, caption_entities: edited.entities });
    expect(lastReceived()).toMatchObject({ [Object.keys(media)[0] ?? '']: expect.anything() });
  },
);

test('a caption that is added later, and one that is taken away', async () => {
  const message = desk.client('ana').writes({ photo: {} });
  const comment = desk.agent('bia').comments('ana', { photo: {}, caption: 'secreto' });
  await desk.settle();
  desk.client('ana').edits(message, { photo: {}, caption: 'a nota' });
  desk.agent('bia').editsComment(comment, { photo: {} });
  await desk.settle();
  expect(lastComment()?.caption).toBe('✏️ a nota');
  expect(lastReceived()?.caption).toBeUndefined();
});

test('an edit of an older message changes that one and no other', async () => {
  const first = desk.client('ana').writes('a');
  desk.client('ana').writes('b');
  const said = desk.agent('bia').comments('ana', 'c');
  desk.agent('bia').comments('ana', 'd');
  await desk.settle();
  desk.client('ana').edits(first, 'A');
  desk.agent('bia').editsComment(said, 'C');
  await desk.settle();
  expect(desk.thread('ana').filter((text) => /^(✏️ )?[ab]$/i.test(text))).toEqual(['✏️ A', 'b']);
  expect(desk.client('ana').texts().slice(1)).toEqual(['C', 'd']);
});

test('many edits in a row end in the last one', async () => {
  const message = desk.client('ana').writes('0');
  for (let version = 1; version <= 8; version += 1) desk.client('ana').edits(message, `versão ${version}`);
  await desk.settle();
  // The mark is there if the team could have read an earlier version.
  expect(desk.thread('ana').map((text) => text.replace('✏️ ', ''))).toEqual(['oi', 'versão 8']);
});

test('a message that is edited before its thread exists arrives as it was meant', async () => {
  await using early = await startDesk({ sandbox: { copyDelayMs: 50 } });
  const message = early.client('ana').writes('errado');
  early.client('ana').writes('e mais isto');
  early.sandbox.people.edit(early.client('ana').id, message, 'certo');
  await early.settle();
  expect(early.thread('ana')).toEqual(['certo', 'e mais isto']);
  expect(early.log).toEqual([]);
});

test('what is edited while Telegram holds it back arrives as it was meant, both ways', async () => {
  const { faults, groupId } = desk.sandbox;
  desk.agent('bia');
  faults.next({ method: 'sendMessage', chatId: groupId }, tooMany(33));
  faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, tooMany(44));
  const message = desk.client('ana').writes('errado');
  const comment = desk.agent('bia').comments('ana', 'errado');
  await eventually(() => expect(desk.log).toHaveLength(2));
  desk.client('ana').edits(message, 'certo');
  desk.agent('bia').editsComment(comment, 'certo');
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  await desk.passRest(33_000);
  await desk.passRest(44_000);
  await desk.settle();
  expect(desk.thread('ana').filter((text) => text.endsWith('o'))).toEqual(['certo', 'certo']);
  expect(desk.client('ana').texts().slice(1)).toEqual(['certo']);
});

test('a client who edits a message into /start or /tos has edited a message', async () => {
  const message = desk.client('ana').writes('errado');
  await desk.settle();
  desk.client('ana').edits(message, '/start');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '✏️ /start']);
  expect(desk.client('ana').received()).toHaveLength(1);
});

test.each([
  'texto',
  { text: 'com estilo', entities: [{ type: 'bold' as const, offset: 0, length: 3 }] },
  { photo: {}, caption: 'foto' },
  { video: {}, spoiler: true },
  { animation: {} },
  { document: {}, caption: 'a nota' },
  { audio: {} },
  { voice: {} },
  { sticker: {} },
  { videoNote: {} },
  { contact: { phoneNumber: '+551199', firstName: 'João' } },
  { location: { latitude: 1, longitude: 2 } },
  { poll: { question: 'Qual?', options: ['a', 'b'] } },
  { dice: {} },
])('an edit that changes nothing is harmless, both ways: %j', async (content) => {
  const message = desk.client('ana').writes(content);
  const comment = desk.agent('bia').comments('ana', content);
  await desk.settle();
  const before = { thread: desk.comments('ana'), received: desk.client('ana').received() };
  const calls = desk.countCalls();
  desk.sandbox.faults.spuriousEdit(desk.client('ana').id, message);
  desk.sandbox.faults.spuriousEdit(desk.sandbox.groupId, comment);
  await desk.settle();
  expect(strip(desk.comments('ana'))).toEqual(strip(before.thread));
  expect(strip(desk.client('ana').received())).toEqual(strip(before.received));
  expect(calls()).toEqual([]);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  expect(desk.log).toEqual([]);
});

test('a reaction, which Telegram may report as an edit, is harmless', async () => {
  const comment = desk.agent('bia').comments('ana', 'olá');
  await desk.settle();
  desk.sandbox.people.react(desk.client('bia').id, desk.sandbox.groupId, comment, '👍');
  desk.sandbox.faults.spuriousEdit(desk.sandbox.groupId, comment);
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(2);
  expect(desk.log).toEqual([]);
});

/** Without the time of an edit. Telegram may change the time. */
function strip(messages: object[]): object[] {
  return messages.map((message) => ({ ...message, edit_date: undefined, reply_to_message: undefined }));
}

test('to whoever inspects, an edited message is one message with one counterpart', async () => {
  const message = desk.client('ana').writes('sim');
  await desk.settle();
  desk.client('ana').edits(message, 'não');
  await desk.settle();
  const { log = [] } = (await desk.inspect('ana')) ?? {};
  const found = log.filter((one) => one.from === 'client' && one.message === message);
  expect(found).toMatchObject([{ delivery: { is: 'sent', parts: [expect.any(Number)] } }]);
});
