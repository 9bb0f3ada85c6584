import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { aReception, type Reception } from '../support/reception.ts';
import { testRedis } from '../support/redis.ts';
import { aComment, aCopy, aPrivate, becomes, bia, message, without } from '../support/updates.ts';

/** All updates of an answer are looked up at once, with the same result as one by one. */

const redis = testRedis();

const commented = (update_id: number, text: string): Update =>
  message(aComment({ message_id: update_id, text }), update_id);

/** Ana has a post. The copy, number 31, has not arrived. */
async function withPost(desk: Reception): Promise<void> {
  await desk.takes(message(aPrivate({ text: 'oi' }), 1));
  await desk.posted();
}

test('who joins and writes in one breath is of the team, in the group and in private', async () => {
  const desk = aReception(redis);
  await withPost(desk);
  const inPrivate = aPrivate({ message_id: 12, text: 'e aí', from: bia, chat: { ...bia, type: 'private' } });
  await desk.takes(
    message(aCopy(), 10),
    becomes(bia, 'member', 11),
    message(inPrivate, 12),
    commented(13, 'resposta'),
  );
  expect(await desk.waits()).toEqual(['oi', 'resposta']);
  expect(await desk.waits(bia.id)).toEqual(['⚙️ agent-private-anything']);
  expect(desk.telegram.questions).toBe(1);
});

test('who leaves and comments in one breath is not of it any more', async () => {
  const desk = aReception(redis);
  await withPost(desk);
  await desk.takes(message(aCopy(), 10), becomes(bia, 'member', 11));
  await desk.takes(commented(13, 'antes'), becomes(bia, 'left', 12), commented(14, 'depois'));
  expect(await desk.waits()).toEqual(['oi', 'antes', '⚙️ refused-not-team']);
});

test('an answer to a comment that brought the lost copy along is of the same thread', async () => {
  const desk = aReception(redis);
  await withPost(desk);
  desk.telegram.memberships.set(bia.id, 'member');
  const answer = without(aComment({ message_id: 21, text: 'e isto' }), 'reply_to_message');
  await desk.takes(commented(20, 'resposta'), message(answer, 21));
  expect(await desk.waits()).toEqual(['oi', 'resposta', 'e isto']);
});

test('of somebody unknown who writes ten times Telegram is asked once', async () => {
  const desk = aReception(redis);
  const texts = Array.from({ length: 10 }, (_, n) => String(n));
  await desk.takes(...texts.map((text, n) => message(aPrivate({ message_id: 30 + n, text }), 30 + n)));
  expect(await desk.waits()).toEqual(texts);
  expect(desk.telegram.questions).toBe(1);
});
