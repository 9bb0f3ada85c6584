import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import {
  type BoardNumber,
  boardOf,
  FIRST_BOARD,
  inBoard,
  telegramId,
  type ThreadMessageId,
} from '../../machines/ids.ts';

test('an id of the first board is the number of Telegram', () => {
  expect(inBoard(FIRST_BOARD, 31)).toBe(31);
});

test('board and number are found again in every id, and no two messages share an id', () => {
  const board = integer({ min: 0, max: 2 ** 20 });
  const number = integer({ min: 1, max: 2 ** 31 - 1 });
  assert(
    property(board, number, (at, message) => {
      const id = inBoard(at as BoardNumber, message) as ThreadMessageId;
      expect(Number.isSafeInteger(id)).toBe(true);
      expect([boardOf(id), telegramId(id)]).toEqual([at, message]);
    }),
  );
});
