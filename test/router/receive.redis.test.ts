import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { testRedis } from '../support/redis.ts';
import { turn } from '../support/driven-clock.ts';
import { aReception, type Reception } from '../support/reception.ts';
import { client, user } from '../support/stores.ts';
import { aComment, aCopy, ana, aPrivate, asTarget, bia, message, without } from '../support/updates.ts';

const redis = testRedis();

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

let updates = 1000;
const wrote = (text: string, from = ana): Update => {
  updates += 1;
  const chat = { id: from.id, type: 'private' as const, first_name: from.first_name };
  return message(aPrivate({ message_id: updates, text, from, chat }), updates);
};
const commented = (text: string, from = bia, isAlone = false): Update => {
  updates += 1;
  const comment = aComment({ message_id: updates, text, from });
  return message(isAlone ? without(comment, 'reply_to_message') : comment, updates);
};
const bruno = { ...ana, id: 701, first_name: 'Bruno' };
const caio = { ...bia, id: 501, first_name: 'Caio' };

/** Ana has a thread whose root is 31, and Bia and Caio are of the team. */
async function withThread(desk: Reception): Promise<void> {
  desk.telegram.memberships.set(bia.id, 'member').set(caio.id, 'administrator');
  await desk.takes(wrote('oi'));
  await desk.posted();
  await desk.takes(message(aCopy(), 900));
}

test('what people write in one chat is taken in their order, though somebody takes long to be known', async () => {
  const desk = aReception(redis);
  await withThread(desk);
  const { open, opened } = door();
  const slow = { ...bia, id: 599, first_name: 'Davi' };
  desk.telegram.memberships.set(slow.id, 'member');
  desk.telegram.slow.set(slow.id, opened);
  const taken = desk.takes(commented('first', slow), commented('second', caio));
  await desk.takes(wrote('another chat', bruno));
  expect(await desk.waits()).toEqual(['oi']);
  expect(await desk.waits(701)).toEqual(['another chat']);
  open();
  await taken;
  expect(await desk.waits()).toEqual(['oi', 'first', 'second']);
});

test('a hundred messages of several clients keep the order of each', async () => {
  const desk = aReception(redis);
  const people = [ana, bruno, { ...ana, id: 702 }];
  const all = Array.from({ length: 99 }, (_, n) => wrote(String(n), people[n % 3]));
  await desk.takes(...all);
  for (const [place, { id }] of people.entries()) {
    expect(await desk.waits(id)).toEqual(Array.from({ length: 33 }, (_, n) => String(n * 3 + place)));
  }
});

test('an update that comes again is not applied again', async () => {
  const desk = aReception(redis);
  const update = wrote('oi');
  await desk.takes(update, update);
  const later = aReception(redis, { desk: desk.desk });
  await later.takes(update);
  expect(await later.waits()).toEqual(['oi']);
});

test('somebody of whom it cannot be learned who they are waits, is acknowledged, and is not guessed', async () => {
  const desk = aReception(redis);
  desk.telegram.unknown.add(ana.id);
  const both = [wrote('one'), wrote('two')];
  await desk.takes(...both);
  expect(desk.setAside()).toEqual([700]);
  expect(desk.parkedUpdates()).toEqual([]);
  expect(await desk.clients.load(client(700))).toBeNull();
  expect(await redis.llen(desk.keys.pending(user(700)))).toBe(2);

  desk.telegram.unknown.clear();
  const third = wrote('three');
  await desk.takes(third);
  expect(await desk.waits()).toEqual([]);
  await desk.receive.retryPending();
  expect(await desk.waits()).toEqual(['one', 'two', 'three']);
  expect(await desk.intake.pendingPeople()).toEqual([]);
  await desk.takes(wrote('four'), ...both, third);
  expect(await desk.waits()).toEqual(['one', 'two', 'three', 'four']);
});

test('who waits, waits alone', async () => {
  const desk = aReception(redis);
  desk.telegram.unknown.add(ana.id);
  await desk.takes(wrote('ana'), wrote('bruno', bruno));
  expect(await desk.waits(701)).toEqual(['bruno']);
  await desk.receive.retryPending();
  expect(await desk.intake.pendingPeople()).toEqual([700]);
});

test('while Telegram does not answer it is asked once a turn, however many wait, and about each in turn', async () => {
  const desk = aReception(redis);
  for (const { id } of [ana, bruno]) desk.telegram.unknown.add(id);
  await desk.takes(wrote('ana'), wrote('bruno', bruno));
  desk.telegram.questions = 0;
  await desk.receive.retryPending();
  expect(desk.telegram.questions).toBe(1);
  desk.telegram.unknown.delete(bruno.id);
  await desk.receive.retryPending();
  expect(await desk.waits(701)).toEqual(['bruno']);
  expect(await desk.intake.pendingPeople()).toEqual([700]);
});

test('who waited when the desk was killed waits still, and keeps the order with what comes', async () => {
  const first = aReception(redis);
  first.telegram.unknown.add(ana.id);
  await first.takes(wrote('one'), wrote('two'));
  const second = aReception(redis, { desk: first.desk });
  await second.receive.restore();
  await second.takes(wrote('three'));
  expect(await second.waits()).toEqual([]);
  await second.receive.retryPending();
  expect(await second.waits()).toEqual(['one', 'two', 'three']);
});

test('what comes while those who waited are taken in does not overtake them', async () => {
  const desk = aReception(redis);
  desk.telegram.unknown.add(ana.id);
  await desk.takes(...Array.from({ length: 10 }, (_, n) => wrote(`w${n}`)));
  desk.telegram.unknown.clear();
  const draining = desk.receive.retryPending();
  const coming: Promise<unknown>[] = [];
  for (let n = 0; n < 30; n += 1) {
    coming.push(desk.takes(wrote(`n${n}`)));
    await turn();
  }
  await Promise.all([draining, ...coming]);
  await desk.receive.retryPending();
  const expected = [
    ...Array.from({ length: 10 }, (_, n) => `w${n}`),
    ...Array.from({ length: 30 }, (_, n) => `n${n}`),
  ];
  expect(await desk.waits()).toEqual(expected);
});

test('what one process set aside, another process queues up behind, and handles', async () => {
  const one = aReception(redis);
  const two = aReception(redis, { desk: one.desk });
  one.telegram.unknown.add(ana.id);
  await one.takes(wrote('w1'));
  await two.receive.restore();
  await two.takes(wrote('w2'));
  expect(await two.waits()).toEqual([]);
  await two.receive.retryPending();
  expect(await two.waits()).toEqual(['w1', 'w2']);
  // No update is left in front of the person's next message.
  await one.receive.restore();
  one.telegram.unknown.clear();
  await one.takes(wrote('w3'));
  expect(await one.waits()).toEqual(['w1', 'w2', 'w3']);
});

test('two processes that handle the same updates at once lose none', async () => {
  const one = aReception(redis);
  const two = aReception(redis, { desk: one.desk });
  one.telegram.unknown.add(ana.id);
  await one.takes(...Array.from({ length: 20 }, (_, n) => wrote(`w${n}`)));
  one.telegram.unknown.clear();
  await two.receive.restore();
  await Promise.all([one.receive.retryPending(), two.receive.retryPending()]);
  expect(await one.waits()).toEqual(Array.from({ length: 20 }, (_, n) => `w${n}`));
  expect(await one.intake.pendingPeople()).toEqual([]);
});

test('a comment that brings its lost copy along reaches the client though its author must be learned first', async () => {
  const desk = aReception(redis);
  await desk.takes(wrote('oi'));
  await desk.posted();
  desk.telegram.unknown.add(bia.id);
  const comment = commented('resposta');
  await desk.takes(comment);
  expect(await desk.waits()).toEqual(['oi']);
  desk.telegram.unknown.clear();
  desk.telegram.memberships.set(bia.id, 'member');
  await desk.receive.retryPending();
  expect(await desk.waits()).toEqual(['oi', 'resposta']);
  await desk.takes(comment);
  expect(await desk.waits()).toEqual(['oi', 'resposta']);
});

test('a note stays a note behind blanks, and so does a command', async () => {
  const desk = aReception(redis);
  await withThread(desk);
  await desk.takes(commented(' # só nosso'), commented('\n#nota'), commented('\u00a0/xyz'));
  expect(await desk.waits()).toEqual(['oi', '⚙️ refused-unknown-command']);
});

test('a comment in a thread of nobody is nobody’s', async () => {
  const desk = aReception(redis);
  await withThread(desk);
  const reply_to_message = asTarget(aCopy({ message_id: 55, post: 8, text: 'Bom dia, equipe!' }));
  await desk.takes(message(aComment({ message_thread_id: 55, reply_to_message }), 5000));
  await desk.takes(message(without(aComment({ message_thread_id: 77 }), 'reply_to_message'), 5001));
  expect(await desk.waits()).toEqual(['oi']);
});

test('an update that cannot be understood is kept raw and acknowledged, and holds up nobody', async () => {
  const desk = aReception(redis);
  const poison = { update_id: 66, message: { chat: null } } as unknown as Update;
  await desk.takes(wrote('before'), poison, wrote('after'));
  expect(desk.parkedUpdates()).toEqual([[66, 'TypeError']]);
  expect(JSON.parse((await redis.lindex(desk.keys.poison, 0)) ?? '')).toMatchObject({ update: poison });
  expect(await desk.waits()).toEqual(['before', 'after']);
});

test('an update on which the chart fails is kept, and the next client is served', async () => {
  const desk = aReception(redis);
  await desk.takes(wrote('oi'));
  const key = desk.keys.client(user(700));
  const record = JSON.parse((await redis.hget(key, 's')) ?? '');
  const damaged = { ...record, state: { ...record.state, value: { x: 'y' } } };
  // Another version, as from another process: the reception reads the record again.
  await redis.hset(key, 'v', '9', 's', JSON.stringify(damaged));
  const broken = wrote('broken');
  await desk.takes(broken, wrote('oi', bruno));
  expect(desk.parkedUpdates().map(([id]) => id)).toEqual([broken.update_id]);
  expect(await desk.waits(701)).toEqual(['oi']);
});

test('an update of no concern is acknowledged at once', async () => {
  const desk = aReception(redis);
  await desk.takes({ update_id: 1 }, { update_id: 2, poll: {} } as never);
  expect(await desk.keysInRedis()).toEqual([]);
});
