import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Effect } from '../../../machines/client/effect.ts';
import type { ClientEvent } from '../../../machines/client/event.ts';
import { GLYPHS } from '../../../machines/client/glyphs.ts';
import { postFace } from '../../../machines/client/post-text.ts';
import type { TicketState } from '../../../machines/client/regions/ticket.ts';
import type { ClientState } from '../../../machines/client/snapshot.ts';
import { newClient, type Step, step, type TimerName } from '../../../machines/client/step.ts';
import type { EpochMs, Priority } from '../../../machines/ids.ts';
import { factsOf } from '../../../machines/client/fact.ts';
import { takenIn } from '../../../machines/client/taken-message.ts';
import { goesOn } from '../../../machines/client/regions/ticket-slice.ts';
import { seed } from '../../support/random.ts';
import { givenTo, threadOf, type ThreadState } from './given.ts';
import {
  agentBanned,
  agentClosed,
  agentCommented,
  agentNoted,
  agentEdited,
  agentPrioritized,
  agentReacted,
  agentStrayed,
  clientAsked,
  clientBlocked,
  clientEdited,
  clientErased,
  clientReacted,
  clientReturned,
  clientStarted,
  clientWrote,
  copyArrived,
  copyLate,
  copyMissing,
  later,
  postUnconfirmed,
  postId,
  postOverdue,
  postSent,
  t0,
  threadDue,
  threadId,
  threadLost,
} from './happenings.ts';

const WALKS = 200;
const LONGEST_WALK = 150;
const BOUND_BYTES = 900;

/** A random event, relative to the state of the client. */
type Move =
  | { now: ClientEvent }
  | { outcome: 'post.sent' | 'post.unconfirmed' | 'thread.lost'; age: number }
  | { copy: 'own' | 'previous' | 'foreign' }
  | { refusedAge: number };

const alarms = [postOverdue, copyLate, copyMissing, threadDue] as const;
const LONG_ORIGIN = 'o'.repeat(64);
const priority = fc.constantFrom<Priority>(1, 2, 3, 4, 5);
/** Mostly the current thread; sometimes an earlier or a later thread. */
const age = fc.constantFrom(0, 0, 0, 0, 1, -1);
const now = (event: ClientEvent): Move => ({ now: event });

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(now(clientWrote())) },
  { weight: 1, arbitrary: fc.constant(now(clientEdited())) },
  { weight: 1, arbitrary: fc.constantFrom(now(clientReacted()), now(agentReacted(null))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, 'site', LONG_ORIGIN).map((origin) => now(clientStarted(origin))),
  },
  { weight: 1, arbitrary: fc.constantFrom(now(clientAsked('terms')), now(clientAsked('help'))) },
  { weight: 1, arbitrary: fc.constantFrom(now(clientBlocked()), now(clientReturned)) },
  { weight: 1, arbitrary: age.map((refusedAge) => ({ refusedAge })) },
  { weight: 2, arbitrary: fc.constantFrom(now(agentCommented()), now(agentNoted()), now(agentEdited())) },
  { weight: 2, arbitrary: priority.map((chosen) => now(agentPrioritized(chosen))) },
  { weight: 2, arbitrary: fc.boolean().map((silently) => now(agentClosed(silently))) },
  { weight: 1, arbitrary: fc.constant(now(agentBanned)) },
  { weight: 1, arbitrary: fc.constantFrom(now(clientErased), now(agentStrayed())) },
  {
    weight: 4,
    arbitrary: fc.record({
      outcome: fc.constantFrom('post.sent', 'post.sent', 'post.unconfirmed', 'thread.lost'),
      age,
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('own', 'own', 'own', 'previous', 'foreign')
      .map((copy) => ({ copy }) satisfies Move),
  },
  { weight: 3, arbitrary: fc.constantFrom(...alarms).map(now) },
);

/** Telegram's numbers, as large as they get after years. */
const postOf = (threadNumber: number) => postId(1_000_000 + threadNumber);
const rootOf = (threadNumber: number) => threadId(10_000_000 + threadNumber);

function eventOf(happening: Move, { context }: ClientState): ClientEvent {
  if ('now' in happening) return happening.now;
  if ('refusedAge' in happening) return clientBlocked(context.reach.reachEpoch - happening.refusedAge);
  if ('copy' in happening) {
    if (happening.copy === 'foreign') return copyArrived(postId(2_000_000), threadId(20_000_000));
    const threadNumber = context.thread.threadNumber - (happening.copy === 'own' ? 0 : 1);
    return copyArrived(postOf(threadNumber), rootOf(threadNumber));
  }
  const threadNumber = context.thread.threadNumber - happening.age;
  switch (happening.outcome) {
    case 'post.sent':
      return postSent(threadNumber, postOf(threadNumber));
    case 'post.unconfirmed':
      return postUnconfirmed(threadNumber);
    case 'thread.lost':
      return threadLost(threadNumber);
  }
}

type Walked = { before: ClientState; event: ClientEvent; at: EpochMs; result: Step };
/** The history of the walk, with the current step. */
type Memory = { opened: Map<number, number>; due: Map<TimerName, EpochMs> };

/** Elsewhere an entry in the outbox is waited for (`sending`), or nothing is. */
const alarmOf: Partial<Record<ThreadState, TimerName[]>> = {
  unconfirmed: ['post.overdue'],
  awaitingCopy: ['copy.late'],
  requestingCopy: ['copy.missing'],
  backingOff: ['thread.due'],
};

const serves = (ticket: TicketState) => ticket === 'open' || ticket === 'prioritized';
/** No ticket, and no thread. */
const isGone = ({ value: { ticket } }: ClientState) => ticket === 'new' || ticket === 'erased';
const ticketOf = (state: ClientState) => state.value.ticket;
const relays: readonly Effect['kind'][] = [
  'relayToThread',
  'relayToClient',
  'editInThread',
  'editAtClient',
  'reactInThread',
  'reactAtClient',
];
const faceOf = (state: ClientState) => postFace(state, { firstName: 'Ana', lastName: null, username: null });
const jsonOf = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

function glyphOf(state: ClientState): string {
  const ticket = ticketOf(state);
  if (ticket === 'banned') return GLYPHS.banned;
  return serves(ticket) ? GLYPHS[state.context.ticket.priority] : GLYPHS.closed;
}

/** Invariants after every step. */
const promises: Record<string, (walked: Walked, memory: Memory) => boolean> = {
  'what a banned client does has no effect': ({ before, event, result }) =>
    ticketOf(before) !== 'banned' ||
    !event.type.startsWith('client.') ||
    event.type === 'client.erased' ||
    result.effects.length === 0,
  'nothing is relayed from or to a banned client': ({ before, result }) =>
    ticketOf(before) !== 'banned' || result.effects.every(({ kind }) => !relays.includes(kind)),
  'the post is pinned while the client is served, and only then': ({ result: { next } }) =>
    faceOf(next).pinned === serves(ticketOf(next)),
  'the glyph is the one of the state and the priority': ({ result: { next } }) =>
    faceOf(next).glyph === glyphOf(next),
  'open is priority 1, prioritized is more, and whoever is not served has no priority': ({
    result: { next },
  }) => next.context.ticket.priority > 1 === (ticketOf(next) === 'prioritized'),
  'a ticket begins with the service, unless the last one goes on, and nothing else counts': ({
    before,
    at,
    result: { next },
  }) =>
    isGone(next) ||
    next.context.ticket.number - before.context.ticket.number ===
      (!serves(ticketOf(before)) &&
      serves(ticketOf(next)) &&
      !goesOn(before.context.ticket, givenTo(before, at))
        ? 1
        : 0),
  'somebody waits only while the team has to act, and what is unread waits': ({ result: { next } }) => {
    const { turn, unread, waitingSince } = next.context.ticket;
    return (waitingSince !== null) === (turn === 'team') && unread === (turn === 'team');
  },
  'a ticket is closed exactly when it is not served': ({ result: { next } }) =>
    isGone(next) || serves(ticketOf(next)) === (next.context.ticket.closedAt === null),
  'the numbers of messages go up one by one': ({ before, result: { next } }) =>
    [0, 1].includes(next.context.ticket.messages - before.context.ticket.messages),
  'facts say what changed, and nothing else': ({ before, event, result: { next, accepted } }) =>
    accepted || factsOf(before, event, next, takenIn(before, event, next, null)).length === 0,
  'nobody is new again, unless erased': ({ before, result: { next } }) =>
    ticketOf(next) !== 'new' || isGone(before),
  'a client has a thread as soon as they are not new': ({ result: { next } }) =>
    (threadOf(next) === 'none') === isGone(next),
  'nothing but numbers is left of an erased client': ({ result: { next } }) =>
    ticketOf(next) !== 'erased' ||
    isDeepStrictEqual({ ...next.context.ticket, messages: 0 }, newClient().context.ticket),
  'the root is known when the thread is ready, and only then': ({ result: { next } }) =>
    (next.context.thread.root !== null) === (threadOf(next) === 'ready'),
  'the post is known once Telegram took it': ({ result: { next } }) =>
    (next.context.thread.post !== null) ===
    ['awaitingCopy', 'requestingCopy', 'ready'].includes(threadOf(next)),
  'numbers of threads and reaches never go back': ({ before, result: { next } }) =>
    next.context.thread.threadNumber >= before.context.thread.threadNumber &&
    next.context.reach.reachEpoch >= before.context.reach.reachEpoch,
  'a post is only ever asked for in the thread of now': ({ result: { next, effects } }) =>
    effects.every(
      (effect) => effect.kind !== 'openPost' || effect.threadNumber === next.context.thread.threadNumber,
    ),
  'a thread gets one post, and another only when the first stayed unconfirmed': (
    { event, result: { effects } },
    { opened },
  ) =>
    effects.every(
      (effect) =>
        effect.kind !== 'openPost' || event.type === 'post.overdue' || opened.get(effect.threadNumber) === 1,
    ),
  'what is waited for in a state has its alarm, and no other is set': ({ result: { next } }, { due }) =>
    isDeepStrictEqual([...due.keys()], alarmOf[threadOf(next)] ?? []),
  'an alarm is set for later': ({ at, result: { timers } }) =>
    Object.values(timers).every((timer) => timer === null || timer.due > at),
  'what is stored is small': ({ result: { next } }) => Buffer.byteLength(JSON.stringify(next)) < BOUND_BYTES,
  'what is stored and what is ordered is plain JSON': ({ result }) =>
    isDeepStrictEqual(jsonOf(result.next), result.next) &&
    isDeepStrictEqual(jsonOf(result.effects), result.effects),
  'a client goes on from Redis as from memory': ({ before, event, at, result }) =>
    isDeepStrictEqual(step(jsonOf(before) as ClientState, event, givenTo(before, at)), result),
  'an event that is not answered leaves no trace': ({ before, result }) =>
    result.accepted || isDeepStrictEqual(result, { next: before, effects: [], timers: {}, accepted: false }),
};

function remember({ effects, timers }: Step, memory: Memory): void {
  for (const effect of effects) {
    if (effect.kind !== 'openPost') continue;
    memory.opened.set(effect.threadNumber, (memory.opened.get(effect.threadNumber) ?? 0) + 1);
  }
  for (const [name, due] of Object.entries(timers).map(([name, timer]) => [name, timer?.due ?? null]) as [
    TimerName,
    EpochMs | null,
  ][]) {
    if (due === null) memory.due.delete(name);
    else memory.due.set(name, due);
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

test('whatever happens to a client, in whatever order, the desk keeps its promises', () => {
  const visited = {
    lifecycles: new Set<string>(),
    threads: new Set<string>(),
    reaches: new Set<string>(),
    steps: 0,
  };
  const walk = (moves: Move[]): void => {
    const memory: Memory = { opened: new Map(), due: new Map() };
    let state = newClient();
    let at = t0;
    for (const happening of moves) {
      at = later(at - t0 + 700);
      const before = frozen(state);
      const event = frozen(eventOf(happening, before));
      const walked: Walked = { before, event, at, result: step(before, event, givenTo(before, at)) };
      remember(walked.result, memory);
      for (const [promise, holds] of Object.entries(promises)) {
        if (!holds(walked, memory)) throw new Error(`Broken: ${promise}, by ${event.type}`);
      }
      state = walked.result.next;
      visited.steps += 1;
      visited.lifecycles.add(ticketOf(state));
      visited.threads.add(threadOf(state));
      visited.reaches.add(state.value.reach);
    }
  };
  fc.assert(fc.property(fc.array(move, { maxLength: LONGEST_WALK, size: 'max' }), walk), {
    seed,
    numRuns: WALKS,
  });
  expect({ seed, ...visited, enoughSteps: visited.steps > 3000 }).toMatchObject({
    enoughSteps: true,
    lifecycles: new Set(['new', 'open', 'prioritized', 'closed', 'banned', 'erased']),
    threads: new Set([
      'none',
      'sending',
      'unconfirmed',
      'awaitingCopy',
      'requestingCopy',
      'ready',
      'backingOff',
    ]),
    reaches: new Set(['reachable', 'blocked']),
  });
});
