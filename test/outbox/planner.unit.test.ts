import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs, Owner } from '../../machines/ids.ts';
import type { Effect } from '../../src/actor/effects.ts';
import type { Entry } from '../../src/actor/ports.ts';
import { addTo, createLane, endTurn, entriesOf, type Lane, removeFrom } from '../../src/outbox/lanes.ts';
import { nextEntry, RISE_MS } from '../../src/outbox/planner.ts';
import { table } from '../support/deliveries.ts';
import { T0, user } from '../support/stores.ts';

const kinds = {
  relay: { kind: 'relayToThread', from: 1, content: { kind: 'text', text: 'a', entities: [] } },
  reaction: { kind: 'reactInThread', to: 1, emoji: null },
  note: { kind: 'say', to: 'thread', text: { key: 'note-client-returned' } },
  refusal: { kind: 'say', to: 'thread', text: { key: 'refused-banned' }, replyTo: 1 },
  opening: { kind: 'openPost', threadNumber: 1 },
  upkeep: { kind: 'reconcilePost', slot: 'post' },
} as unknown as Record<string, Effect>;

const entry = (seq: number, owner = 700, kind = 'relay', at: number = T0): Entry => ({
  id: String(seq),
  seq,
  owner: user(owner),
  at: at as EpochMs,
  effect: kinds[kind] as Effect,
});

function lane(...entries: Entry[]) {
  const made = createLane('group:0');
  for (const one of entries) addTo(made, one);
  return made;
}

const always = () => true;
const but =
  (...seqs: number[]) =>
  ({ seq }: Entry) =>
    !seqs.includes(seq);

const next = (of: Lane, isDue = always as (entry: Entry) => boolean, at: number = T0) =>
  nextEntry(
    of,
    at,
    ({ effect, at: decidedMs }) => ({ rank: table.rank(effect), stream: table.stream(effect), decidedMs }),
    isDue,
  );

/** All entries in the order of leaving. */
function drain(waiting: Lane, isDue: (entry: Entry) => boolean = always, at: number = T0): Entry[] {
  const served: Entry[] = [];
  for (let one = next(waiting, isDue, at); one !== null; one = next(waiting, isDue, at)) {
    served.push(one);
    removeFrom(waiting, one.owner, one.id);
    endTurn(waiting, one.owner);
  }
  return served;
}

const seqs = (entries: Entry[]) => entries.map(({ seq }) => seq);

test('an empty lane has nothing to do', () => {
  expect(next(createLane('group:0'))).toBeNull();
});

test('the oldest goes first, whoever it belongs to', () => {
  expect(next(lane(entry(5, 700), entry(3, 701), entry(9, 702)))?.seq).toBe(3);
});

test('one that is not due holds back the lines behind it, and no other client', () => {
  const waiting = lane(entry(1, 700), entry(2, 700, 'note'), entry(3, 701));
  expect(next(waiting, but(1))?.seq).toBe(3);
  expect(next(waiting, but(1, 3))).toBeNull();
});

test('what is no line of the story is not held back by what is', () => {
  expect(next(lane(entry(1, 700), entry(2, 700, 'refusal')), but(1))?.seq).toBe(2);
  expect(next(lane(entry(1, 700, 'upkeep'), entry(2, 700, 'opening')), but(1))?.seq).toBe(2);
});

test('clients take turns: one who wrote much does not keep the others waiting', () => {
  const waiting = lane(
    entry(1, 700),
    entry(2, 700),
    entry(3, 700),
    entry(4, 701),
    entry(5, 702),
    entry(6, 701),
  );
  expect(seqs(drain(waiting))).toEqual([1, 4, 5, 2, 6, 3]);
});

test('one whose delivery failed stands behind what waited then, and before what comes later', () => {
  const waiting = lane(entry(1, 700), entry(3, 701));
  endTurn(waiting, user(700));
  addTo(waiting, entry(4, 702));
  expect(seqs(drain(waiting))).toEqual([3, 1, 4]);
});

test('a new client is opened before messages go out, messages before notices, notices before upkeep', () => {
  const waiting = lane(
    entry(1, 700, 'upkeep'),
    entry(2, 701, 'note'),
    entry(3, 702, 'refusal'),
    entry(4, 703),
    entry(5, 704, 'opening'),
  );
  expect(seqs(drain(waiting))).toEqual([5, 4, 2, 3, 1]);
});

test('a note before a message goes when the message is due to go', () => {
  const waiting = lane(entry(1, 700, 'refusal'), entry(2, 701, 'note'), entry(3, 701));
  expect(seqs(drain(waiting))).toEqual([2, 3, 1]);
});

test('a minute of waiting lifts by one rank', () => {
  const waiting = () => lane(entry(1, 700, 'note', T0), entry(2, 701, 'relay', T0 + RISE_MS));
  expect(next(waiting(), always, T0 + RISE_MS - 1)?.seq).toBe(2);
  expect(next(waiting(), always, T0 + RISE_MS)?.seq).toBe(1);
});

test('entries keep the order of the commits, in whatever order they are learned', () => {
  const learned = lane(entry(30), entry(10), entry(20));
  expect(entriesOf(learned, user(700)).map(({ seq }) => seq)).toEqual([10, 20, 30]);
});

test('an entry learned twice waits once', () => {
  const learned = lane(entry(1), entry(2), entry(1));
  expect(entriesOf(learned, user(700))).toHaveLength(2);
});

test('an owner leaves the lane with the last entry', () => {
  const waiting = lane(entry(1), entry(2));
  removeFrom(waiting, user(700), '1');
  removeFrom(waiting, user(700), 'never was');
  removeFrom(waiting, user(701), '2');
  expect(next(waiting)?.seq).toBe(2);
  removeFrom(waiting, user(700), '2');
  endTurn(waiting, user(700));
  expect(waiting.queues.size).toBe(0);
});

const anything = fc.record({
  seq: fc.integer({ min: 1, max: 500 }),
  owner: fc.integer({ min: 1, max: 5 }),
  kind: fc.constantFrom(...Object.keys(kinds)),
  waitedMs: fc.integer({ min: 0, max: 5 * RISE_MS }),
});

test('whatever waits: all are served, and nobody is overtaken by their own lines', () => {
  const some = fc.uniqueArray(anything, { maxLength: 60, selector: ({ seq }) => seq });
  fc.assert(
    fc.property(some, (made) => {
      const entries = made.map(({ seq, owner, kind, waitedMs }) => entry(seq, owner, kind, T0 - waitedMs));
      const served = drain(lane(...entries));
      expect(seqs(served).sort((a, b) => a - b)).toEqual(seqs(entries).sort((a, b) => a - b));
      for (const owner of [1, 2, 3, 4, 5]) {
        const lines = served.filter(
          (one) => one.owner === user(owner) && /relay|note|reaction/.test(nameOf(one)),
        );
        expect(seqs(lines)).toEqual(seqs(lines).sort((a, b) => a - b));
      }
    }),
  );
});

test('whoever writes how much: nobody waits for more than one turn of each of the others', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 80 }), (owners) => {
      const served = drain(lane(...owners.map((owner, index) => entry(index + 1, owner))));
      const last = new Map<Owner, number>();
      for (const [turn, { owner }] of served.entries()) {
        const since = turn - (last.get(owner) ?? -1);
        expect(since).toBeLessThanOrEqual(new Set(owners).size);
        last.set(owner, turn);
      }
    }),
  );
});

const nameOf = ({ effect }: Entry): string => Object.keys(kinds).find((name) => kinds[name] === effect) ?? '';

test('that the thread continues another is said before all that waited for it, and by a reload too', () => {
  const continued = {
    ...entry(9, 700, 'note'),
    effect: {
      kind: 'say',
      to: 'thread',
      text: { key: 'note-thread-continued' },
      slot: 'continued',
      ahead: true,
    } as Effect,
  };
  for (const waiting of [
    lane(entry(1, 700), entry(2, 700), continued, entry(10, 700)),
    lane(continued, entry(10, 700), entry(2, 700), entry(1, 700)),
  ])
    expect(entriesOf(waiting, user(700)).map(({ seq }) => seq)).toEqual([9, 1, 2, 10]);
});
