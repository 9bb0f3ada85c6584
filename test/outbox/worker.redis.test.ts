import { expect, test } from 'vitest';
import type { ThreadMessageId } from '../../machines/ids.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import type { CallAnswer } from '../../src/telegram/call.ts';
import { type Answering, asTold, deliveryDesk, refused, textsTo } from '../support/delivery-desk.ts';
import { testRedis } from '../support/redis.ts';
import { user } from '../support/stores.ts';
import { GROUP_ID } from '../support/updates.ts';

const redis = testRedis();

/** Says this once, to the first call for the chat. */
function once(chat: number, answer: CallAnswer): Answering {
  let isSaid = false;
  return (call) => {
    if (isSaid || call.params.chat_id !== chat) return undefined;
    isSaid = true;
    return answer;
  };
}

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

test('a new client costs a greeting and a post at once, then a pin and a relay', async () => {
  const desk = deliveryDesk(redis);
  await desk.writes(700, 1, 'oi');
  const begun = desk.calls.map(asTold);
  expect(begun).toContain('sendMessage channel 🟦 700 👤 Ana\n#1');
  expect(begun).toContainEqual(expect.stringContaining('sendMessage 700 Olá, Ana!'));
  expect(begun).toContainEqual(expect.stringMatching(/^pinChatMessage channel/));
  expect(begun).toHaveLength(3);
  expect(await desk.waiting(700)).toEqual(['relayToThread']);
  await desk.copied(700, 31);
  expect(desk.calls.map(asTold).slice(3)).toEqual(['sendMessage group oi ↩31']);
  expect(await desk.waiting(700)).toEqual([]);
  expect(desk.told.every(([name]) => name === 'delivered')).toBe(true);
});

test('in an open thread a message costs one call, either way', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  for (let n = 2; n < 12; n += 1) await desk.writes(700, n, `m${n}`);
  for (let n = 50; n < 60; n += 1) await desk.comments(700, n, `c${n}`);
  expect(desk.calls).toHaveLength(20);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(Array.from({ length: 10 }, (_, n) => `m${n + 2}`));
  expect(textsTo(desk.calls, 700)).toEqual(Array.from({ length: 10 }, (_, n) => `c${n + 50}`));
  expect((await desk.links.threadOf(700 as never, 11 as never))?.message).toBeGreaterThan(31);
  expect(await desk.links.privateOf(59 as ThreadMessageId)).toMatchObject({ client: 700 });
});

test('a rate limit pauses its own lane for exactly as long as Telegram says, and no other', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.serves(701, 32);
  desk.telegram.answering = once(700, refused(429, 'Too Many Requests: retry after 28', 28));
  await desk.comments(700, 50, 'first');
  await desk.comments(700, 51, 'second');
  await desk.comments(701, 52, 'other client');
  await desk.writes(700, 2, 'to the team');
  expect(textsTo(desk.calls, 700)).toEqual(['first']);
  expect(textsTo(desk.calls, 701)).toEqual(['other client']);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['to the team']);
  expect(desk.told).toContainEqual(['paused', 'private:700', 28_000]);
  await desk.passes(27_999);
  expect(textsTo(desk.calls, 700)).toEqual(['first']);
  await desk.passes(1);
  expect(textsTo(desk.calls, 700)).toEqual(['first', 'first\nsecond']);
  expect(await desk.waiting(700)).toEqual([]);
});

test('a rate limit in the group holds back all its clients, and each keeps their order', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.serves(701, 32);
  desk.telegram.answering = once(GROUP_ID, refused(429, 'Too Many Requests: retry after 5', 5));
  for (const n of [2, 3]) {
    await desk.writes(700, n, `a${n}`);
    await desk.writes(701, n + 10, `b${n}`);
  }
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['a2']);
  await desk.passes(5000);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['a2', 'a2\na3', 'b2\nb3']);
});

test.each([500, 502, 504])('an answer %i is tried again, ever later, and nothing overtakes', async (code) => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  let failures = 3;
  desk.telegram.answering = (call) => {
    if (call.params.chat_id !== GROUP_ID || failures === 0) return undefined;
    failures -= 1;
    return refused(code, 'Bad Gateway');
  };
  await desk.writes(700, 2, 'one');
  await desk.writes(700, 3, 'two');
  const waits: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const [waitMs = 0] = desk.clock.waits();
    waits.push(waitMs);
    await desk.passes(waitMs);
  }
  expect(waits).toEqual([250, 500, 1000]);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['one', 'one', 'one', 'one', 'two']);
  expect(desk.told.filter(([name]) => name === 'retried')).toHaveLength(3);
  expect(await desk.outbox.parked(user(700))).toEqual([]);
});

test('what Telegram will never take is kept with its reason, and the next goes on', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  desk.telegram.answering = once(GROUP_ID, refused(400, 'Bad Request: message is too long'));
  await desk.writes(700, 2, 'one');
  await desk.writes(700, 3, 'two');
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['one', 'two']);
  expect(await desk.outbox.parked(user(700))).toMatchObject([
    { kind: 'relayToThread', reason: 'Bad Request: message is too long' },
  ]);
  expect(await desk.waiting(700)).toEqual([]);
});

test('an answer to a client who blocked the bot: the agent is told, and the client is known to be away', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  desk.telegram.answering = (call) =>
    call.params.chat_id === 700 ? refused(403, 'Forbidden: bot was blocked by the user') : undefined;
  await desk.comments(700, 50, 'tudo bem?');
  expect((await desk.record(700))?.state.value.reach).toBe('blocked');
  const lines = desk.calls.map(asTold).filter((line) => line.includes('group'));
  expect(lines).toHaveLength(3);
  expect(lines).toContainEqual(expect.stringMatching(/NÃO foi entregue.* ↩50$/s));
  expect(lines).toContain('setMessageReaction group 50');
  expect(await desk.waiting(700)).toEqual([]);
  expect(await desk.outbox.parked(user(700))).toEqual([]);
});

test('a refusal that comes after the client is back changes nothing about them', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  const { open, opened } = door();
  desk.telegram.answering = async (call) => {
    if (call.params.chat_id !== 700) return { ok: true, messageIds: [900] };
    await opened;
    return refused(403, 'Forbidden: bot was blocked by the user');
  };
  await desk.comments(700, 50, 'tudo bem?');
  await desk.event(700, { type: 'client.blocked', cause: 'blocked' });
  await desk.event(700, { type: 'client.returned' });
  open();
  await desk.settles();
  expect((await desk.record(700))?.state.value.reach).toBe('reachable');
  expect(await desk.waiting(700)).toEqual([]);
});

test('a bot without rights pauses the lane and parks nothing; the rest of the desk works', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  let isBarred = true;
  desk.telegram.answering = (call) =>
    isBarred && call.params.chat_id === GROUP_ID
      ? refused(403, 'Forbidden: bot was kicked from the supergroup chat')
      : undefined;
  await desk.writes(700, 2, 'one');
  await desk.passes(2000);
  await desk.passes(4000);
  await desk.comments(700, 50, 'still answered');
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['one', 'one', 'one']);
  expect(textsTo(desk.calls, 700)).toEqual(['still answered']);
  isBarred = false;
  await desk.passes(60_000);
  expect(await desk.waiting(700)).toEqual([]);
  expect(await desk.outbox.parked(user(700))).toEqual([]);
});

test('a quoted comment that is gone is left out; the message goes to the root', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.writes(700, 2, 'one');
  const quoted = await desk.links.threadOf(700 as never, 2 as never);
  desk.telegram.answering = once(GROUP_ID, refused(400, 'Bad Request: message to be replied not found'));
  const reply = {
    kind: 'relayToThread',
    from: 3,
    replyTo: 2,
    content: { kind: 'text', text: 'two', entities: [] },
  };
  await desk.adds(700, reply);
  await desk.settles();
  expect(desk.calls.map(asTold).slice(1)).toEqual([
    `sendMessage group two ↩${quoted?.message}`,
    'sendMessage group two ↩31',
  ]);
  expect((await desk.record(700))?.state.context.thread.threadNumber).toBe(1);
});

test('lines without state that come together are all delivered', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  const line = (message: number) =>
    ({
      kind: 'say',
      to: 'thread',
      text: { key: 'refused-not-this-thread' },
      replyTo: message,
      undelivered: true,
    }) as const;
  await Promise.all([desk.adds(700, line(50)), desk.adds(700, line(51)), desk.adds(700, line(52))]);
  await desk.settles();
  const told = desk.calls.map(asTold);
  expect(told.slice(0, 3).map((line) => line.slice(-3))).toEqual(['↩50', '↩51', '↩52']);
  expect(told.slice(3)).toEqual([50, 51, 52].map((message) => `setMessageReaction group ${message}`));
  expect(await desk.waiting(700)).toEqual([]);
});

test('administrators are told each in their own chat; whoever never started the bot is not asked again', async () => {
  const desk = deliveryDesk(redis, { admins: [500, 501] });
  desk.telegram.answering = (call) =>
    call.params.chat_id === 501
      ? refused(403, "Forbidden: bot can't initiate conversation with a user")
      : undefined;
  await desk.writes(700, 1, 'oi');
  expect(textsTo(desk.calls, 500)).toEqual([expect.stringContaining('Novo atendimento: Ana')]);
  expect(desk.unreachable).toEqual([501]);
  expect(await desk.outbox.parked(user(700))).toEqual([]);
});

test('a refusal that cannot be noted now is asked for again later, not in a loop', async () => {
  let isFull = true;
  const onUnreachable = async () => {
    if (isFull) throw new Error('OOM');
  };
  const desk = deliveryDesk(redis, { admins: [501], onUnreachable });
  desk.telegram.answering = (call) =>
    call.params.chat_id === 501 ? refused(403, 'Forbidden: user is deactivated') : undefined;
  await desk.writes(700, 1, 'oi');
  expect(textsTo(desk.calls, 501)).toHaveLength(1);
  isFull = false;
  await desk.passes(500);
  expect(textsTo(desk.calls, 501)).toHaveLength(2);
  expect(desk.unreachable).toEqual([501]);
});

test('what was sent is not sent again when only the answer to its commit was lost', async () => {
  const desk = deliveryDesk(redis, {
    before: (store) => ({
      ...store,
      async commit(commit) {
        const first = await store.commit(commit);
        return commit.outcome === null ? first : store.commit(commit);
      },
    }),
  });
  await desk.serves(700, 31);
  await desk.writes(700, 2, 'uma vez');
  await desk.comments(700, 50, 'só uma');
  expect(desk.calls.map(asTold)).toEqual(['sendMessage group uma vez ↩31', 'sendMessage 700 só uma']);
  expect(await desk.waiting(700)).toEqual([]);
});

test('administrators whom Telegram will not name hold up no alert; a network that is down only delays it', async () => {
  const answers = [
    new TelegramError('Bad Request: administrator list is inaccessible', 400),
    new TelegramError('No answer from the Bot API', null),
  ];
  const desk = deliveryDesk(redis, {
    admins: [500],
    onAudience() {
      const error = answers.shift();
      if (error !== undefined) throw error;
    },
  });
  await desk.writes(700, 1, 'oi');
  await desk.writes(701, 1, 'oi');
  await desk.passes(500);
  expect(await desk.outbox.parked(user(700))).toMatchObject([{ kind: 'say' }]);
  const told = textsTo(desk.calls, 500);
  expect(told).toHaveLength(1);
  expect(await desk.waiting(700)).not.toContain('alertAdmins');
});
