import type { Chat, ReactionType, Update, User } from 'grammy/types';
import { expect, test } from 'vitest';
import { RELAYED, relayed } from '../support/interactions.ts';
import { aReception, type Reception } from '../support/reception.ts';
import { testRedis } from '../support/redis.ts';
import { client, user } from '../support/stores.ts';
import { ana, aPrivate, bia, channel, group, message } from '../support/updates.ts';

const redis = testRedis();

const like: ReactionType = { type: 'emoji', emoji: '👍' };
const custom: ReactionType = { type: 'custom_emoji', custom_emoji_id: '5' };

let updates = 5000;
const reacts = (
  who: { user: User } | { actor_chat: Chat },
  about: number,
  after: ReactionType[] = [like],
): Update => {
  updates += 1;
  const chat = 'user' in who && who.user.id === ana.id ? { ...ana, type: 'private' as const } : group;
  return {
    update_id: updates,
    message_reaction: { chat, ...who, message_id: about, date: 1, old_reaction: [], new_reaction: after },
  };
};

/** Ana has written message 12, which is 41 in the group, and Bia is of the team. */
async function deskWithAna(): Promise<Reception> {
  const desk = aReception(redis);
  desk.telegram.memberships.set(bia.id, 'member');
  await desk.takes(message(aPrivate(), 900));
  await relayed(desk);
  return desk;
}

async function reactions(desk: Reception, owner = ana.id): Promise<object[]> {
  const { entries } = await desk.outbox.waiting(user(owner));
  return entries.flatMap(({ effect }) => (effect.kind.startsWith('react') ? [effect] : []));
}

const atClient = (emoji: string | null, by: number | null = bia.id) => ({
  kind: 'reactAtClient',
  to: RELAYED,
  emoji,
  by,
  number: 1,
});
const inThread = (emoji: string | null) => ({ kind: 'reactInThread', to: 12, emoji, number: 1 });

test('an administrator who is anonymous, or acts as the channel, reacts for the desk', async () => {
  const desk = await deskWithAna();
  await desk.takes(
    reacts({ actor_chat: group }, RELAYED),
    reacts({ actor_chat: channel }, RELAYED, [{ type: 'emoji', emoji: '❤' }]),
  );
  expect(await reactions(desk)).toEqual([atClient('👍', null), atClient('❤', null)]);
});

test('somebody who acts as another channel does not', async () => {
  const desk = await deskWithAna();
  await desk.takes(reacts({ actor_chat: { ...channel, id: -1009 } }, RELAYED));
  expect(await reactions(desk)).toEqual([]);
});

test('a custom emoji changes nothing, on either side', async () => {
  const desk = await deskWithAna();
  const before = await desk.clients.load(client(ana.id));
  await desk.takes(reacts({ user: bia }, RELAYED, [custom]), reacts({ user: ana }, 12, [custom]));
  expect(await desk.clients.load(client(ana.id))).toEqual(before);
});

test('a reaction that comes again is not mirrored again', async () => {
  const desk = await deskWithAna();
  const update = reacts({ user: ana }, 12);
  await desk.takes(update);
  await desk.takes(update);
  expect(await reactions(desk)).toEqual([inThread('👍')]);
});

test('a reaction of somebody who is nobody yet leaves no trace', async () => {
  const desk = aReception(redis);
  await desk.takes(reacts({ user: ana }, 12));
  expect(await desk.clients.load(client(ana.id))).toBeNull();
  expect(await reactions(desk)).toEqual([]);
});

test('a reaction waits until Telegram says who the person is, and nobody is asked about other messages', async () => {
  const desk = await deskWithAna();
  const caio = { ...bia, id: 501, first_name: 'Caio' };
  desk.telegram.unknown.add(caio.id);
  await desk.takes(reacts({ user: caio }, 999));
  expect(desk.setAside()).toEqual([]);
  await desk.takes(reacts({ user: caio }, RELAYED));
  expect(desk.setAside()).toEqual([caio.id]);
  expect(await reactions(desk)).toEqual([]);
  desk.telegram.unknown.clear();
  desk.telegram.memberships.set(caio.id, 'member');
  await desk.receive.retryPending();
  expect(await reactions(desk)).toEqual([atClient('👍', caio.id)]);
});

test("a client's reaction waits, too, when it cannot be learned that they are a client", async () => {
  const desk = aReception(redis);
  desk.telegram.unknown.add(ana.id);
  await desk.takes(message(aPrivate(), 901), reacts({ user: ana }, 12));
  expect(await reactions(desk)).toEqual([]);
  desk.telegram.unknown.clear();
  await desk.receive.retryPending();
  expect(await desk.waits()).toEqual(['oi']);
  expect(await reactions(desk)).toEqual([inThread('👍')]);
});

test('a reaction of the team in their own chat with the bot concerns nobody', async () => {
  const desk = await deskWithAna();
  await desk.teamStore.told(user(ana.id), { membership: 'administrator', learnedAt: desk.clock.now() });
  await desk.takes(reacts({ user: ana }, 12));
  expect(await reactions(desk)).toEqual([]);
});
