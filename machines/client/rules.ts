import { assign, setup, stateIn } from 'xstate';
import type { ClientContext } from './context.ts';
import type { Effect } from './effect.ts';
import type { ClientEvent } from './event.ts';
import { isHasty } from './timeouts.ts';

/** More copies than this do not carry one client's id within the seconds a post takes, unless somebody forges them. */
const CANDIDATES = 3;

/** What the chart keeps in mind, by name, and what its answers depend on. */
export const desk = setup({
  types: { context: {} as ClientContext, events: {} as ClientEvent },
  actions: {
    effect: (_args, _effect: Effect | null) => {},
    nextTicket: assign({ ticket: ({ context }) => context.ticket + 1 }),
    lowestLevel: assign({ level: 1 }),
    takeLevel: assign({
      level: ({ context, event }) => (event.type === 'agent.prioritized' ? event.level : context.level),
    }),
    rememberGreeting: assign({ greeted: true }),
    rememberOrigin: assign({
      origin: ({ context, event }) =>
        event.type === 'client.started' && event.origin !== null ? event.origin : context.origin,
    }),
    nextThread: assign({
      generation: ({ context }) => context.generation + 1,
      post: null,
      root: null,
      candidates: [],
      retired: ({ context }) => context.post ?? context.retired,
    }),
    countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    settle: assign({ failures: 0 }),
    takePost: assign({ post: ({ event }) => (event.type === 'post.sent' ? event.post : null) }),
    takeCandidate: assign({
      candidates: ({ context, event }) =>
        event.type === 'copy.arrived'
          ? [...context.candidates, { post: event.post, root: event.root }].slice(-CANDIDATES)
          : context.candidates,
    }),
    join: assign(({ context, event }) => {
      const copy =
        event.type === 'copy.arrived'
          ? event
          : context.candidates.findLast(({ post }) => event.type !== 'post.sent' || post === event.post);
      return copy === undefined ? {} : { post: copy.post, root: copy.root, candidates: [] };
    }),
    nextReach: assign({ reach: ({ context }) => context.reach + 1, gone: null }),
    rememberWhy: assign({
      gone: ({ context, event }) => (event.type === 'client.blocked' ? event.cause : context.gone),
    }),
  },
  guards: {
    reachable: stateIn({ reach: 'reachable' }),
    banned: stateIn({ lifecycle: 'banned' }),
    urgent: ({ event }) => event.type === 'agent.prioritized' && event.level > 1,
    saysSomething: ({ event }) => event.type === 'client.edited' && event.isCommand === undefined,
    ofThisThread: ({ context, event }) => 'generation' in event && event.generation === context.generation,
    ofThisReach: ({ context, event }) =>
      event.type === 'client.blocked' && (event.reach === undefined || event.reach === context.reach),
    /** Ids of a channel only grow. */
    newCopy: ({ context, event }) =>
      event.type === 'copy.arrived' && (context.retired === null || event.post > context.retired),
    hasty: ({ context }) => isHasty(context.failures),
    deactivated: ({ context }) => context.gone === 'deactivated',
    ownCopy: ({ context, event }) => event.type === 'copy.arrived' && event.post === context.post,
    candidateIsOwn: ({ context, event }) =>
      event.type === 'post.sent' &&
      event.generation === context.generation &&
      context.candidates.some(({ post }) => post === event.post),
    candidateStands: ({ context, event }) =>
      event.type === 'post.doubted' &&
      event.generation === context.generation &&
      context.candidates.length > 0,
  },
});
