import type { ClientEvent } from '../../machines/client/event.ts';
import { postFace, sameFace, type ShownFace } from '../../machines/client/post-text.ts';
import type { ClientState } from '../../machines/client/snapshot.ts';
import { factsOf } from '../../machines/client/fact.ts';
import type { ChartSettings } from '../../machines/client/setup.ts';
import { step, type TimerName } from '../../machines/client/step.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { clientOf, type Command, type Outcome, touchesState } from './command.ts';
import type { Effect } from './effects.ts';
import type { Commit, JournalRow } from './ports.ts';
import { type ClientRecord, newRecord } from './record.ts';

/** The input of a decision besides the client's record and the command. */
export type Circumstances = {
  settings: ChartSettings;
  /** Reserved for a ticket that the command may open. Null: not reserved yet. */
  ticketNumber: number | null;
};

/** Stands for a number that is not reserved yet. Never committed. */
const UNRESERVED = -1;

/** The decision opens a ticket, and must be made again with a reserved number. */
export const lacksTicketNumber = ({ state }: Commit): boolean =>
  state?.record.state.context.ticket.number === UNRESERVED;

/**
 * The changes of a command; null: no change at all. Pure.
 *
 * I1 The record's time never goes back.
 * I2 If the post shows an old face, a reconciliation waits.
 * I3 A timer leaves with the fired event, whether or not the chart still wants the timer.
 * I4 An event without an answer of the chart leaves no trace, so no word of a banned client is kept.
 */
export function decide(
  loaded: ClientRecord | null,
  command: Command,
  { settings, ticketNumber }: Circumstances,
): Commit | null {
  if (!touchesState(command)) return withoutState(command);
  const before = loaded ?? newRecord(clientOf(command), command.at);
  const at = Math.max(command.at, before.at) as EpochMs;
  const given = { now: at, settings, ticketNumber: ticketNumber ?? UNRESERVED };
  const stepped = command.event === undefined ? null : step(before.state, command.event, given);
  const fired = firedTimer(before, command.event);
  if (stepped?.accepted === false && fired === null && command.outcome?.shown === undefined) {
    const isKnown = (command.roots ?? []).every((root) => root === before.state.context.thread.root);
    return command.outcome === undefined && isKnown ? null : withoutState(command);
  }
  const state = stepped?.next ?? before.state;
  const after: ClientRecord = {
    ...before,
    version: before.version + 1,
    state,
    profile: command.profile ?? before.profile,
    shown: takenFace(before, state, command.outcome?.shown),
    timers: { ...before.timers },
    at,
  };
  const timers: Commit['timers'] = [];
  const changes = { ...(fired === null ? {} : { [fired]: null }), ...stepped?.timers };
  for (const [name, due] of Object.entries(changes) as [TimerName, EpochMs | null][]) {
    timers.push({ name, due });
    if (due === null) delete after.timers[name];
    else after.timers[name] = { due, event: { type: name } };
  }
  const effects: Effect[] = [...(stepped?.effects ?? []), ...(command.effects ?? [])];
  if (needsReconciling(after)) effects.push({ kind: 'reconcilePost', slot: 'post' });
  return {
    ...withoutState(command),
    at,
    state: { expected: before.version, before: loaded, record: after },
    facts: command.event === undefined ? [] : factsOf(before.state, command.event, state),
    effects,
    timers,
    posts: added(before.state.context.thread.post, after.state.context.thread.post),
    roots: [
      ...new Set([
        ...added(before.state.context.thread.root, after.state.context.thread.root),
        ...(command.roots ?? []),
      ]),
    ],
    journal: journalRow(command, at, before, after, effects),
  };
}

function withoutState(command: Command): Commit {
  return {
    owner: command.owner,
    at: command.at,
    once: command.outcome === undefined ? command.id : null,
    fenced: command.fenced ?? false,
    state: null,
    outcome: command.outcome ?? null,
    effects: command.effects ?? [],
    timers: [],
    facts: [],
    posts: [],
    roots: command.roots ?? [],
    journal: journalRow(command, command.at, null, null, command.effects ?? []),
  };
}

function firedTimer(before: ClientRecord, event: ClientEvent | undefined): TimerName | null {
  const names = Object.keys(before.timers) as TimerName[];
  return names.find((name) => name === event?.type) ?? null;
}

/** A face belongs to the post of one thread. The face of a replaced thread does not count. */
function takenFace(before: ClientRecord, state: ClientState, shown: Outcome['shown']): ShownFace | null {
  const { threadNumber } = state.context.thread;
  if (shown?.threadNumber === threadNumber) return shown.face;
  return threadNumber === before.state.context.thread.threadNumber ? before.shown : null;
}

function needsReconciling(record: ClientRecord): boolean {
  if (record.state.context.thread.post === null) return false;
  return record.shown === null || !sameFace(record.shown, postFace(record.state, record.profile));
}

const added = <T>(before: T | null, after: T | null): T[] =>
  after === null || after === before ? [] : [after];

function journalRow(
  command: Command,
  at: EpochMs,
  before: ClientRecord | null,
  after: ClientRecord | null,
  effects: Effect[],
): JournalRow {
  const from = before?.state.value.ticket;
  const to = after?.state.value.ticket;
  return {
    at,
    command: command.id,
    ...(command.event === undefined ? {} : { event: withoutContent(command.event) }),
    ...(from === undefined || to === undefined || from === to ? {} : { from, to }),
    ...(effects.length === 0 ? {} : { effects: effects.map((effect) => effect.kind) }),
    ...(command.outcome === undefined ? {} : { outcome: withoutWords(command.outcome) }),
  };
}

function withoutContent(event: ClientEvent): Record<string, unknown> {
  if (!('content' in event)) return event;
  const { content, ...rest } = event;
  return { ...rest, content: content.kind, ...('quote' in rest ? { quote: true } : {}) };
}

function withoutWords({ shown: _shown, links, ...rest }: Outcome): Omit<Outcome, 'shown'> {
  if (links === undefined) return rest;
  return { ...rest, links: links.map(({ said: _said, ...link }) => link) };
}
