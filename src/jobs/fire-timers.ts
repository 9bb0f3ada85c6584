import type { TimerName } from '../../machines/client/step.ts';
import type { ClientId, EpochMs, Owner, UserId } from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import type { Command } from '../actor/command.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { Effect } from '../actor/effects.ts';
import type { ClientRecord } from '../actor/record.ts';
import type { Clock } from '../base/clock.ts';
import type { DueTimer, TimerStore } from '../store/timer-store.ts';

/** A due timer of an owner without a chart. */
type Fired = { owner: Owner; due: EpochMs; payload: unknown; now: EpochMs };

/** `again`: too early, because the deadline has moved to a later time than `now`. The payload stays. */
type TimerAnswer = { effects: Effect[] } | { again: EpochMs };

/** Timers of features by name: what follows from a due timer. A feature needs no region of the chart for a timer. */
export type TimerRows = Readonly<Record<string, (fired: Fired) => TimerAnswer | Promise<TimerAnswer>>>;

export type TimersDeps = {
  timers: TimerStore;
  rows: TimerRows;
  load(client: ClientId): Promise<ClientRecord | null>;
  dispatch: Dispatch;
  clock: Clock;
};

const BATCH = 100;

/** Fires due timers, oldest first. A timer may fire late, never early, and only once: the command carries the due time. */
export async function fireDueTimers(deps: TimersDeps): Promise<void> {
  const due = await deps.timers.due(deps.clock.now(), BATCH);
  await Promise.all(
    due.map(({ owner, ...timer }) =>
      isPerson(owner) ? ofChart({ ...timer, owner }, deps) : ofFeature({ ...timer, owner }, deps),
    ),
  );
}

/** The event in the client's record goes to the chart. */
async function ofChart(timer: DueTimer & { owner: UserId }, deps: TimersDeps): Promise<void> {
  const record = await deps.load(timer.owner as ClientId);
  const set = record?.timers[timer.name as TimerName];
  if (set === undefined || set.due !== timer.due) return deps.timers.forget(timer);
  await deps.dispatch({ ...commandOf(timer, deps.clock.now()), event: set.event });
}

/** The row of the feature answers. A timer of a left-out feature ends. */
async function ofFeature(timer: DueTimer, { rows, dispatch, clock }: TimersDeps): Promise<void> {
  const { owner, name, due, payload } = timer;
  const now = clock.now();
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  const answer = (await row?.({ owner, due, payload, now })) ?? { effects: [] };
  const command = commandOf(timer, now);
  await dispatch(
    'again' in answer
      ? { ...command, timers: [{ name, due: answer.again, payload }] }
      : { ...command, timers: [{ name, due: null }], effects: answer.effects },
  );
}

const commandOf = ({ owner, ...fired }: DueTimer, at: EpochMs): Command => ({
  // With the time of firing: after a step of the wall clock a timer may be set to the same due time again.
  id: `timer:${owner}:${fired.name}:${fired.due}:${at}`,
  fenced: true,
  owner,
  actor: { kind: 'timer' },
  at,
  fired,
});
