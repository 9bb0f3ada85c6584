import { createActor, type SnapshotFrom } from 'xstate';
import { type ClientChart, clientChart } from './chart.ts';
import type { ClientContext, PerRegion, Regions } from './context.ts';

/** Raised when a stored state or field changes its meaning. New regions and fields do not count. */
export const SNAPSHOT_VERSION = 3;

/** The stored state of a client. */
export type ClientState = {
  v: typeof SNAPSHOT_VERSION;
  value: PerRegion<'states'>;
  context: ClientContext;
};

type Snapshot = SnapshotFrom<ClientChart>;
type Slices = Record<string, Record<string, unknown>>;

/** The live snapshot behind a state of this process: the next step needs no revival. States are never changed. */
const live = new WeakMap<ClientState, Snapshot>();

/**
 * A live snapshot from the stored state. A missing region begins in the first state, and a missing field with the first
 * value. An actor that is never started does the rest: `resolveState` would lose the history of a later region.
 */
export function revive(state: ClientState, chart: ClientChart = clientChart): Snapshot {
  const known = live.get(state);
  if (known?.machine === chart) return known;
  const snapshot = {
    status: 'active' as const,
    value: state.value,
    context: completed(state.context, chart),
    children: {},
    historyValue: {},
    output: undefined,
    error: undefined,
  };
  return createActor(chart, { snapshot }).getSnapshot();
}

/** The regions that are younger than the stored state. */
export const missingRegions = ({ value }: ClientState, chart: ClientChart): (keyof Regions)[] =>
  (Object.keys(chart.states) as (keyof Regions)[]).filter((name) => value[name] === undefined);

function completed(stored: ClientContext, chart: ClientChart): ClientContext {
  const slices = Object.entries(chart.config.context as Slices);
  const known = stored as unknown as Slices;
  return Object.fromEntries(
    slices.map(([region, atFirst]) => [region, { ...atFirst, ...known[region] }]),
  ) as unknown as ClientContext;
}

export function store(snapshot: Snapshot): ClientState {
  const state: ClientState = {
    v: SNAPSHOT_VERSION,
    value: snapshot.value as ClientState['value'],
    context: snapshot.context,
  };
  live.set(state, snapshot);
  return state;
}

/** The state as stored: a field with the first value is absent. The text of the state is then half as long. */
export function packed(state: ClientState): { v: number } {
  const { context } = state;
  const slices = {} as Record<string, unknown>;
  for (const region of regionsAtFirst) {
    const slice = context[region];
    if (slice !== atFirst[region]) slices[region] = packedSlice(region, slice);
  }
  return { v: state.v, value: state.value, context: slices } as { v: number };
}

const atFirst = clientChart.config.context as unknown as ClientContext;
const regionsAtFirst = Object.keys(atFirst) as (keyof Regions)[];

type Packed<Slice> = { [Field in keyof Slice]: Slice[Field] | undefined };

/** Slices never change, and most outlive many commits. */
const packedSlices = new WeakMap<object, object>();

/** The slice with undefined, which JSON leaves out, for each first value. A copy that grows would take longer. */
export function packedSlice<Region extends keyof Regions>(
  region: Region,
  slice: ClientContext[Region],
): Packed<ClientContext[Region]> {
  const known = packedSlices.get(slice);
  if (known !== undefined) return known as Packed<ClientContext[Region]>;
  const first = atFirst[region] as unknown as Record<string, unknown>;
  const rest = { ...(slice as object) } as Record<string, unknown>;
  for (const name in rest) {
    if (rest[name] === first[name] || isEmptyList(rest[name])) rest[name] = undefined;
  }
  packedSlices.set(slice, rest);
  return rest as Packed<ClientContext[Region]>;
}

/** The first value of every list is the empty list. */
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/**
 * The whole state from the stored state, if this program can read it. A missing field has the first value.
 * @throws Error that names both versions and the fix, when another version of the program wrote it
 */
export function readable(stored: { v: number }): ClientState {
  if (stored.v === SNAPSHOT_VERSION) {
    const state = stored as ClientState;
    return { ...state, context: completed(state.context, clientChart) };
  }
  const fix =
    stored.v > SNAPSHOT_VERSION
      ? 'Run the version of Balcão that wrote it, or a newer one'
      : 'Run the version of Balcão that wrote it, or begin with an empty Redis';
  throw new Error(`Client state has version ${stored.v}, this program reads ${SNAPSHOT_VERSION}. ${fix}.`);
}
