import { type AnyActorScope, createActor, initialTransition, type SnapshotFrom } from 'xstate';
import type { EpochMs } from '../ids.ts';
import { type ClientChart, clientChart } from './chart.ts';
import type { Effect } from './effect.ts';
import type { ClientEvent, TimerEvent } from './event.ts';
import type { Given, Input } from './setup.ts';
import { type ClientState, missingRegions, revive, store } from './snapshot.ts';

export type TimerName = TimerEvent['type'];

export type Step = {
  next: ClientState;
  effects: Effect[];
  /** Timers to set or, with null, to clear. The due time is absolute; the event comes back with its fields. */
  timers: Partial<Record<TimerName, { due: EpochMs; event: TimerEvent } | null>>;
  /** False: in the present state the chart has no answer to the event; nothing changed. */
  accepted: boolean;
};

type Raised = { id: TimerName; delay: number; event: TimerEvent };

export const newClient = (): ClientState => store(initialTransition(clientChart)[0]);

/**
 * The answer of a client's chart to one event. Pure: `given.now` is the only clock.
 *
 * Timers leave as absolute due times, because XState's own do not survive a restart (statelyai/xstate#5331).
 *
 * @throws every error of a guard or an assign: a defect of the chart; the state is untouched.
 */
export function step(
  state: ClientState,
  event: ClientEvent,
  given: Given,
  chart: ClientChart = clientChart,
): Step {
  const taken: Step = { next: state, effects: [], timers: {}, accepted: false };
  let snapshot = revive(state, chart);
  const take = (input: Input): boolean => {
    const before = snapshot;
    let actions = 0;
    const scope: AnyActorScope = {
      ...scopeOf(chart),
      // In order: a step may set a timer and clear the timer again.
      actionExecutor: (action) => {
        actions += 1;
        collect(taken, action, given.now);
      },
    };
    snapshot = chart.transition(before, input, scope);
    return snapshot !== before || actions > 0;
  };
  for (const region of missingRegions(state, chart)) take({ type: `${region}.revived`, ...given });
  const accepted = take({ ...event, ...given });
  return { ...taken, next: store(snapshot), accepted };
}

const scopes = new WeakMap<ClientChart, AnyActorScope>();

/**
 * The actor that XState requires for a step, never started. XState's own `transition` makes a new actor for each step,
 * which takes as long as the step itself. The chart spawns no actors, so one actor serves all steps.
 */
function scopeOf(chart: ClientChart): AnyActorScope {
  const known = scopes.get(chart);
  if (known !== undefined) return known;
  const self = createActor(chart);
  const nothing = (): void => {};
  const made: AnyActorScope = {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: nothing,
  };
  scopes.set(chart, made);
  return made;
}

function collect({ effects, timers }: Step, action: { type: string; params: unknown }, now: EpochMs): void {
  switch (action.type) {
    case 'effect': {
      const effect = action.params as Effect | null;
      if (effect !== null) effects.push(effect);
      break;
    }
    case 'xstate.raise': {
      const { id, delay, event } = action.params as Raised;
      timers[id] = { due: (now + delay) as EpochMs, event };
      break;
    }
    case 'xstate.cancel':
      timers[(action.params as { sendId: TimerName }).sendId] = null;
      break;
    default:
      throw new Error(`The client chart must not use ${action.type}: only effects and timers leave it`);
  }
}

/** The events with a possible answer now, for `inspect`. An answer that depends on the content counts. */
export function possibleEvents(state: ClientState): ClientEvent['type'][] {
  const snapshot: SnapshotFrom<typeof clientChart> = revive(state);
  const names = snapshot._nodes.flatMap((node) => node.ownEvents as ClientEvent['type'][]);
  return [...new Set(names)].filter((name) => !name.endsWith('.revived')).sort();
}
