import { expect, test } from 'vitest';
import type { UserId } from '../../machines/ids.ts';
import type { Entry } from '../../src/actor/ports.ts';
import { loadsOf } from '../../src/outbox/lane-loads.ts';
import { addTo, createLane, type LaneId } from '../../src/outbox/lanes.ts';

function lane(id: LaneId, waiting: number, paused = false): Parameters<typeof loadsOf>[0][number] {
  const made = {
    ...createLane(id),
    running: false,
    paused,
    held: false,
    wakeNow: null,
    failures: 0,
    lastDoneMs: -Infinity,
    calling: null,
    lookAtMs: null,
    frozen: new Map(),
  };
  for (let seq = 1; seq <= waiting; seq += 1) {
    addTo(made, {
      id: String(seq),
      seq,
      owner: (seq % 2) as UserId,
      effect: { kind: 'reconcilePost' },
    } as Entry);
  }
  return made;
}

test('an operator sees what waits and pauses by kind of lane; a closed lane pauses', () => {
  const lanes = [
    lane('channel:0', 2),
    lane('group:0', 3, true),
    lane('private:1', 1, true),
    lane('private:2', 4),
  ];
  expect(loadsOf(lanes, new Set<LaneId>(['channel:0']))).toEqual([
    { kind: 'channel', entries: 2, paused: 1 },
    { kind: 'group', entries: 3, paused: 1 },
    { kind: 'desk', entries: 0, paused: 0 },
    { kind: 'private', entries: 5, paused: 1 },
  ]);
});
