import { or, setup, stateIn } from 'xstate';
import type { ClientContext, Regions } from './context.ts';
import type { Effect } from './effect.ts';
import { type BoardNumber, boardOf, type EpochMs, FIRST_BOARD, type MessageNumber } from '../ids.ts';
import type { ClientEvent, TimerEvent } from './event.ts';

/** The input from outside with every event. */
export type Given = {
  now: EpochMs;
  /** Reserved for a ticket that the event may open. */
  ticketNumber: number;
  /** The message that the event answers, edits or reacts to. Null: no message, or a message without a number. */
  subject: MessageNumber | null;
  settings: ChartSettings;
};

/** The part of a desk's settings that the chart depends on. */
export type ChartSettings = {
  /** Time after the close in which a ticket continues instead of a new ticket. Milliseconds. */
  reopenMs: number;
  /** The boards in service. */
  boards: readonly BoardNumber[];
};

/** The settings of a desk without changes. */
export const firstSettings: ChartSettings = { reopenMs: 30 * 60_000, boards: [FIRST_BOARD] };

/** A stored client without the region is revived. Raised by `step` alone, and no command carries the event. */
type Revived = { type: `${keyof Regions}.revived` };

/** The input of the chart in a step. */
export type Input = (ClientEvent | Revived) & Given;

/** The context after the earlier actions, and the event of the step. */
export type Args = { context: ClientContext; event: Input };

/** The set-up of every region: the single action that leaves the chart, and guards across regions. */
export const client = setup({
  types: { context: {} as ClientContext, events: {} as Input },
  actions: { effect: (_args, _effect: Effect | null) => {} },
  guards: {
    reachable: stateIn({ reach: 'reachable' }),
    banned: stateIn({ ticket: 'banned' }),
    erased: stateIn({ ticket: 'erased' }),
    /** No line about the client has a place: the client is banned, or has no thread. */
    unseen: or([stateIn({ ticket: 'banned' }), stateIn({ thread: 'none' })]),
    /** The agent writes in a thread that the client left for another board. */
    elsewhere: ({ context, event }) =>
      'by' in event && 'message' in event && boardOf(event.message) !== context.thread.board,
    deactivated: ({ context }) => context.reach.gone === 'deactivated',
    /** An edited message that is no command has words for the team. */
    saysSomething: ({ event }) => event.type === 'client.edited' && event.isCommand === undefined,
  },
});

/** A part of the chart with states and a slice of its own. */
export type Region<Slice = unknown> = {
  /** The first slice of a client. */
  atFirst: Slice;
  chart: RegionChart;
  /**
   * Actions for a stored client that lacks the region. The region begins in the first state without the entry actions,
   * and the next decision takes these actions.
   */
  onRevive?: RegionChart['entry'];
};

type RegionChart = ReturnType<typeof client.createStateConfig>;

/** An effect. `null`: nothing to do on this occasion. */
export const effect = (make: (args: Args) => Effect | null) => ({ type: 'effect' as const, params: make });

/** An effect of one kind of event; no effect on other events. */
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
        [region]: { ...(args.context[region] as object), ...make(args.context[region], args) },
      }),
    );

/** A timer that fires the event of its name after `delay` ms; `step` turns the delay into a time. */
export const setTimer = (type: TimerEvent['type'], delay: number | ((args: Args) => number)) =>
  client.raise({ type } as Input, { id: type, delay });

export const clearTimer = (type: TimerEvent['type']) => client.cancel(type);
