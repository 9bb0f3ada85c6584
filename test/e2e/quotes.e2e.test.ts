import type { MessageEntity } from '@grammyjs/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { Content } from '../../src/sandbox/people/people.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => endQuietly(desk);
});

type About = { replyTo?: number; quote?: string; quotePosition?: number };
/** A message on both sides. */
type Pair = { client: number; thread: number; arrived: SeenMessage | undefined };

async function ana(content: Content, about: About = {}): Promise<Pair> {
  const client = desk.client('ana').writes(content, about);
  await desk.settle();
  const arrived = desk.comments('ana').at(-1);
  return { client, thread: arrived?.message_id ?? 0, arrived };
}

async function bia(content: Content, about: About = {}): Promise<Pair> {
  const thread = desk.agent('bia').comments('ana', content, about);
  await desk.settle();
  const arrived = desk.client('ana').received().at(-1);
  return { client: arrived?.message_id ?? 0, thread, arrived };
}

const sides: [string, typeof ana, 'client' | 'thread', typeof bia, 'client' | 'thread'][] = [
  ["a client quotes an agent's", bia, 'client', ana, 'thread'],
  ["a client quotes the client's own", ana, 'client', ana, 'thread'],
  ["an agent quotes a client's", ana, 'thread', bia, 'client'],
  ["an agent quotes an agent's", bia, 'thread', bia, 'client'],
];

const bold = (offset: number, length: number): MessageEntity => ({ type: 'bold', offset, length });

const grounds: [string, Content][] = [
  ['text', 'chegou a nota 12 do pedido'],
  ['caption', { photo: {}, caption: 'chegou a nota 12 do pedido' }],
  ['text that begins with emoji', '👩‍👩‍👧🎉 chegou a nota 12 do pedido'],
];

describe.each(sides)('%s', (_who, say, here, answer, there) => {
  test.each(grounds)('%s: the counterpart is quoted', async (_what, content) => {
    const said = await say(content);
    const calls = desk.countCalls();
    const { arrived } = await answer('essa?', { replyTo: said[here], quote: 'nota 12' });
    expect(arrived).toMatchObject({ text: 'essa?', reply_to_message: { message_id: said[there] } });
    const whole = arrived?.reply_to_message?.text ?? arrived?.reply_to_message?.caption ?? '';
    expect(arrived?.quote).toEqual({ text: 'nota 12', position: whole.indexOf('nota 12'), is_manual: true });
    expect(calls()).toEqual(['sendMessage']);
  });

  test('styled text: the styles within the quote come along, cut at its edges', async () => {
    const said = await say({
      text: 'chegou a nota 12 do pedido',
      entities: [
        bold(0, 13),
        { type: 'italic', offset: 14, length: 12 },
        { type: 'code', offset: 9, length: 4 },
      ],
    });
    const { arrived } = await answer('essa?', { replyTo: said[here], quote: 'a nota 12' });
    expect(arrived?.reply_to_message?.message_id).toBe(said[there]);
    expect(arrived?.quote).toMatchObject({ text: 'a nota 12', position: 7 });
    expect(arrived?.quote?.entities).toContainEqual(bold(0, 2));
    expect(arrived?.quote?.entities).toContainEqual({ type: 'italic', offset: 7, length: 2 });
  });

  test('the passage that is meant, of several equal ones', async () => {
    const said = await say('sim, sim e sim');
    for (const position of [0, 5, 11]) {
      const about = { replyTo: said[here], quote: 'sim', quotePosition: position };
      expect((await answer('esse?', about)).arrived?.quote).toMatchObject({ text: 'sim', position });
    }
  });

  test.each<[string, Content]>([
    ['a photo', { photo: {}, caption: 'veja' }],
    ['a sticker', { sticker: {} }],
    ['a contact', { contact: { phoneNumber: '+5511999990000', firstName: 'João' } }],
  ])('the answer may be %s', async (_what, content) => {
    const said = await say('manda a foto da nota');
    const { arrived } = await answer(content, { replyTo: said[here], quote: 'foto' });
    expect(arrived?.reply_to_message?.message_id).toBe(said[there]);
    expect(arrived?.quote).toMatchObject({ text: 'foto', position: 8 });
  });
});

describe('when the words have changed', () => {
  test('a quote that no longer matches becomes a plain reply', async () => {
    const said = await bia('chegou a nota 12');
    await desk.stop();
    desk.client('ana').writes('essa?', { replyTo: said.client, quote: 'nota 12' });
    desk.client('ana').writes({ photo: {}, caption: 'ou essa?' }, { replyTo: said.client, quote: 'nota 12' });
    desk.agent('bia').editsComment(said.thread, 'chegou a nota 13');
    await desk.restart();
    await desk.settle();
    for (const arrived of desk.comments('ana').slice(-2)) {
      expect(arrived.reply_to_message?.message_id).toBe(said.thread);
      expect(arrived.quote).toBeUndefined();
    }
    expect(desk.thread('ana').slice(-2)).toEqual(['essa?', 'ou essa?']);
  });

  test('an agent quotes what the client changed meanwhile: a plain reply', async () => {
    const said = await ana('chegou a nota 12');
    await desk.stop();
    desk.agent('bia').comments('ana', 'essa?', { replyTo: said.thread, quote: 'nota 12' });
    desk.client('ana').edits(said.client, 'chegou a nota 13');
    await desk.restart();
    await desk.settle();
    const arrived = desk.client('ana').received().at(-1);
    expect(arrived).toMatchObject({ text: 'essa?', reply_to_message: { message_id: said.client } });
    expect(arrived?.quote).toBeUndefined();
  });

  test("a client's edited message is quoted as it says now, and its mark stays in the thread", async () => {
    const said = await ana('sim, 12');
    desk.client('ana').edits(said.client, { text: 'sim, sim, 13', entities: [bold(5, 3)] });
    await desk.settle();
    expect(desk.thread('ana').at(-1)).toBe('✏️ sim, sim, 13');

    const own = await ana('o 13', { replyTo: said.client, quote: 'sim', quotePosition: 5 });
    expect(own.arrived?.quote).toEqual({ text: 'sim', position: 8, entities: [bold(0, 3)], is_manual: true });

    const second = await bia('qual?', { replyTo: said.thread, quote: 'sim', quotePosition: 8 });
    expect(second.arrived?.quote).toEqual({
      text: 'sim',
      position: 5,
      entities: [bold(0, 3)],
      is_manual: true,
    });

    const whole = await bia('certo', { replyTo: said.thread, quote: '✏️ sim, sim' });
    expect(whole.arrived?.quote).toMatchObject({ text: 'sim, sim', position: 0, entities: [bold(5, 3)] });

    const mark = await bia('vi', { replyTo: said.thread, quote: '✏️' });
    expect(mark.arrived).toMatchObject({ text: 'vi', reply_to_message: { message_id: said.client } });
    expect(mark.arrived?.quote).toBeUndefined();
  });
});

describe('what has no counterpart', () => {
  test('a quote of a comment that was deleted arrives as a plain message of the thread', async () => {
    const said = await bia('qual o número da nota?');
    desk.sandbox.people.deleteMessage(desk.sandbox.groupId, said.thread);
    const { arrived } = await ana('é o 7', { replyTo: said.client, quote: 'nota' });
    expect(arrived).toMatchObject({ text: 'é o 7', message_thread_id: desk.post('ana').rootId });
    expect(arrived?.reply_to_message?.message_id).toBe(desk.post('ana').rootId);
    expect(arrived?.quote).toBeUndefined();
    expect(desk.posts('ana')).toHaveLength(1);
  });

  test('a quote of what the client deleted arrives as a plain message', async () => {
    const said = await ana('esquece a nota');
    desk.sandbox.people.deleteMessage(desk.client('ana').id, said.client);
    const { arrived } = await bia('esqueci', { replyTo: said.thread, quote: 'nota' });
    expect(arrived).toMatchObject({ text: 'esqueci' });
    expect(arrived).not.toHaveProperty('reply_to_message');
    expect(arrived?.quote).toBeUndefined();
  });

  test('a quote of a note, of a ⚙️ line or of the greeting goes out without it', async () => {
    const note = await bia('# cliente antigo, paga a nota');
    await bia('/p 2');
    const line = desk.comments('ana').at(-1);
    for (const about of [
      { replyTo: note.thread, quote: 'antigo' },
      { replyTo: line?.message_id ?? 0, quote: line?.text?.slice(-4) ?? '' },
    ]) {
      const { arrived } = await bia('um momento', about);
      expect(arrived).toMatchObject({ text: 'um momento' });
      expect(arrived).not.toHaveProperty('reply_to_message');
      expect(arrived?.quote).toBeUndefined();
    }
    const greeting = desk.client('ana').received()[0];
    const about = { replyTo: greeting?.message_id ?? 0, quote: greeting?.text?.slice(0, 5) ?? '' };
    const { arrived } = await ana('obrigada', about);
    expect(arrived?.reply_to_message?.message_id).toBe(desk.post('ana').rootId);
    expect(arrived?.quote).toBeUndefined();
  });

  test('a quote of the post itself is a comment', async () => {
    const root = desk.post('ana').rootId ?? 0;
    const { arrived } = await bia('bom dia', { replyTo: root, quote: '👤' });
    expect(arrived).toMatchObject({ text: 'bom dia' });
    expect(arrived).not.toHaveProperty('reply_to_message');
    expect(arrived?.quote).toBeUndefined();
  });

  test('a quote of a message in a thread that was lost arrives as a plain message in the new one', async () => {
    const said = await bia('qual o número da nota?');
    desk.sandbox.people.deleteMessage(desk.sandbox.groupId, desk.post('ana').rootId ?? 0);
    await ana('alguém aí?');
    expect(desk.posts('ana')).toHaveLength(2);
    expect(desk.log.splice(0).join('')).toContain('thread.lost');
    const { arrived } = await ana('é o 7', { replyTo: said.client, quote: 'nota' });
    expect(arrived).toMatchObject({ text: 'é o 7', message_thread_id: desk.post('ana').rootId });
    expect(arrived?.quote).toBeUndefined();
  });
});

test('an album that answers a passage quotes it', async () => {
  const question = await bia('manda as fotos da nota');
  const items: Content[] = [{ photo: {}, caption: 'frente' }, { photo: {} }];
  desk.sandbox.people.writeAlbum(desk.client('ana').id, items, { replyTo: question.client, quote: 'nota' });
  await desk.settle();
  const first = desk.comments('ana').at(-2);
  expect(first?.reply_to_message?.message_id).toBe(question.thread);
  expect(first?.quote).toMatchObject({ text: 'nota', position: 18 });
});

test('an album whose passage has changed still arrives as one, in reply', async () => {
  const question = await bia('manda as fotos da nota');
  await desk.stop();
  const items: Content[] = [{ photo: {}, caption: 'frente' }, { photo: {} }];
  desk.sandbox.people.writeAlbum(desk.client('ana').id, items, { replyTo: question.client, quote: 'nota' });
  desk.agent('bia').editsComment(question.thread, 'manda as fotos do boleto');
  const calls = desk.countCalls();
  await desk.restart();
  await desk.settle();
  const album = desk.comments('ana').slice(-2);
  expect(album.map(({ caption }) => caption)).toEqual(['frente', undefined]);
  expect(new Set(album.map(({ media_group_id: id }) => id))).toHaveProperty('size', 1);
  expect(album[0]?.reply_to_message?.message_id).toBe(question.thread);
  expect(album[0]?.quote).toBeUndefined();
  expect(calls().filter((method) => method === 'sendMediaGroup')).toHaveLength(2);
});

test('what somebody quotes is not kept in the journal', async () => {
  const said = await bia('o código secreto é 4711');
  await ana('esse?', { replyTo: said.client, quote: 'secreto é 4711' });
  const holding = await desk.keysHolding('secreto');
  expect(holding.filter((key) => desk.keys.kindOf(key) === 'journal')).toEqual([]);
});
