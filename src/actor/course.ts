import { factsOf } from '../../machines/client/fact.ts';
import type { ShownFace } from '../../machines/client/post-text.ts';
import type { ClientState } from '../../machines/client/snapshot.ts';
import type { Given } from '../../machines/client/setup.ts';
import { step, type TimerName } from '../../machines/client/step.ts';
import { takenIn } from '../../machines/client/taken-message.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { type Changes, joinChanges } from './changes.ts';
import type { Command, Outcome } from './command.ts';
import type { Effect } from './effects.ts';
import type { Commit } from './ports.ts';
import type { Happened, Moment, Reactions, Timers } from './reactions.ts';
import { type ClientRecord, isErased, nameless } from './record.ts';

/** A decision under way: the record so far, and the changes. Every step gives the next course. */
type Course = {
  readonly record: ClientRecord;
  readonly effects: readonly Effect[];
  readonly timers: Timers;
  readonly facts: Commit['facts'];
  readonly taken: Commit['taken'];
  readonly happened: readonly Happened[];
  readonly changes: Changes;
  /** The record's time minus the time of the command. */
  readonly aheadMs: number;
};

export const courseFrom = (record: ClientRecord, aheadMs: number): Course => ({
  record,
  aheadMs,
  effects: [],
  timers: {},
  facts: [],
  taken: [],
  happened: [],
  changes: {},
});

/** The chart answers an event. `accepted` is false when the chart has no answer. */
export function withEvent(course: Course, happened: Happened, given: Given) {
  const { record } = course;
  const { next, effects, timers, accepted } = step(record.state, happened.event, given);
  const taken = takenIn(record.state, happened.event, next, given.subject);
  const facts = factsOf(record.state, happened.event, next, taken);
  const changed: Course = {
    ...course,
    record: withState(record, next),
    facts: [...course.facts, ...facts.map((fact) => ({ fact, actor: happened.actor }))],
    taken: taken === null ? course.taken : [...course.taken, taken],
    happened: accepted ? [...course.happened, happened] : course.happened,
  };
  return { accepted, course: withTimers(withEffects(changed, effects), waiting(timers, course.aheadMs)) };
}

/** A wait of the chart begins with the command, even if the record was written by a clock that was ahead. */
function waiting(timers: Timers, aheadMs: number): Timers {
  if (aheadMs === 0) return timers;
  return Object.fromEntries(
    Object.entries(timers).map(([name, timer]) => [
      name,
      timer === null ? null : { ...timer, due: (timer.due - aheadMs) as EpochMs },
    ]),
  );
}

/** Parts of the command besides the event. */
export function withCommand(course: Course, { effects = [], outcome, profile }: Command): Course {
  const { record } = course;
  const changed: ClientRecord = {
    ...record,
    profile: isErased(record) ? record.profile : (profile ?? record.profile),
    shown: takenFace(record, record.state, outcome?.shown),
  };
  return withEffects({ ...course, record: changed }, effects);
}

/** An erasing takes the name. */
function withState(record: ClientRecord, state: ClientState): ClientRecord {
  const after = { ...record, state, shown: takenFace(record, state, undefined) };
  return isErased(after) ? { ...after, profile: nameless(record.id) } : after;
}

const withEffects = (course: Course, effects: readonly Effect[]): Course =>
  effects.length === 0 ? course : { ...course, effects: [...course.effects, ...effects] };

const withChanges = (course: Course, changes: Changes): Course =>
  changes.guards === undefined && changes.writes === undefined
    ? course
    : { ...course, changes: joinChanges(course.changes, changes) };

export function withTimers(course: Course, changes: Timers): Course {
  const changed = Object.entries(changes) as [TimerName, Timers[TimerName]][];
  if (changed.length === 0) return course;
  const timers = { ...course.record.timers };
  for (const [name, timer] of changed) {
    if (timer === null || timer === undefined) delete timers[name];
    else timers[name] = timer;
  }
  return { ...course, record: { ...course.record, timers }, timers: { ...course.timers, ...changes } };
}

/** A face belongs to the post of one thread. The face of a replaced thread does not count. */
function takenFace(before: ClientRecord, state: ClientState, shown: Outcome['shown']): ShownFace | null {
  if (state.value.ticket === 'erased') return null;
  const { threadNumber } = state.context.thread;
  if (shown?.threadNumber === threadNumber) return shown.face;
  return threadNumber === before.state.context.thread.threadNumber ? before.shown : null;
}

/** The reactions to a command that the chart has answered, stage by stage. */
export function withReactions(
  course: Course,
  reactions: Reactions,
  { before, command, given, desk }: Pick<Moment, 'before' | 'command' | 'desk'> & { given: Given },
): Course {
  const { settings } = given;
  const momentOf = ({ record, happened }: Course): Moment => ({
    before,
    command,
    happened,
    after: record,
    settings,
    desk,
  });
  let now = course;
  const rules = (reactions.rules ?? []).flatMap((rulesOf) => rulesOf(desk));
  for (const rule of course.happened.length === 0 ? [] : rules) {
    const reacted = rule.react({ ...momentOf(now), happened: course.happened });
    const { events = [], effects = [], ...changes } = reacted;
    const actor = { kind: 'rule', id: rule.id } as const;
    // The subject belongs to the event of the command.
    const givenToRule = { ...given, subject: null };
    for (const event of events) now = withEvent(now, { event, actor }, givenToRule).course;
    now = withChanges(withEffects(now, effects), changes);
  }
  for (const ask of reactions.questions ?? []) now = withEffects(now, ask(momentOf(now)));
  for (const timersOf of reactions.clocks ?? []) now = withTimers(now, changed(now, timersOf(momentOf(now))));
  for (const show of reactions.shown ?? []) now = withEffects(now, show(momentOf(now)));
  for (const index of reactions.indexed ?? []) now = withChanges(now, index(momentOf(now)));
  return now;
}

/** A clock computes the same time again and again; only another time is written. */
const changed = ({ record }: Course, timers: Timers): Timers =>
  Object.fromEntries(
    Object.entries(timers).filter(([name, timer]) => timer?.due !== record.timers[name as TimerName]?.due),
  );
