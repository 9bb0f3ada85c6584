import type { ClientId, UserId } from '../../machines/ids.ts';
import { ConflictError, DefectError } from '../base/errors.ts';
import { type Command, settledBy, touchesState } from './command.ts';
import { type Circumstances, decide, lacksTicketNumber } from './decide.ts';
import { type ChartSettings, firstSettings } from '../../machines/client/setup.ts';
import { createMailboxes } from './mailbox.ts';
import type { ClientStore, Commit, Entry, JournalRow } from './ports.ts';
import type { ClientRecord } from './record.ts';

/** What was committed, told at once to whoever delivers. `record` is null when no state was involved. */
export type Commitment = {
  owner: UserId;
  record: ClientRecord | null;
  added: Entry[];
  /** The entries that are no longer waiting. */
  settled: string[];
  journal: JournalRow | null;
};

type Dispatched = 'committed' | 'applied' | 'fenced' | 'taken';

export type Dispatch = {
  /**
   * Commits a command, or finds that it was committed before. Commands of one owner are applied in the order of the
   * calls. Safe to repeat.
   *
   * @returns `fenced` when it is the holder's to say and another process holds the lease: nothing was changed.
   * @throws DefectError when the chart itself fails: nothing was changed, and repeating will not help.
   * @throws whatever the store throws, once the desk is stopping: not known to be committed, repeat it.
   */
  (command: Command): Promise<Dispatched>;
  /** Runs a task of one owner while none of their commands is being committed. */
  between<T>(owner: UserId, task: () => Promise<T>): Promise<T>;
  idle(): Promise<void>;
};

/** The settings that decisions depend on. */
export type DecisionSettings = {
  /** `version` null: the settings never change. */
  now(): { version: number | null; chart: ChartSettings };
  /** Reads what changed. */
  refresh(): Promise<unknown>;
};

const unchangedSettings: DecisionSettings = {
  now: () => ({ version: null, chart: firstSettings }),
  refresh: async () => {},
};

type DispatchDeps = {
  store: ClientStore;
  /** @default the first settings, for good */
  settings?: DecisionSettings;
  onCommitted(commitment: Commitment): void;
  /** What waits for this owner may be more than this process knows. */
  onBehind(owner: UserId): void;
  /**
   * Waits until a store that failed may be tried again. False: it is no trouble of the store, or the desk is stopping.
   * It is tried again within the mailbox, so that a later command of the same owner cannot overtake.
   */
  waitOut(error: unknown, attempt: number): Promise<boolean>;
};

/** Another process can only win so many times in a row before something is wrong. */
const CONFLICT_LIMIT = 50;

/** The only door to client state: load → decide → commit, again when somebody else was faster. */
export function createDispatch({
  store,
  settings = unchangedSettings,
  onCommitted,
  onBehind,
  waitOut,
}: DispatchDeps): Dispatch {
  const mailboxes = createMailboxes<UserId>();

  /** The number of a ticket is reserved once for a command, however often the decision is made again. */
  async function decideNow(command: Command, reserved: { number: number | null }): Promise<Commit | null> {
    const loaded = touchesState(command) ? await store.load(command.owner as number as ClientId) : null;
    const { version, chart } = settings.now();
    const now = () => decided(loaded, command, { settings: chart, ticketNumber: reserved.number });
    let commit = now();
    if (commit !== null && lacksTicketNumber(commit)) {
      reserved.number = await store.reserveTicket();
      commit = now();
    }
    return commit === null || commit.state === null || version === null
      ? commit
      : { ...commit, decidedWith: version };
  }

  async function apply(command: Command): Promise<Dispatched> {
    const reserved = { number: null };
    for (let attempt = 0; attempt < CONFLICT_LIMIT; attempt += 1) {
      const commit = await decideNow(command, reserved);
      if (commit === null) return 'committed';
      const committed = await store.commit(commit);
      if (committed.status === 'committed') {
        onCommitted({
          owner: command.owner,
          record: commit.state?.record ?? null,
          // Behind others of the same owner, which have to be read first.
          added: committed.behind ? [] : committed.entries,
          settled: commit.outcome === null ? [] : settledBy(commit.outcome),
          journal: commit.journal,
        });
        if (committed.behind) onBehind(command.owner);
        return 'committed';
      }
      if (committed.status === 'fenced' || committed.status === 'taken') return committed.status;
      if (committed.status === 'applied') {
        // Only its answer was lost. Told before anybody looks for what to send next, or it would be sent again.
        if (commit.outcome !== null) onCommitted(nothingBut(command.owner, settledBy(commit.outcome)));
        onBehind(command.owner);
        return 'applied';
      }
      // The record or the settings changed in between.
      await settings.refresh();
    }
    throw new ConflictError(
      `Client ${command.owner} was changed by somebody else ${CONFLICT_LIMIT} times in a row`,
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

const nothingBut = (owner: UserId, settled: string[]): Commitment => ({
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
