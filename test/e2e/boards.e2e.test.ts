import { beforeEach, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { typesBoards, withSecondBoard } from '../support/second-board.ts';

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
  await desk.settle();
  desk.client('dora').writes('quero comprar');
  await desk.settle();
  expect(desk.thread('dora')).toContain('quero comprar');
  expect(await types('add', String(board.channelId), 'Vendas 2')).toMatch(/^Board 2 "Vendas 2" is added/);
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
