import { createActor, type SnapshotFrom } from 'xstate';
import { clientChart } from './chart.ts';
import type { ClientContext } from './context.ts';

/** Raise it when the stored shape changes, and give `migrate` a way from the old shape. */
export const SNAPSHOT_VERSION = 2;

/** Where a client stands, as it is stored. */
export type ClientState = {
  v: typeof SNAPSHOT_VERSION;
  value: {
    lifecycle: Lifecycle;
    thread: 'none' | 'ready' | 'pausing' | { opening: 'sending' | 'doubtful' | 'copying' | 'asking' };
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
  if (stored.v === 1) return fromFirst(stored as FirstState);
  throw new Error(
    `Client state has version ${stored.v}, this program knows ${SNAPSHOT_VERSION}; run the version of Balcão that wrote it, or a newer one`,
  );
}

type FirstState = Omit<ClientState, 'v' | 'context'> & {
  v: 1;
  context: Omit<ClientContext, 'retired' | 'failures' | 'gone'>;
};

/** Version 1 knew neither why a client was out of reach (almost always they blocked the bot) nor what had been retired. */
const fromFirst = ({ value, context }: FirstState): ClientState => ({
  v: SNAPSHOT_VERSION,
  value,
  context: { ...context, retired: null, failures: 0, gone: value.reach === 'blocked' ? 'blocked' : null },
});
