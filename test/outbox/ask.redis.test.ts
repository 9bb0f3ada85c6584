import { expect, test } from 'vitest';
import type { ThreadMessageId } from '../../machines/ids.ts';
import type { Moment } from '../../src/actor/reactions.ts';
import { ask } from '../../src/outbox/ask.ts';
import type { Deliveries } from '../../src/outbox/delivery-table.ts';
import { factStream } from '../../src/store/facts.ts';
import { readRow } from '../../src/store/indexes.ts';
import { createKeys } from '../../src/store/keys.ts';
import type { Fence } from '../../src/store/lease.ts';
import { type DeliveryDesk, deliveryDesk, refused } from '../support/delivery-desk.ts';
import { eventually } from '../support/eventually.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';
import { wrote } from '../support/stores.ts';

const redis = testRedis();
const auto = { id: null, name: 'auto' };

/** Held open until the test lets the answer go. */
type Pause = { asked: number[]; until: Promise<void> };
const noPause = (): Pause => ({ asked: [], until: Promise.resolve() });

/**
 * A trial feature with a limit over clients: a new ticket gets the lowest priority from 2 on that no open ticket has. The
 * answer needs the tickets of all clients.
 */
const limit = (desk: number, pause: Pause) => ({
  reactions: {
    questions: [
      ({ before, after }: Moment) =>
        after.state.context.ticket.number === before.state.context.ticket.number
          ? []
          : [{ kind: 'askPriority' }],
    ],
  },
  deliveries: {
    askPriority: ask(async (_question, { client }) => {
      const rows = Object.values(await redis.hgetall(createKeys(desk).openTickets));
      const taken = new Set(rows.map((row) => readRow(row).priority));
      pause.asked.push(client);
      await pause.until;
      const priority = ([2, 3, 4, 5] as const).find((level) => !taken.has(level));
      const message = 0 as ThreadMessageId;
      return priority === undefined ? null : { type: 'agent.prioritized', message, priority, by: auto };
    }),
  } as Deliveries,
});

/** A leader with a lease. A refusal of the lease ends the delivery. */
function leader(desk: number, token: number, pause = noPause()): DeliveryDesk {
  const fence: Fence = { token: () => token, refused: () => void process.worker.stop() };
  const process: DeliveryDesk = deliveryDesk(redis, { desk, fence, trial: limit(desk, pause) });
  return process;
}

const leads = (desk: number, token: number) => redis.set(createKeys(desk).fence, String(token));
const prioritiesOf = async (desk: DeliveryDesk, clients: number[]) =>
  Promise.all(clients.map(async (id) => (await desk.record(id))?.state.context.ticket.priority ?? 0));
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const answers = async (desk: DeliveryDesk) =>
  (await factStream(redis, desk.keys).newest(100)).filter(({ fact }) => fact.type === 'ticket.prioritized')
    .length;

test('two clients in the same instant: the second question is asked after the first answer', async () => {
  const id = freshDeskId();
  await leads(id, 1);
  const desk = leader(id, 1);
  await Promise.all([desk.dispatch(wrote(700, 1)), desk.dispatch(wrote(701, 2))]);
  await desk.settles();
  expect(sorted(await prioritiesOf(desk, [700, 701]))).toEqual([2, 3]);
  expect([await desk.waiting(700), await desk.waiting(701)].flat()).not.toContain('askPriority');
  await Promise.all([702, 703, 704].map((client, at) => desk.dispatch(wrote(client, 3 + at))));
  await desk.settles();
  const all = await prioritiesOf(desk, [700, 701, 702, 703, 704]);
  expect(sorted(all)).toEqual([1, 2, 3, 4, 5]);
});

test('a question makes no call, and is answered while Telegram holds back the whole bot', async () => {
  const id = freshDeskId();
  await leads(id, 1);
  const desk = leader(id, 1);
  desk.telegram.answering = () => refused(429, 'Too Many Requests: retry after 600', 600);
  const greeting = { kind: 'say', to: 'owner', text: { key: 'agent-private-start' } };
  for (const person of [800, 801, 802]) await desk.adds(person, greeting);
  await desk.settles();
  expect(desk.told.map(([what]) => what)).toContain('allPaused');
  const calls = desk.calls.length;
  await desk.dispatch(wrote(700, 1));
  await desk.settles();
  expect(await prioritiesOf(desk, [700])).toEqual([2]);
  expect(await desk.waiting(700)).not.toContain('askPriority');
  expect(desk.calls).toHaveLength(calls);
});

test('the question waits in the commit of the decision, also for another process', async () => {
  const id = freshDeskId();
  await leads(id, 1);
  const taker = deliveryDesk(redis, { desk: id, trial: limit(id, noPause()) });
  await taker.dispatch(wrote(700, 1));
  await taker.worker.stop();
  expect(await taker.waiting(700)).toContain('askPriority');
  const desk = leader(id, 1);
  await desk.starts();
  await desk.settles();
  expect(await prioritiesOf(desk, [700])).toEqual([2]);
});

test.each(['dies', 'is paused, and goes on later'])(
  'a leader that %s between question and answer: each question is answered once',
  async (fate) => {
    const id = freshDeskId();
    await leads(id, 1);
    let goOn: () => void = () => {};
    const pause: Pause = { asked: [], until: new Promise((resolve) => (goOn = resolve)) };
    const former = leader(id, 1, pause);
    await Promise.all([former.dispatch(wrote(700, 1)), former.dispatch(wrote(701, 2))]);
    await former.settles();
    expect(pause.asked).toHaveLength(1);
    expect(await prioritiesOf(former, [700, 701])).toEqual([1, 1]);

    await leads(id, 2);
    const next = leader(id, 2);
    await next.starts();
    await next.settles();
    const given = await prioritiesOf(next, [700, 701]);
    expect(sorted(given)).toEqual([2, 3]);
    if (fate !== 'dies') {
      goOn();
      await former.settles();
      await former.worker.stop();
    }
    expect(await prioritiesOf(next, [700, 701])).toEqual(given);
    expect(await answers(next)).toBe(2);
    expect([await next.waiting(700), await next.waiting(701)].flat()).not.toContain('askPriority');
  },
);

test('an answer that expects what is no longer true changes nothing, and the question leaves', async () => {
  const id = freshDeskId();
  const trial = {
    reactions: {
      questions: [({ command }: Moment) => (command.id === 'u1:1:700' ? [{ kind: 'askReach' }] : [])],
    },
    deliveries: {
      // Expects the first epoch. The client was blocked and came back in the meantime.
      askReach: ask(async () => {
        await desk.event(700, { type: 'client.blocked', cause: 'blocked' });
        await desk.event(700, { type: 'client.returned' });
        return { type: 'client.blocked', cause: 'blocked', reachEpoch: 0 };
      }),
    } as Deliveries,
  };
  const desk: DeliveryDesk = deliveryDesk(redis, { desk: id, trial });
  await desk.writes(700, 1);
  await eventually(async () => expect(await desk.waiting(700)).not.toContain('askReach'));
  expect((await desk.record(700))?.state.value.reach).toBe('reachable');
  expect((await desk.record(700))?.state.context.reach.reachEpoch).toBe(1);
});
