import { beforeEach, describe, expect, test } from 'vitest';
import type { Content } from '../../src/sandbox/people/people.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

/** An album is a single message to the author. A caption concerns all items, and the desk answers once. */

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const album = (contents: Content[], who = 'bia') =>
  desk.sandbox.people.commentAlbum(desk.client(who).id, desk.post('ana').id, contents);
const photo = (caption?: string): Content => (caption === undefined ? { photo: {} } : { photo: {}, caption });
const received = () => desk.client('ana').received();
const answers = (starting: string) => desk.thread('ana').filter((text) => text.startsWith(starting));

describe('an album that is a note stays with the team, all of it', () => {
  test.each([
    ['the first', [photo('# comprovante do banco'), photo(), photo()]],
    ['the last', [photo(), photo(), photo('  # comprovante do banco')]],
    ['one of the', [photo('recibo'), photo('# do banco'), photo('extrato')]],
  ])('%s item says so', async (_which, contents) => {
    const before = received().length;
    album(contents);
    await desk.settle();
    expect(received()).toHaveLength(before);
    expect((await desk.inspect('ana'))?.waiting).toEqual([]);
    desk.agent('bia').comments('ana', 'olá');
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('olá');
  });

  test('also when the process dies between its items', async () => {
    const before = received().length;
    album([photo('# interno'), photo()]);
    await desk.crash();
    await desk.settle();
    expect(received()).toHaveLength(before);
  });

  test('also when it waits to be sent, and becomes one by an edit', async () => {
    const before = received().length;
    desk.sandbox.faults.next({ chatId: desk.client('ana').id }, tooMany(30));
    desk.agent('bia').comments('ana', 'um momento');
    await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
    const [first = 0] = album([photo('recibo'), photo(), photo()]);
    await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(4));
    desk.agent('bia').editsComment(first, photo('# recibo'));
    await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(5));
    await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
    await desk.passRest(30_000);
    await desk.settle();
    expect(received()).toHaveLength(before + 1);
    expect(desk.client('ana').lastMessage()).toBe('um momento');
  });
});

test('an album that was given up and becomes a note is never sent, and none of it is marked any more', async () => {
  const before = received().length;
  const unheardOf = { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' };
  desk.sandbox.faults.next({ chatId: desk.client('ana').id, times: 3 }, unheardOf);
  const [first = 0] = album([photo('recibo'), photo()]);
  await desk.settle();
  expect((await desk.inspect('ana'))?.parked).toHaveLength(2);
  desk.agent('bia').editsComment(first, photo('# recibo'));
  await desk.settle();
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  expect(received()).toHaveLength(before);
  expect(desk.comments('ana').flatMap(({ reactions = [] }) => reactions)).toEqual([]);
});

test('an album with a command for a caption is refused once, and none of it is sent', async () => {
  const before = received().length;
  const [first] = album([photo('/p 3'), photo(), photo()]);
  await desk.settle();
  expect(received()).toHaveLength(before);
  expect(answers('⚙️')).toHaveLength(1);
  expect(desk.comments('ana').at(-1)?.reply_to_message?.message_id).toBe(first);
});

describe('why an album did not reach the client is said once, under its first item', () => {
  test.each([
    ['blocked', () => desk.client('ana').blocks(), 'bia', '⚙️ O cliente bloqueou o bot: a mensagem NÃO'],
    ['banned', () => desk.agent('bia').comments('ana', '/ban'), 'bia', '⚙️ O cliente está banido'],
  ])('%s', async (_why, happens, who, answer) => {
    happens();
    await desk.settle();
    const items = album([photo('recibo'), photo(), photo()], who);
    await desk.settle();
    expect(answers(answer)).toHaveLength(1);
    const marked = desk.comments('ana').filter(({ reactions }) => reactions !== undefined);
    expect(marked.map(({ message_id: id }) => id)).toEqual(items);
    album([photo(), photo()], who);
    await desk.settle();
    expect(answers(answer)).toHaveLength(2);
  });
});

test('a stranger is told under the first item that an album did not reach the client', async () => {
  const [first] = album([photo('recibo'), photo(), photo()], 'zeca');
  await desk.settle();
  album([photo(), photo()], 'zeca');
  await desk.settle();
  expect(answers('⚙️ Só quem é da equipe')).toHaveLength(1);
  expect(desk.comments('ana').at(-3)?.reply_to_message?.message_id).toBe(first);
});

test('an album that an agent sends to the bot is answered once', async () => {
  desk.sandbox.people.writeAlbum(desk.agent('bia').id, [photo(), photo(), photo()]);
  await desk.settle();
  expect(desk.agent('bia').received()).toHaveLength(1);
});
