import { describe, expect, test } from 'vitest';
import type { Call, CallAnswer } from '../../src/telegram/call.ts';
import { type CallContext, verdictOn } from '../../src/telegram/verdict.ts';

const react: Call = {
  method: 'setMessageReaction',
  params: { chat_id: 1, message_id: 3, reaction: [{ type: 'emoji', emoji: '👍' }] },
};
const send: Call = { method: 'sendMessage', params: { chat_id: 1, text: 'oi' } };
const inThread: CallContext = { place: 'thread', repliesTo: null };
const toPerson: CallContext = { place: 'person', repliesTo: null };
const refused = (code: number, description: string): CallAnswer => ({
  ok: false,
  failure: 'refused',
  code,
  description,
  retryAfterS: code === 429 ? 7 : null,
});

const NOTHING_TO_MIRROR = [
  'REACTION_INVALID',
  'invalid reaction type specified',
  "The reaction isn't available for the message",
  'not enough rights to react to messages in the chat',
  'MESSAGE_NOT_MODIFIED',
].map((text) => `Bad Request: ${text}`);

describe.each([
  ['in the thread', inThread],
  ['at the client', toPerson],
])('a reaction that Telegram does not take %s', (_where, context) => {
  test.each(NOTHING_TO_MIRROR)('is over, and nobody is bothered: %s', (description) => {
    expect(verdictOn(refused(400, description), react, context)).toEqual({ is: 'done' });
  });

  test('to a message that is gone is known as such', () => {
    const description = 'Bad Request: message to react not found';
    expect(verdictOn(refused(400, description), react, context)).toEqual({
      is: 'original-gone',
      reason: description,
    });
  });

  test('waits as long as Telegram says, and is tried again when Telegram is not well', () => {
    expect(verdictOn(refused(429, 'Too Many Requests'), react, context)).toEqual({
      is: 'rate-limited',
      waitMs: 7000,
    });
    expect(verdictOn(refused(502, 'Bad Gateway'), react, context).is).toBe('trouble');
  });

  test('for a reason nobody knows is kept for people to look at', () => {
    expect(verdictOn(refused(400, 'Bad Request: SOMETHING_ELSE'), react, context).is).toBe('defect');
  });
});

test('who cannot be reached is known by a reaction, too', () => {
  const blocked = refused(403, 'Forbidden: bot was blocked by the user');
  expect(verdictOn(blocked, react, toPerson)).toEqual({ is: 'gone', cause: 'blocked' });
});

test('a bot that lost the group does not hold up what people say for a reaction', () => {
  const kicked = refused(403, 'Forbidden: bot was kicked from the supergroup chat');
  expect(verdictOn(kicked, react, inThread).is).toBe('defect');
});

test('what refuses a reaction says nothing of a message', () => {
  for (const description of NOTHING_TO_MIRROR) {
    expect(verdictOn(refused(400, description), send, toPerson).is).not.toBe('done');
  }
});
