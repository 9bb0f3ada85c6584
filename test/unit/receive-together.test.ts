import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { aReception, type Reception } from '../support/reception.ts';
import { testRedis } from '../support/redis.ts';
import { user } from '../support/stores.ts';
import { aComment, aCopy, ana, aPrivate, bia, channel, message, without } from '../support/updates.ts';

/** What one answer of Telegram brings is looked up at once; it means what it would mean one by one. */

const redis = testRedis();

const joined = (update_id: number, who = bia): Update => ({
  update_id,
  chat_member: {
    chat: channel,
    from: ana,
    date: 1,
    old_chat_member: { user: who, status: 'left' },
    new_chat_member: { user: who, status: 'member' },
  },
});

const commented = (update_id: number, text: string): Update =>
  message(aComment({ message_id: update_id, text }), update_id);

/** Ana's post is number 7; of its copy, which is number 31, nothing has been heard. */
async function withPost(desk: Reception): Promise<void> {
  await desk.takes(message(aPrivate({ text: 'oi' }), 1));
  const { entries } = await desk.outbox.waiting(user(700));
  const post = entries.find(({ effect }) => effect.kind === 'openPost');
  await desk.dispatch({
    id: 'outcome',
    at: desk.clock.now(),
    owner: user(700),
    event: { type: 'post.sent', generation: 1, post: 7 as never },
    outcome: {
      entry: post?.id ?? '',
      shown: { generation: 1, face: { glyph: '🟦', name: 'Ana', pinned: false, away: false } },
    },
  });
}

test('who joins and writes in one breath is of the team, in the group and in private', async () => {
  const desk = aReception(redis);
  await withPost(desk);
  const inPrivate = aPrivate({ message_id: 12, text: 'e aí', from: bia, chat: { ...bia, type: 'private' } });
  await desk.takes(message(aCopy(), 10), joined(11), message(inPrivate, 12), commented(13, 'resposta'));
  expect(await desk.waits()).toEqual(['oi', 'resposta']);
  expect(await desk.waits(bia.id)).toEqual(['⚙️ anything']);
  expect(desk.telegram.questions).toBe(1);
});

test('who leaves and comments in one breath is not of it any more', async () => {
  const desk = aReception(redis);
  await withPost(desk);
  await desk.takes(message(aCopy(), 10), joined(11));
  const left: Update = {
    update_id: 12,
    chat_member: {
      chat: channel,
      from: ana,
      date: 2,
      old_chat_member: { user: bia, status: 'member' },
      new_chat_member: { user: bia, status: 'left' },
    },
  };
  await desk.takes(commented(13, 'antes'), left, commented(14, 'depois'));
  expect(await desk.waits()).toEqual(['oi', 'antes', '⚙️ not-team']);
});

test('an answer to a comment that brought the lost copy along is of the same thread', async () => {
  const desk = aReception(redis);
  await withPost(desk);
  desk.telegram.standings.set(bia.id, 'member');
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
