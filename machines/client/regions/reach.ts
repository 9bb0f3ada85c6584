import { and } from 'xstate';
import { type Args, changeIn, client, effect, effectOn, type Region } from '../setup.ts';

type ReachSlice = {
  /** Counts the times the client became reachable again. */
  reachEpoch: number;
  /** The reason why the client cannot be reached; null: the client can be reached. */
  gone: 'blocked' | 'deactivated' | null;
};

type ReachEvent =
  /** `reachEpoch` is the epoch of the refused call. Absent: Telegram itself reported the block. */
  | { type: 'client.blocked'; cause: 'blocked' | 'deactivated'; reachEpoch?: number }
  | { type: 'client.returned' };

declare module '../context.ts' {
  interface Regions {
    reach: {
      slice: ReachSlice;
      states: 'reachable' | 'blocked';
      event: ReachEvent;
      saying: { key: `note-client-${'blocked' | 'deactivated' | 'returned'}` };
    };
  }
}

const change = changeIn('reach');

const nextReach = change(({ reachEpoch }) => ({ reachEpoch: reachEpoch + 1, gone: null }));
const rememberCause = change(({ gone }, { event }) => ({
  gone: event.type === 'client.blocked' ? event.cause : gone,
}));

const noteUnreachable = effectOn('client.blocked', (event) => ({
  kind: 'say',
  to: 'thread',
  text: { key: `note-client-${event.cause}` },
}));
const noteReturned = effect(() => ({ kind: 'say', to: 'thread', text: { key: 'note-client-returned' } }));

/** The refusal belongs to the present epoch, or Telegram itself reported the block. */
const ofThisEpoch = ({ context, event }: Args): boolean =>
  event.type === 'client.blocked' &&
  (event.reachEpoch === undefined || event.reachEpoch === context.reach.reachEpoch);

/** Any sign of life. */
const reachedAgain = [
  { guard: 'unseen' as const, target: 'reachable' as const, actions: [nextReach] },
  { target: 'reachable' as const, actions: [nextReach, noteReturned] },
];

const chart = client.createStateConfig({
  initial: 'reachable',
  states: {
    reachable: {
      on: {
        'client.blocked': [
          { guard: and([ofThisEpoch, 'unseen']), target: 'blocked', actions: [rememberCause] },
          { guard: ofThisEpoch, target: 'blocked', actions: [rememberCause, noteUnreachable] },
        ],
      },
    },
    blocked: {
      on: {
        'client.returned': reachedAgain,
        'client.wrote': reachedAgain,
        'client.started': reachedAgain,
        'client.asked': reachedAgain,
        'client.erased': { target: 'reachable', actions: [nextReach] },
      },
    },
  },
});

/** Whether Telegram lets the bot write to the client. The region changes nothing in the ticket. */
export const reach: Region<ReachSlice> = { atFirst: { reachEpoch: 0, gone: null }, chart };
