import { setup, stateIn } from 'xstate';
import type { ClientContext } from './context.ts';
import type { Effect } from './effect.ts';
import type { EpochMs } from '../ids.ts';
import type { ClientEvent, TimerEvent } from './event.ts';

/** What comes from outside with every event. */
export type Given = {
  now: EpochMs;
  /** Reserved for a ticket that this event may open. */
  ticketNumber: number;
  settings: ChartSettings;
};

/** The part of a desk's settings that the chart depends on. */
export type ChartSettings = {
  /** For this long after its close a ticket is the same one when it goes on. Milliseconds. */
  reopenMs: number;
};

/** The settings of a desk that has changed none. */
export const firstSettings: ChartSettings = { reopenMs: 30 * 60_000 };

/** The context as the actions before have left it, and the event of the step. */
export type Args = { context: ClientContext; event: ClientEvent & Given };

/** What every region is written with: the one action that leaves the chart, and guards that look across regions. */
export const client = setup({
  types: { context: {} as ClientContext, events: {} as ClientEvent & Given },
  actions: { effect: (_args, _effect: Effect | null) => {} },
  guards: {
    reachable: stateIn({ reach: 'reachable' }),
    banned: stateIn({ ticket: 'banned' }),
    deactivated: ({ context }) => context.reach.gone === 'deactivated',
    /** An edited message that was no command: the client said something. */
    saysSomething: ({ event }) => event.type === 'client.edited' && event.isCommand === undefined,
  },
});

/** An effect. `null`: nothing to do on this occasion. */
export const effect = (make: (args: Args) => Effect | null) => ({ type: 'effect' as const, params: make });

/** An effect of one kind of event; nothing on any other. */
export const effectOn = <T extends ClientEvent['type']>(
  type: T,
  make: (event: Extract<ClientEvent, { type: T }> & Given, context: ClientContext) => Effect | null,
) =>
  effect(({ context, event }) =>
    event.type === type ? make(event as Extract<ClientEvent, { type: T }> & Given, context) : null,
  );

/** A change of one region's slice of the context; the other slices stay. */
export const changeIn =
  <R extends keyof ClientContext>(region: R) =>
  (make: (slice: ClientContext[R], args: Args) => Partial<ClientContext[R]>) =>
    client.assign(
      (args): Partial<ClientContext> => ({
        [region]: { ...args.context[region], ...make(args.context[region], args) },
      }),
    );

/** A timer that fires the event of its name after `delay` ms; `step` turns the delay into a time. */
export const setTimer = (type: TimerEvent['type'], delay: number | ((args: Args) => number)) =>
  client.raise({ type } as ClientEvent & Given, { id: type, delay });

export const clearTimer = (type: TimerEvent['type']) => client.cancel(type);
