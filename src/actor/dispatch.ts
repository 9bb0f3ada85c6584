import type { MessageNumber, Owner } from '../../machines/ids.ts';
import { ownerText } from '../../machines/owner.ts';
import { ConflictError, DefectError } from '../base/errors.ts';
import { clientOf, type Command, settledBy, touchesState } from './command.ts';
import { type Circumstances, decide, lacksTicketNumber } from './decide.ts';
import { type ChartSettings, firstSettings } from '../../machines/client/setup.ts';
import type { DeskSettings } from '../../machines/desk/desk-settings.ts';
import { firstDesk } from '../../machines/desk/first-desk.ts';
import { createMailboxes } from './mailbox.ts';
import { type ClientStore, type Commit, type Entry, erases, type JournalRow } from './ports.ts';
import type { Reactions } from './reactions.ts';
import type { ClientRecord } from './record.ts';
import { subjectOf } from './subject.ts';

/** A commit, reported at once to the outbox. `record` is null for a commit without state. */
export type Commitment = {
  owner: Owner;
  record: ClientRecord | null;
  added: Entry[];
  /** Entries that no longer wait. `all`: every earlier entry of the owner. */
  settled: string[] | 'all';
  journal: JournalRow | null;
};

type Dispatched = 'committed' | 'applied' | 'fenced' | 'taken';

export type Dispatch = {
  /**
   * Commits a command, or finds an earlier commit of the command. Commands of one owner are applied in the order of the
   * calls. Safe to repeat.
   *
   * @returns `fenced` when only the leader may commit, and another process leads: nothing was changed
   * @throws DefectError when the chart itself fails: nothing was changed, and a retry does not help
   * @throws the store's error, once the desk is stopping: the commit is unknown, and a retry is needed
   */
  (command: Command): Promise<Dispatched>;
  /** Runs a task of one owner while no command of the owner is being committed. */
  between<T>(owner: Owner, task: () => Promise<T>): Promise<T>;
  idle(): Promise<void>;
};

/** The settings that decisions depend on. */
export type DecisionSettings = {
  /** `version` null: the settings never change. `desk`: the documents, for the reactions. */
  now(): { version: number | null; chart: ChartSettings; desk: DeskSettings };
  /** Reads what changed. */
  refresh(): Promise<unknown>;
};

const unchangedSettings: DecisionSettings = {
  now: () => ({ version: null, chart: firstSettings, desk: firstDesk }),
  refresh: async () => {},
};

type DispatchDeps = {
  store: ClientStore;
  /** @default the first settings, for good */
  settings?: DecisionSettings;
  /** Reactions of all features. @default none */
  reactions?: Reactions;
  onCommitted(commitment: Commitment): void;
  /** More entries of the owner may wait than the process knows. */
  onBehind(owner: Owner): void;
  /**
   * Waits until the store may be tried again. False: the error is no trouble of the store, or the desk is stopping.
   * The retry happens within the mailbox, so that a later command of the same owner cannot overtake.
   */
  waitOut(error: unknown, attempt: number): Promise<boolean>;
};

type Reserved = { number: number | null };

/** Numbers that a decision needs. `subject`: the message that the event answers, edits or reacts to. */
type Found = { reserved: Reserved; subject: MessageNumber | null };

/** Conflicts in a row that count as a fault. */
const CONFLICT_LIMIT = 50;

/** The decision on a command, from the kept record or from Redis. */
function createDecider({
  store,
  settings,
  reactions,
}: Required<Pick<DispatchDeps, 'store' | 'settings' | 'reactions'>>) {
  /** The decision on the kept record, if any. Without a change of the state no commit checks the record: read again. */
  async function decideNow(command: Command, reserved: Reserved): Promise<Commit | null> {
    if (!touchesState(command)) return decideOn(null, command, { reserved, subject: null });
    const client = clientOf(command);
    const place = command.event === undefined ? null : subjectOf(command.event);
    const subject = place === null ? null : await store.numberOf(client, place);
    const found = { reserved, subject };
    const kept = store.recent(client);
    const commit = kept === null ? null : await decideOn(kept, command, found);
    if (commit !== null && commit.state !== null) return commit;
    return decideOn(await store.load(client), command, found);
  }

  /** Reserves at most one ticket number for a command, however often the decision is made again. */
  async function decideOn(
    loaded: ClientRecord | null,
    command: Command,
    { reserved, subject }: Found,
  ): Promise<Commit | null> {
    const { version, chart, desk } = settings.now();
    const now = () =>
      decided(loaded, command, {
        settings: chart,
        desk,
        ticketNumber: reserved.number,
        subject,
        reactions,
      });
    let commit = now();
    if (commit !== null && lacksTicketNumber(commit)) {
      reserved.number = await store.reserveTicket();
      commit = now();
    }
    return commit === null || commit.state === null || version === null
      ? commit
      : { ...commit, decidedWith: version };
  }

  return decideNow;
}

/** The only door to client state: load → decide → commit; after a conflict from the start. */
export function createDispatch({
  store,
  settings = unchangedSettings,
  reactions = {},
  onCommitted,
  onBehind,
  waitOut,
}: DispatchDeps): Dispatch {
  const mailboxes = createMailboxes<Owner>();

  const decideNow = createDecider({ store, settings, reactions });

  async function apply(command: Command): Promise<Dispatched> {
    const reserved: Reserved = { number: null };
    for (let attempt = 0; attempt < CONFLICT_LIMIT; attempt += 1) {
      const commit = await decideNow(command, reserved);
      if (commit === null) return 'committed';
      const committed = await store.commit(commit);
      if (committed.status === 'committed') {
        onCommitted({
          owner: command.owner,
          record: commit.state?.record ?? null,
          // Older entries of the owner must be read first.
          added: committed.behind ? [] : committed.entries,
          settled: settledIn(commit),
          journal: commit.journal,
        });
        if (committed.behind) onBehind(command.owner);
        return 'committed';
      }
      if (committed.status === 'fenced' || committed.status === 'taken') return committed.status;
      if (committed.status === 'applied') {
        // Only the answer was lost. Reported before the outbox picks an entry, or the entry would be sent again.
        if (commit.outcome !== null) onCommitted(nothingBut(command.owner, settledBy(commit.outcome)));
        onBehind(command.owner);
        return 'applied';
      }
      // The record or the settings changed in between.
      await settings.refresh();
    }
    throw new ConflictError(
      `Another process changed ${ownerText(command.owner)} ${CONFLICT_LIMIT} times in a row`,
    );
  }

  async function insist(command: Command): Promise<Dispatched> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await apply(command);
      } catch (error) {
        if (error instanceof DefectError || !(await waitOut(error, attempt))) throw error;
      }
    }
  }

  const dispatch = (command: Command) => mailboxes.run(command.owner, () => insist(command));
  return Object.assign(dispatch, { between: mailboxes.run, idle: mailboxes.idle });
}

/**
 * The dispatch of a process beside the desk, such as a command of an operator: the desk reads the new entries by itself, and
 * nothing is tried again.
 * @param desk the settings and reactions with which the desk decides
 */
export const createDispatchBeside = (
  store: ClientStore,
  desk: Pick<DispatchDeps, 'settings' | 'reactions'> = {},
): Dispatch =>
  createDispatch({ store, ...desk, onCommitted() {}, onBehind() {}, waitOut: async () => false });

const settledIn = (commit: Commit): Commitment['settled'] => {
  if (erases(commit)) return 'all';
  return commit.outcome === null ? [] : settledBy(commit.outcome);
};

const nothingBut = (owner: Owner, settled: string[]): Commitment => ({
  owner,
  record: null,
  added: [],
  settled,
  journal: null,
});

function decided(loaded: ClientRecord | null, command: Command, circumstances: Circumstances): Commit | null {
  try {
    return decide(loaded, command, circumstances);
  } catch (cause) {
    throw new DefectError(`The chart failed on ${command.event?.type ?? 'no event'}`, { cause });
  }
}
