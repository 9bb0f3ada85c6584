import { beforeEach, expect, test } from 'vitest';
import type { BoardNumber } from '../../machines/ids.ts';
import { keptChannel } from '../../src/store/channel-store.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { typesBoards, withSecondBoard } from '../support/second-board.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await startDesk();
  return () => desk[Symbol.asyncDispose]();
});

test('a board is added to a running desk, and the people of its channel are of the team at once', async () => {
  const dora = desk.client('dora');
  const board = await withSecondBoard(desk);
  expect(board.added).toMatch(/^Board 1 "Vendas" is added/);
  dora.writes('olá?');
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.posts('dora')).toEqual([]);
  expect(dora.lastMessage()).toMatch(/não chega a nenhum cliente/);
  // A new client goes to the first board.
  expect(desk.thread('ana')).toContain('oi');
  expect(board.posts()).toEqual([]);
});

test('a restarted desk knows the board, and the list names it', async () => {
  const board = await withSecondBoard(desk);
  await desk.restart();
  desk.client('ana').writes('oi');
  desk.client('dora').writes('olá?');
  await desk.settle();
  expect(desk.posts('dora')).toEqual([]);
  expect(await typesBoards(desk)('list')).toBe(
    [
      `0  CHANNEL_ID  channel ${desk.sandbox.channelId}  1 open tickets`,
      `1  Vendas  channel ${board.channelId}  0 open tickets`,
    ].join('\n'),
  );
});

test('a removed board has no team any more, and its number is not used again', async () => {
  const types = typesBoards(desk);
  const board = await withSecondBoard(desk);
  expect(await types('remove', '1')).toMatch(/^Board 1 "Vendas" is removed/);
  await eventually(() => expect(desk.laterChannels()).toEqual([]));
  desk.client('dora').writes('quero comprar');
  await desk.settle();
  expect(desk.thread('dora')).toContain('quero comprar');
  expect(await types('add', String(board.channelId), 'Vendas 2')).toMatch(/^Board 2 "Vendas 2" is added/);
});

test('of two boards added at once one stands, with its own chats, and the other is added next', async () => {
  const channels = ['Vendas', 'Loja'].map((title) => desk.sandbox.addBoard({ title }).channelId);
  // Both commands have read the boards before either writes.
  let reading = channels.length;
  const types = typesBoards(desk, (api) => ({
    async webhook() {
      reading -= 1;
      await eventually(() => expect(reading).toBe(0));
      return api.webhook();
    },
  }));
  const made = await Promise.allSettled(channels.map((channel) => types('add', String(channel))));
  expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const [won, lost] = made[0]?.status === 'fulfilled' ? channels : channels.toReversed();
  const kept = async (number: number) =>
    (await keptChannel(desk.redis, desk.keys, number as BoardNumber))?.channelId;
  expect(await kept(1)).toBe(won);
  expect(await typesBoards(desk)('add', String(lost))).toMatch(/^Board 2 /);
  expect([await kept(1), await kept(2)]).toEqual([won, lost]);
  await desk.settle();
  expect(desk.log.join('')).not.toContain('channel.troubled');
});

test('boards that cannot serve are refused with the fix', async () => {
  const types = typesBoards(desk);
  await expect(types('add', String(desk.sandbox.channelId))).rejects.toThrow(/is a board already/);
  await expect(types('add', '-1009999999999')).rejects.toThrow(/does not see the channel.*administrator/);
  await expect(types('add', 'vendas')).rejects.toThrow(/is no channel/);
  const { channelId } = desk.sandbox.addBoard({ title: 'Loja' });
  desk.sandbox.people.setBotRights(channelId, { can_post_messages: false });
  await expect(types('add', String(channelId))).rejects.toThrow(/→/);
  await expect(types('remove', '0')).rejects.toThrow(/cannot be removed/);
  await expect(types('remove', '7')).rejects.toThrow(/no board 7/);
  await expect(types('move')).rejects.toThrow(/Usage/);
});

/** Ana writes on the first board, and Bia moves Ana to the second board. */
async function moved(...words: string[]) {
  const board = await withSecondBoard(desk);
  const bia = desk.agent('bia');
  const messages = ['oi', ...words].map((text) => desk.client('ana').writes(text));
  await desk.settle();
  bia.comments('ana', '/mover vendas');
  await desk.settle();
  return { ...board, bia, messages };
}

test('a moved client goes on in a new thread, which begins with the last messages', async () => {
  const board = await moved('cadê meu pedido?');
  desk.client('ana').writes('alguém?');
  await desk.settle();
  const [told, ...rest] = board.thread();
  expect(told).toMatch(/bia moveu o atendimento #1 para cá, vindo de /);
  expect(told).toMatch(/As últimas mensagens:\n👤 oi\n👤 cadê meu pedido\?$/);
  expect(rest).toEqual(['alguém?']);
  board.comments('já vejo');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('já vejo');
  // The old post is grey and unpinned; the new post is pinned.
  expect(desk.post('ana')).toMatchObject({ pinned: false, text: expect.stringMatching(/^➡️ /) as string });
  expect(board.posts()).toEqual([
    expect.objectContaining({ pinned: true, text: expect.stringMatching(/^🟦 /) as string }),
  ]);
});

test('a comment in the old thread is not sent, and the answer leads to the new thread', async () => {
  const { bia } = await moved();
  const received = desk.client('ana').received().length;
  bia.comments('ana', 'ainda aqui?');
  bia.comments('ana', '/fim');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(received);
  const answers = desk.thread('ana').filter((text) => text.includes('agora é atendido em Vendas'));
  expect(answers).toEqual(
    Array(2).fill('⚙️ Não enviado: o cliente agora é atendido em Vendas.\nAbrir conversa'),
  );
});

test('moved back, the client has the first thread again, and no second post', async () => {
  const board = await moved();
  board.comments('/mover 0');
  await desk.settle();
  desk.client('ana').writes('voltei');
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟦 /) as string });
  expect(desk.thread('ana').at(-1)).toBe('voltei');
  desk.agent('bia').comments('ana', '/mover 1');
  await desk.settle();
  expect(board.posts()).toHaveLength(1);
  expect(board.posts()[0]).toMatchObject({ pinned: true });
});

test('edits of earlier messages are made where the messages stand; a reply to one is a quote', async () => {
  const board = await moved('quero a azul');
  const [, azul] = board.messages;
  desk.client('ana').edits(azul ?? 0, 'quero a verde');
  await desk.settle();
  desk.client('ana').writes('essa mesmo', { replyTo: azul ?? 0 });
  await desk.settle();
  expect(desk.thread('ana')).toContain('✏️ quero a verde');
  expect(board.thread().at(-1)).toMatch(/^↩️ .*\nquero a verde\nessa mesmo$/);
});

test('messages that wait for a board in trouble go to the new board, in order', async () => {
  const board = await withSecondBoard(desk);
  const bia = desk.agent('bia');
  desk.client('ana').writes('oi');
  await desk.settle();
  const { faults, groupId } = desk.sandbox;
  faults.next({ method: 'sendMessage', chatId: groupId }, tooMany(60));
  for (const text of ['um', 'dois', 'três']) desk.client('ana').writes(text);
  bia.comments('ana', '/mover Vendas');
  await eventually(() => {
    expect(board.thread().slice(1).join('\n')).toMatch(/^um\s+dois\s+três$/);
  });
  await desk.passRest(60_000);
  await desk.settle();
  expect(desk.thread('ana').join('\n')).not.toContain('dois');
});

test('a 429 of one group holds up nobody on the other board', async () => {
  const board = await moved();
  const { faults, groupId } = desk.sandbox;
  desk.client('eva').writes('olá');
  await desk.settle();
  faults.next({ method: 'sendMessage', chatId: groupId }, tooMany(60));
  desk.client('eva').writes('espero');
  desk.client('ana').writes('já?');
  await eventually(() => {
    expect(board.thread()).toContain('já?');
  });
  expect(desk.thread('eva')).not.toContain('espero');
  await desk.passRest(60_000);
  await desk.settle();
  expect(desk.thread('eva')).toContain('espero');
});

test('a trouble of one board closes lanes of that board only', async () => {
  const board = await moved();
  desk.client('eva').writes('olá');
  await desk.settle();
  desk.sandbox.people.setRole(board.groupId, desk.sandbox.botId, 'kicked');
  await desk.settle();
  desk.client('ana').writes('alô?');
  desk.client('eva').writes('segue');
  await desk.settle();
  expect(desk.thread('eva')).toContain('segue');
  expect(board.thread()).not.toContain('alô?');
  desk.sandbox.people.setBotRights(board.groupId, {});
  await desk.settle();
  expect(board.thread()).toContain('alô?');
});

test('a board with open tickets is not removed; a closed client of a removed board goes to the first', async () => {
  const types = typesBoards(desk);
  const board = await moved();
  await expect(types('remove', '1')).rejects.toThrow(/has 1 open tickets.*\/mover 0/);
  board.comments('/fim');
  await desk.settle();
  await types('remove', '1');
  await desk.settle();
  desk.client('ana').writes('mais uma coisa');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('mais uma coisa');
  expect(desk.thread('ana').join()).toContain('um canal que saiu da central');
});

test('/mover is offered while the desk has several boards, and explains itself on one board', async () => {
  const bia = desk.agent('bia');
  const help = async (): Promise<string> => {
    bia.comments('ana', '/ajuda');
    await desk.settle();
    return desk.thread('ana').at(-1) ?? '';
  };
  const menu = (): string => {
    const calls = desk.sandbox.calls.filter(
      ({ method, params }) =>
        method === 'setMyCommands' && JSON.stringify(params).includes(String(desk.sandbox.groupId)),
    );
    return JSON.stringify(calls.at(-1)?.params);
  };
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(await help()).not.toContain('/mover');
  expect(menu()).not.toContain('mover');
  expect(menu()).toContain('tos');
  bia.comments('ana', '/mover vendas');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toMatch(/tem só este canal/);
  await withSecondBoard(desk);
  expect(await help()).toContain('/mover');
  await eventually(() => {
    expect(menu()).toContain('mover');
  });
  await typesBoards(desk)('remove', '1');
  await eventually(() => {
    expect(menu()).not.toContain('mover');
  });
  expect(await help()).not.toContain('/mover');
});

test('a command that names no board explains itself', async () => {
  await withSecondBoard(desk);
  const bia = desk.agent('bia');
  desk.client('ana').writes('oi');
  await desk.settle();
  bia.comments('ana', '/mover marte');
  bia.comments('ana', '/mover 0');
  await desk.settle();
  const said = desk.thread('ana').join('\n');
  expect(said).toMatch(/Escreva para onde: \/mover e um destes: 0 .*, 1 Vendas/);
  expect(said).toMatch(/já é atendido em/);
});
