import { expect, test } from 'vitest';
import { type BoardNumber, inBoard } from '../../machines/ids.ts';
import { inboundOf } from '../../src/telegram/inbound.ts';
import {
  aBoard,
  aComment,
  aCopy,
  aDesk,
  asTarget,
  becomes,
  bia,
  message,
  secondBoard,
} from '../support/updates.ts';

const second = secondBoard();
const desk = aDesk(aBoard(), second);
const channel = { id: second.channelId, title: 'Vendas', type: 'channel' } as const;
const group = { id: second.groupId, title: 'Vendas', type: 'supergroup' } as const;
const packed = (id: number) => inBoard(1 as BoardNumber, id);

const copyThere = aCopy({
  chat: group,
  sender_chat: channel,
  forward_origin: { type: 'channel', chat: channel, message_id: 7, date: 1 },
});

test('ids of the second board carry the board, for the same numbers of Telegram', () => {
  const comment = aComment({ chat: group, reply_to_message: asTarget(copyThere) });
  expect(inboundOf(message(comment), desk)).toMatchObject({
    kind: 'comment',
    root: packed(31),
    message: packed(35),
  });
  expect(inboundOf(message(aComment()), desk)).toMatchObject({ kind: 'comment', root: 31, message: 35 });
});

test('the copy of a post belongs to the board of the channel', () => {
  expect(inboundOf(message(copyThere), desk)).toEqual({
    kind: 'copy',
    copy: { post: packed(7), root: packed(31), client: 700 },
  });
  // A copy of another board's channel is no copy of this board.
  expect(inboundOf(message({ ...copyThere, chat: aComment().chat }), desk)).toBeNull();
});

test('a membership names the board', () => {
  const joined = becomes(bia, 'member', 1);
  expect(inboundOf(joined, desk)).toMatchObject({ kind: 'membership', board: 0, user: 500 });
  const there = { ...joined, chat_member: { ...joined.chat_member!, chat: channel } };
  expect(inboundOf(there, desk)).toMatchObject({ kind: 'membership', board: 1, user: 500 });
});

test('an administrator who speaks as the channel of one board is a stranger on the other', () => {
  const asChannel = aComment({ sender_chat: channel });
  expect(inboundOf(message(asChannel), desk)).toMatchObject({ author: { kind: 'stranger' } });
});
