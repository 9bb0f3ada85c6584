import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/actor/ports.ts';
import { addTo, createLane, removeFrom, setBack } from '../../src/outbox/lanes.ts';
import { nextEntry } from '../../src/outbox/planner.ts';
import { T0, user } from '../support/stores.ts';

const entry = (seq: number, owner = 700, id = String(seq)): Entry => ({
  id,
  seq,
  owner: user(owner),
  at: T0,
  effect: { kind: 'tellClient', text: 'start' },
});

function lane(...entries: Entry[]) {
  const made = createLane('group');
  for (const one of entries) addTo(made, one);
  return made;
}

const always = () => true;
const but =
  (...seqs: number[]) =>
  ({ seq }: Entry) =>
    !seqs.includes(seq);

test('an empty lane has nothing to do', () => {
  expect(nextEntry(createLane('group'), always)).toBeNull();
});

test('the oldest goes first, whoever it belongs to', () => {
  expect(nextEntry(lane(entry(5, 700), entry(3, 701), entry(9, 702)), always)?.seq).toBe(3);
});

test('one that is not ready holds back those behind it, and no other client', () => {
  const waiting = lane(entry(1, 700), entry(2, 700), entry(3, 701));
  expect(nextEntry(waiting, but(1))?.seq).toBe(3);
  expect(nextEntry(waiting, but(1, 3))).toBeNull();
});

test('one whose delivery failed stands behind what waited then, and before what comes later', () => {
  const waiting = lane(entry(1, 700), entry(2, 700), entry(3, 701));
  setBack(waiting, user(700));
  addTo(waiting, entry(4, 702));
  const served: number[] = [];
  for (let next = nextEntry(waiting, always); next !== null; next = nextEntry(waiting, always)) {
    served.push(next.seq);
    removeFrom(waiting, next.owner, next.id);
  }
  expect(served).toEqual([3, 1, 2, 4]);
});

test('entries keep the order of the commits, in whatever order they are learned', () => {
  const learned = lane(entry(30), entry(10), entry(20));
  expect(learned.queues.get(user(700))?.map(({ seq }) => seq)).toEqual([10, 20, 30]);
});

test('an entry learned twice waits once', () => {
  const learned = lane(entry(1), entry(2), entry(1));
  expect(learned.queues.get(user(700))).toHaveLength(2);
});

test('an owner leaves the lane with the last entry', () => {
  const waiting = lane(entry(1), entry(2));
  removeFrom(waiting, user(700), '1');
  removeFrom(waiting, user(700), 'never was');
  removeFrom(waiting, user(701), '2');
  expect(nextEntry(waiting, always)?.seq).toBe(2);
  removeFrom(waiting, user(700), '2');
  expect(waiting.queues.size).toBe(0);
});

test('whatever waits: nobody is overtaken by their own, and all are served', () => {
  const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
  fc.assert(
    fc.property(seqs, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (order, owners) => {
      const entries = order.map((seq) => entry(seq, owners.next().value));
      const waiting = lane(...entries);
      const served: Entry[] = [];
      for (let next = nextEntry(waiting, always); next !== null; next = nextEntry(waiting, always)) {
        served.push(next);
        removeFrom(waiting, next.owner, next.id);
      }
      expect(served.map(({ seq }) => seq)).toEqual([...order].sort((a, b) => a - b));
    }),
  );
});
