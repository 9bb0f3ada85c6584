import { setup, stateIn } from 'xstate';
import type { ClientContext } from './context.ts';
import type { Effect } from './effect.ts';
import type { ClientEvent } from './event.ts';

/** The context as the actions before have left it, and the event of the step. */
export type Args = { context: ClientContext; event: ClientEvent };

/** What every region is written with: the one action that leaves the chart, and guards that look across regions. */
export const client = setup({
  types: { context: {} as ClientContext, events: {} as ClientEvent },
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
  make: (event: Extract<ClientEvent, { type: T }>, context: ClientContext) => Effect | null,
) =>
  effect(({ context, event }) =>
    event.type === type ? make(event as Extract<ClientEvent, { type: T }>, context) : null,
  );

/** A change of one region's slice of the context; the other slices stay. */
export const change = <R extends keyof ClientContext>(
  region: R,
  make: (slice: ClientContext[R], args: Args) => Partial<ClientContext[R]>,
) =>
  client.assign(
    (args): Partial<ClientContext> => ({
      [region]: { ...args.context[region], ...make(args.context[region], args) },
    }),
  );
