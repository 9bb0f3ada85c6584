import { and, not } from 'xstate';
import {
  type BoardNumber,
  boardOf,
  FIRST_BOARD,
  type PostId,
  type ThreadMessageId,
  type MessageNumber,
} from '../../ids.ts';
import type { Actor } from '../event.ts';
import { onMove, type MoveSaying } from './thread-move.ts';
import { type Args, changeIn, clearTimer, client, effect, setTimer, type Region } from '../setup.ts';
import { COPY_LATE_MS, COPY_MISSING_MS, isHasty, POST_UNCONFIRMED_MS, threadPauseMs } from '../timeouts.ts';

type ThreadSlice = {
  /** Counts the client's threads: 1 is the first. */
  threadNumber: number;
  /** The board on which the thread stands or opens. */
  board: BoardNumber;
  post: PostId | null;
  root: ThreadMessageId | null;
  /** The last copies with the client's id that arrived before the number of the post. */
  candidates: { post: PostId; root: ThreadMessageId }[];
  /** Posts of the client on the other boards, at most one for each. */
  elsewhere: { post: PostId; root: ThreadMessageId | null }[];
  /** The newest replaced post; a copy of the post is ignored. */
  retired: PostId | null;
  /** Threads in a row that were lost before the team used them. */
  failures: number;
  /** Number of times the client was erased. A thread from before the last erasing is no longer served. */
  erasings: number;
};

type ThreadState =
  | 'none'
  | 'ready'
  | 'backingOff'
  | { opening: 'sending' | 'unconfirmed' | 'awaitingCopy' | 'requestingCopy' };

/** `threadNumber` counts the client's threads, so the outcome of a replaced thread changes nothing. */
type ThreadEvent =
  | { type: 'post.sent'; threadNumber: number; post: PostId }
  /** The answer was lost: Telegram may or may not have taken the post. */
  | { type: 'post.unconfirmed'; threadNumber: number }
  | { type: 'copy.arrived'; post: PostId; root: ThreadMessageId }
  | { type: 'thread.lost'; threadNumber: number };

type ThreadEffect =
  /** Create the client's post. The automatic copy becomes the root of thread number `threadNumber`. */
  | { kind: 'openPost'; threadNumber: number }
  /** Grey out and unpin the post of a replaced thread. `isMoved`: the client is at another board. */
  | { kind: 'retirePost'; post: PostId; isMoved?: true }
  /** Take the client's name and id out of a post, and unpin the post. */
  | { kind: 'erasePost'; post: PostId }
  /** Says in the new thread who moved the client, and what was said last. `newest`: the last number of a message. */
  | {
      kind: 'tellMove';
      from: BoardNumber;
      by: Actor | null;
      ticket: number;
      newest: MessageNumber;
      slot: string;
      ahead: true;
    }
  | { kind: 'removeMessage'; from: 'thread'; message: ThreadMessageId }
  /** Threads do not open, or are deleted again and again: a trouble of the whole desk. */
  | { kind: 'alertThreadsFail' };

declare module '../context.ts' {
  interface Regions {
    thread: {
      slice: ThreadSlice;
      states: ThreadState;
      event: ThreadEvent;
      effect: ThreadEffect;
      saying: { key: 'note-thread-continued' } | MoveSaying;
      timer: 'post.overdue' | 'copy.late' | 'copy.missing' | 'thread.due';
    };
  }
}

const change = changeIn('thread');

const atFirst: ThreadSlice = {
  threadNumber: 0,
  board: FIRST_BOARD,
  post: null,
  root: null,
  candidates: [],
  elsewhere: [],
  retired: null,
  failures: 0,
  erasings: 0,
};

/** In the seconds that a post takes, more copies with the client's id are forged. */
const CANDIDATES = 3;

/** The numbers go on, so that outcomes of erased threads change nothing. */
const forgetThread = change(({ threadNumber, post, retired, erasings }) => ({
  ...atFirst,
  threadNumber,
  retired: post ?? retired,
  erasings: erasings + 1,
}));
const nextThread = change(({ threadNumber, post, retired }) => ({
  threadNumber: threadNumber + 1,
  post: null,
  root: null,
  candidates: [],
  retired: post ?? retired,
}));
const countFailure = change(({ failures }) => ({ failures: failures + 1 }));
/** The team found and used the thread: no failure. */
const forgetFailures = change(() => ({ failures: 0 }));
const takePost = change((_thread, { event }) => ({
  post: event.type === 'post.sent' ? event.post : null,
}));
const takeCandidate = change(({ candidates }, { event }) => ({
  candidates:
    event.type === 'copy.arrived'
      ? [...candidates, { post: event.post, root: event.root }].slice(-CANDIDATES)
      : candidates,
}));
const join = change(({ candidates }, { event }) => {
  const copy =
    event.type === 'copy.arrived'
      ? event
      : candidates.findLast(({ post }) => event.type !== 'post.sent' || post === event.post);
  return copy === undefined ? {} : { post: copy.post, root: copy.root, candidates: [] };
});

const openPost = effect(({ context }) => ({ kind: 'openPost', threadNumber: context.thread.threadNumber }));
const retirePost = effect(({ context: { thread } }) =>
  thread.post === null ? null : { kind: 'retirePost', post: thread.post },
);
/** The post was under way while the client was erased. The client may be back. */
const eraseLatePost = effect(({ event }) =>
  event.type === 'copy.arrived' ? { kind: 'erasePost', post: event.post } : null,
);
const eraseEach = (posts: (args: Args) => PostId[]) =>
  Array.from({ length: CANDIDATES }, (_, index) =>
    effect((args) => {
      const post = posts(args)[index];
      return post === undefined ? null : { kind: 'erasePost', post };
    }),
  );
/** A copy came before the number of the post, and the number never comes. */
const eraseCandidates = eraseEach(({ context }) => context.thread.candidates.map(({ post }) => post));
/** Candidates from before the erasing of a returned client. */
const eraseLateCandidates = eraseEach(({ context: { thread }, event }) => {
  const own = event.type === 'post.sent' ? event.post : thread.candidates.at(-1)?.post;
  return thread.erasings === 0 ? [] : thread.candidates.flatMap(({ post }) => (post === own ? [] : [post]));
});
const noteContinued = effect(() => ({
  kind: 'say',
  to: 'thread',
  text: { key: 'note-thread-continued' },
  slot: 'continued',
  ahead: true,
}));
const alertThreadsFail = effect(() => ({ kind: 'alertThreadsFail' }));

const ofThisThread = ({ context, event }: Args): boolean =>
  'threadNumber' in event && event.threadNumber === context.thread.threadNumber;
/** Ids of a channel only grow. */
const isNewer = (post: PostId, retired: PostId | null): boolean =>
  retired === null || boardOf(retired) !== boardOf(post) || post > retired;
const newCopy = ({ context: { thread }, event }: Args): boolean =>
  event.type === 'copy.arrived' &&
  boardOf(event.post) === thread.board &&
  isNewer(event.post, thread.retired);
const ownCopy = ({ context, event }: Args): boolean =>
  event.type === 'copy.arrived' && event.post === context.thread.post;
const candidateIsOwn = (args: Args): boolean =>
  args.event.type === 'post.sent' &&
  ofThisThread(args) &&
  args.context.thread.candidates.some(({ post }) => 'post' in args.event && post === args.event.post);
const candidateStands = (args: Args): boolean =>
  args.event.type === 'post.unconfirmed' && ofThisThread(args) && args.context.thread.candidates.length > 0;
const isLateCopy = ({ context: { thread }, event }: Args): boolean =>
  event.type === 'copy.arrived' &&
  thread.erasings > 0 &&
  event.post !== thread.post &&
  isNewer(event.post, thread.retired);
const hasty = ({ context }: Args): boolean => isHasty(context.thread.failures);

const erased = {
  'client.erased': { target: '#client.thread.none', actions: [...eraseCandidates, forgetThread] },
} as const;
const lateCopy = { guard: isLateCopy, actions: [eraseLatePost] } as const;

const chart = client.createStateConfig({
  initial: 'none',
  on: onMove,
  states: {
    none: {
      on: {
        // Without a thread there is nothing to move.
        'agent.moved': {},
        'client.wrote': { target: 'opening', actions: [nextThread, openPost] },
        'client.edited': {
          guard: and([not('erased'), 'saysSomething']),
          target: 'opening',
          actions: [nextThread, openPost],
        },
        'client.erased': { guard: not('erased'), actions: [forgetThread] },
        'copy.arrived': lateCopy,
      },
    },
    opening: {
      initial: 'sending',
      states: {
        sending: {
          on: {
            'post.sent': [
              {
                guard: candidateIsOwn,
                target: '#client.thread.ready',
                actions: [...eraseLateCandidates, join],
              },
              { guard: ofThisThread, target: 'awaitingCopy', actions: [...eraseLateCandidates, takePost] },
            ],
            'post.unconfirmed': [
              {
                guard: candidateStands,
                target: '#client.thread.ready',
                actions: [...eraseLateCandidates, join],
              },
              { guard: ofThisThread, target: 'unconfirmed' },
            ],
            'copy.arrived': { guard: newCopy, actions: [takeCandidate] },
          },
        },
        unconfirmed: {
          entry: [setTimer('post.overdue', POST_UNCONFIRMED_MS)],
          exit: [clearTimer('post.overdue')],
          on: {
            'post.overdue': { target: 'sending', actions: [openPost] },
            'copy.arrived': { guard: newCopy, target: '#client.thread.ready', actions: [join] },
          },
        },
        awaitingCopy: {
          entry: [setTimer('copy.late', COPY_LATE_MS)],
          exit: [clearTimer('copy.late')],
          on: {
            'copy.arrived': [{ guard: ownCopy, target: '#client.thread.ready', actions: [join] }, lateCopy],
            'copy.late': { target: 'requestingCopy' },
          },
        },
        requestingCopy: {
          entry: [setTimer('copy.missing', COPY_MISSING_MS)],
          exit: [clearTimer('copy.missing')],
          on: {
            'copy.arrived': [{ guard: ownCopy, target: '#client.thread.ready', actions: [join] }, lateCopy],
            'copy.missing': { target: '#client.thread.lost' },
          },
        },
      },
      on: {
        ...erased,
        'thread.lost': { guard: ofThisThread, target: 'lost' },
      },
    },
    ready: {
      on: {
        ...erased,
        'copy.arrived': lateCopy,
        'thread.lost': { guard: ofThisThread, target: 'lost', actions: [noteContinued] },
        'agent.commented': { actions: [forgetFailures] },
        'agent.noted': { actions: [forgetFailures] },
        'agent.prioritized': { actions: [forgetFailures] },
        'agent.closed': { actions: [forgetFailures] },
        'agent.banned': { actions: [forgetFailures] },
      },
    },
    lost: {
      entry: [retirePost, nextThread, countFailure],
      always: [
        { guard: hasty, target: 'opening', actions: [openPost] },
        { target: 'backingOff', actions: [alertThreadsFail] },
      ],
    },
    backingOff: {
      entry: [setTimer('thread.due', ({ context }) => threadPauseMs(context.thread.failures))],
      exit: [clearTimer('thread.due')],
      on: { ...erased, 'copy.arrived': lateCopy, 'thread.due': { target: 'opening', actions: [openPost] } },
    },
  },
});

/**
 * The client's place for the team: the post in the channel, and the thread under the copy of the post.
 *
 * I1 A post never exists twice: after a lost answer the post is sent again only after the copy had time to arrive.
 * I2 An outcome that names another thread number changes nothing.
 */
export const thread: Region<ThreadSlice> = { atFirst, chart };
