import { beforeEach, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const comments = () => desk.comments('ana');
const newest = () => comments().at(-1)?.message_id ?? 0;
const HELP = expect.stringContaining('responda com /versoes a uma mensagem do cliente');

async function asks(replyTo: number): Promise<void> {
  desk.agent('bia').comments('ana', '/versoes', { replyTo });
  await desk.settle();
}

test('/versoes lists what a message said before, with its formatting and when, the newest last', async () => {
  const message = desk.client('ana').writes('um');
  await desk.settle();
  const copy = newest();
  const bold = { type: 'bold', offset: 0, length: 4 } as const;
  desk.client('ana').edits(message, { text: 'dois', entities: [bold] });
  await desk.settle();
  desk.client('ana').edits(message, 'três');
  await desk.settle();
  const received = desk.client('ana').received().length;
  await asks(copy);
  const list = comments().at(-1);
  const when = String.raw`\d\d/\d\d/\d{4}, \d\d:\d\d`;
  expect(list?.text).toMatch(
    new RegExp(`^⚙️ O que esta mensagem dizia antes:\n\n${when}\num\n\n${when}\ndois$`),
  );
  expect(list?.reply_to_message?.message_id).toBe(copy);
  expect(list?.entities).toContainEqual({ ...bold, offset: (list?.text?.length ?? 0) - 4 });
  expect(desk.thread('ana')).not.toContain('/versoes');
  expect(desk.client('ana').received()).toHaveLength(received);
});

test('a message that was never edited has no earlier versions', async () => {
  await asks(newest());
  expect(desk.thread('ana').at(-1)).toBe('⚙️ O cliente não editou esta mensagem.');
});

test('a replaced file is named and shown again, with its caption', async () => {
  const message = desk.client('ana').writes({ photo: { bytes: 'velha' }, caption: 'a antiga' });
  await desk.settle();
  const copy = newest();
  const before = comments().at(-1)?.photo?.at(-1)?.file_unique_id;
  desk.client('ana').edits(message, { photo: { bytes: 'nova' }, caption: 'a nova' });
  await desk.settle();
  await asks(copy);
  const [list, file] = comments().slice(-2);
  expect(list?.text).toContain('📎 outro arquivo\na antiga');
  expect(file).toMatchObject({ caption: 'a antiga', reply_to_message: { message_id: copy } });
  expect(file?.photo?.at(-1)?.file_unique_id).toBe(before);
});

test('an item of an album has versions of its own', async () => {
  const photos = [0, 1, 2].map((n) => ({ photo: { bytes: `${n}` }, caption: `foto ${n}` }));
  const [, second = 0] = desk.sandbox.people.writeAlbum(desk.client('ana').id, photos);
  await desk.settle();
  const copy = comments().find(({ caption }) => caption === 'foto 1')?.message_id ?? 0;
  desk.client('ana').edits(second, 'foto um');
  await desk.settle();
  await asks(copy);
  expect(desk.thread('ana').at(-1)).toMatch(/\nfoto 1$/);
  expect(comments().at(-1)?.photo).toBeUndefined();
});

test('what came anew because it could not be edited still knows its versions, and so does its predecessor', async () => {
  const message = desk.client('ana').writes('um');
  await desk.settle();
  const first = newest();
  const fault = { error_code: 400, description: "Bad Request: message can't be edited" };
  desk.sandbox.faults.next({ method: 'editMessageText' }, fault);
  desk.client('ana').edits(message, 'dois');
  await desk.settle();
  for (const copy of [first, newest()]) {
    await asks(copy);
    expect(desk.thread('ana').at(-1)).toMatch(/\num$/);
  }
});

test('versions that do not fit in one message go on in the next, and nothing is lost', async () => {
  const versions = ['a', 'b', 'c'].map((letter) => letter.repeat(4000));
  const message = desk.client('ana').writes(versions[0] ?? '');
  await desk.settle();
  const copy = newest();
  for (const version of [...versions.slice(1), 'curto']) {
    desk.client('ana').edits(message, version);
    await desk.settle();
  }
  const before = comments().length;
  await asks(copy);
  const pages = comments().slice(before);
  expect(pages.length).toBeGreaterThan(2);
  const all = pages.map(({ text }) => text).join('');
  for (const version of versions) expect(all.replaceAll(/[^abc]/g, '')).toContain(version);
  for (const page of pages) expect(page.reply_to_message?.message_id).toBe(copy);
});

test('as a reply to anything else, or to nothing, it says what it is for', async () => {
  const comment = desk.agent('bia').comments('ana', 'olá');
  const note = desk.agent('bia').comments('ana', '# nota');
  await desk.settle();
  for (const about of [comment, note]) {
    await asks(about);
    expect(desk.thread('ana').at(-1)).toEqual(HELP);
  }
  desk.agent('bia').comments('ana', '/versoes');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toEqual(HELP);
  expect(desk.client('ana').lastMessage()).toBe('olá');
});

test('somebody who is not of the team is shown nothing', async () => {
  const message = desk.client('ana').writes('um');
  await desk.settle();
  const copy = newest();
  desk.client('ana').edits(message, 'dois');
  await desk.settle();
  const { people, groupId } = desk.sandbox;
  const stranger = desk.client('estranho').id;
  people.setRole(groupId, stranger, 'member');
  people.comment(stranger, desk.post('ana').id, '/versoes', { replyTo: copy });
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain('Só quem é da equipe');
});

test('what was said while Telegram held it back and changed was never read, and is no version', async () => {
  await using late = await startDesk({ sandbox: { copyDelayMs: 50 } });
  late.agent('bia');
  const message = late.client('rui').writes('errado');
  late.client('rui').edits(message, 'certo');
  await late.settle();
  late.agent('bia').comments('rui', '/versoes', { replyTo: late.comments('rui').at(-1)?.message_id ?? 0 });
  await late.settle();
  expect(late.thread('rui').at(-1)).toBe('⚙️ O cliente não editou esta mensagem.');
});
