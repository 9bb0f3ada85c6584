import { initialTransition, type SnapshotFrom, transition } from 'xstate';
import type { EpochMs } from '../ids.ts';
import { clientChart } from './chart.ts';
import type { Effect } from './effect.ts';
import type { ClientEvent, TimerEvent } from './event.ts';
import type { Given } from './setup.ts';
import { type ClientState, revive, store } from './snapshot.ts';

export type TimerName = TimerEvent['type'];

export type Step = {
  next: ClientState;
  effects: Effect[];
  /** Timers to set (absolute) or, with null, to clear. */
  timers: Partial<Record<TimerName, EpochMs | null>>;
  /** False: in the present state the chart has no answer to the event; nothing changed. */
  accepted: boolean;
};

export const newClient = (): ClientState => store(initialTransition(clientChart)[0]);

/**
 * The answer of a client's chart to one event. Pure: `given.now` is the only clock.
 *
 * Timers leave as absolute due times, because XState's own do not survive a restart (statelyai/xstate#5331).
 *
 * @throws every error of a guard or an assign: a defect of the chart; the state is untouched.
 */
export function step(state: ClientState, event: ClientEvent, given: Given): Step {
  const before = revive(state);
  const [after, actions] = transition(clientChart, before, { ...event, ...given });
  const effects: Effect[] = [];
  const timers: Step['timers'] = {};
  // In order: a step may set a timer and clear the timer again.
  for (const action of actions) {
    switch (action.type as string) {
      case 'effect': {
        const effect = action.params as Effect | null;
        if (effect !== null) effects.push(effect);
        break;
      }
      case 'xstate.raise': {
        const { id, delay } = action.params as unknown as { id: TimerName; delay: number };
        timers[id] = (given.now + delay) as EpochMs;
        break;
      }
      case 'xstate.cancel':
        timers[(action.params as unknown as { sendId: TimerName }).sendId] = null;
        break;
      default:
        throw new Error(`The client chart must not use ${action.type}: only effects and timers leave it`);
    }
  }
  return { next: store(after), effects, timers, accepted: after !== before || actions.length > 0 };
}

/** The events with a possible answer now, for `inspect`. An answer that depends on the content counts. */
export function possibleEvents(state: ClientState): ClientEvent['type'][] {
  const snapshot: SnapshotFrom<typeof clientChart> = revive(state);
  const names = snapshot._nodes.flatMap((node) => node.ownEvents as ClientEvent['type'][]);
  return [...new Set(names)].sort();
}
