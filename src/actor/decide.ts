import { albumOf } from '../../machines/content.ts';
import type { ClientEvent } from '../../machines/client/event.ts';
import type { ChartSettings } from '../../machines/client/setup.ts';
import type { DeskSettings } from '../../machines/desk/desk-settings.ts';
import type { TimerName } from '../../machines/client/step.ts';
import type { ClientContext } from '../../machines/client/context.ts';
import type { EpochMs, MessageNumber, PostId } from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import { joinChanges } from './changes.ts';
import { clientOf, type Command, type FiredTimer, touchesState } from './command.ts';
import { courseFrom, withCommand, withEvent, withReactions, withTimers } from './course.ts';
import { withFilledTemplate } from './fill-template.ts';
import { journalRow } from './journal-row.ts';
import type { Commit } from './ports.ts';
import type { Reactions } from './reactions.ts';
import { type ClientRecord, isErased, newRecord } from './record.ts';

/** The input of a decision besides the client's record and the command. */
export type Circumstances = {
  settings: ChartSettings;
  /** The documents of the desk, for the reactions. */
  desk: DeskSettings;
  /** Reserved for a ticket that the command may open. Null: not reserved yet. */
  ticketNumber: number | null;
  /** The message that the event of the command answers, edits or reacts to. */
  subject: MessageNumber | null;
  /** Reactions of all features of the desk. */
  reactions: Reactions;
};

/** Stands for a number that is not reserved yet. Never committed. */
const UNRESERVED = -1;

/** The decision opens a ticket, and must be made again with a reserved number. */
export const lacksTicketNumber = ({ state }: Commit): boolean =>
  state?.record.state.context.ticket.number === UNRESERVED;

/**
 * The changes of a command; null: no change at all. Pure. The order: the chart, then the reactions stage by stage.
 *
 * I1 The record's time never goes back. A wait of the chart counts from the command, so a clock that was ahead for a
 *    while delays no wait.
 * I2 Facts come from all events of the decision, in order, each with the cause of the event.
 * I3 A timer leaves with the fired event, whether or not the chart still wants the timer.
 *    A timer that was set to another time since does not fire.
 * I4 An event without an answer of the chart leaves no trace, so no word of a banned client is kept.
 * I5 A decision opens at most one ticket: the ticket that the decision opened continues after a close by a rule.
 * I6 The record of an erased client has no name, and a thread from before the erasing is not served.
 */
export function decide(
  loaded: ClientRecord | null,
  asked: Command,
  { settings, desk, ticketNumber, subject, reactions }: Circumstances,
): Commit | null {
  if (!touchesState(asked)) return withoutState(asked);
  const before = loaded ?? newRecord(clientOf(asked), asked.at);
  const command = isStray(asked, before) ? refused(asked) : withFilledWords(asked, before, desk);
  if (command.event === undefined && command.outcome?.shown === undefined) return withoutState(command);
  const at = Math.max(command.at, before.at) as EpochMs;
  const given = { now: at, settings, ticketNumber: ticketNumber ?? UNRESERVED, subject };
  if (command.fired !== undefined && isStale(command.fired, before)) return null;
  const fired = firedTimer(before, command.event);
  const start = courseFrom({ ...before, version: before.version + 1, at }, at - command.at);
  const begun = fired === null ? start : withTimers(start, { [fired]: null });
  const { event, actor } = command;
  const { accepted, course } =
    event === undefined ? { accepted: true, course: begun } : withEvent(begun, { event, actor }, given);
  if (!accepted && fired === null && command.outcome?.shown === undefined) {
    const isKnown = (command.roots ?? []).every((root) => root === before.state.context.thread.root);
    return command.outcome === undefined && isKnown ? null : withoutState(command);
  }
  const whole = withReactions(withCommand(course, command), reactions, { before, command, given, desk });
  const { record: after, effects, happened } = whole;
  const [was, is] = [before.state.context.thread, after.state.context.thread];
  return {
    ...frameOf(command),
    ...joinChanges(command, whole.changes),
    at,
    state: { expected: before.version, before: loaded, record: after },
    facts: whole.facts,
    taken: whole.taken,
    effects: [...effects],
    timers: Object.entries(whole.timers).map(([name, timer]) => ({ name, due: timer?.due ?? null })),
    erasings: command.erasings ?? is.erasings,
    posts: postsOf(is).filter((post) => !postsOf(was).includes(post)),
    roots: [...new Set([...added(was.root, is.root), ...(command.roots ?? [])])],
    journal: journalRow(command, { at, before, after, happened, effects }),
  };
}

/** A comment in a thread that was erased, wherever the client is now. */
const isStray = ({ comment, erasings }: Command, before: ClientRecord): boolean =>
  comment !== undefined &&
  (isErased(before) || (erasings ?? Infinity) < before.state.context.thread.erasings);

/** The variables of a canned answer are filled before anything is decided. */
const withFilledWords = (asked: Command, before: ClientRecord, desk: DeskSettings): Command =>
  asked.event === undefined ? asked : { ...asked, event: withFilledTemplate(asked.event, before, desk) };

/** The author of the comment is told, and nothing else happens. A note was not for the client. */
function refused({ event, effects: _effects, comment, ...rest }: Command): Command {
  if (comment === undefined || event?.type === 'agent.noted') return rest;
  const album = event?.type === 'agent.commented' ? albumOf(event.content) : null;
  return { ...rest, event: { type: 'agent.strayed', ...comment, album } };
}

const withoutState = (command: Command): Commit => ({
  ...frameOf(command),
  ...joinChanges(command, {}),
  journal: journalRow(command, {
    at: command.at,
    before: null,
    after: null,
    happened: [],
    effects: command.effects ?? [],
  }),
});

/** The commit of a command that changes no state, without guards, writes and the row of the journal. */
function frameOf(command: Command): Commit {
  const { owner, at, outcome = null, effects = [], roots = [], timers = [], fired } = command;
  if (timers.length > 0 && isPerson(owner)) throw new Error(`The timers of ${owner} belong to the chart`);
  const frame: Commit = {
    owner,
    at,
    once: outcome === null ? command.id : null,
    fenced: command.fenced ?? false,
    state: null,
    outcome,
    effects,
    timers,
    facts: [],
    taken: [],
    posts: [],
    roots,
    erasings: command.erasings ?? 0,
    journal: null,
  };
  return fired === undefined ? frame : { ...frame, fired };
}

function firedTimer(before: ClientRecord, event: ClientEvent | undefined): TimerName | null {
  const names = Object.keys(before.timers) as TimerName[];
  return names.find((name) => name === event?.type) ?? null;
}

const isStale = ({ name, due }: FiredTimer, { timers }: ClientRecord): boolean =>
  timers[name as TimerName]?.due !== due;

/** The client's posts on all boards. */
const postsOf = ({ post, elsewhere }: ClientContext['thread']): PostId[] => [
  ...(post === null ? [] : [post]),
  ...elsewhere.map((one) => one.post),
];

const added = <T>(before: T | null, after: T | null): T[] =>
  after === null || after === before ? [] : [after];
