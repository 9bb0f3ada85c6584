import { createActor, type SnapshotFrom } from 'xstate';
import { clientChart } from './chart.ts';
import type { ClientContext } from './context.ts';

/** Raise it when the stored shape changes, and give `migrate` a way from the old shape. */
export const SNAPSHOT_VERSION = 1;

/** Where a client stands, as it is stored. */
export type ClientState = {
  v: typeof SNAPSHOT_VERSION;
  value: {
    lifecycle: Lifecycle;
    thread: 'none' | 'ready' | { opening: 'sending' | 'doubtful' | 'copying' };
    reach: 'reachable' | 'blocked';
  };
  context: ClientContext;
};

export type Lifecycle = 'new' | 'open' | 'prioritized' | 'closed' | 'banned';

type Snapshot = SnapshotFrom<typeof clientChart>;

/**
 * A live snapshot from the stored one, by way of an actor that is never started: `resolveState` would lose what a
 * later region keeps in its history.
 */
export function revive(state: ClientState): Snapshot {
  const snapshot = {
    status: 'active' as const,
    value: state.value,
    context: state.context,
    children: {},
    historyValue: {},
    output: undefined,
    error: undefined,
  };
  return createActor(clientChart, { snapshot }).getSnapshot();
}

export const store = (snapshot: Snapshot): ClientState => ({
  v: SNAPSHOT_VERSION,
  value: snapshot.value as ClientState['value'],
  context: snapshot.context,
});

/**
 * @throws Error when the stored state is of a version this program does not know, naming both: a newer program wrote
 * it, and an older one must not overwrite it.
 */
export function migrate(stored: { v: number }): ClientState {
  if (stored.v === SNAPSHOT_VERSION) return stored as ClientState;
  throw new Error(
    `Client state has version ${stored.v}, this program knows ${SNAPSHOT_VERSION}; run the version of Balcão that wrote it, or a newer one`,
  );
}
