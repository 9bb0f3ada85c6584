import { boardOf, type BoardNumber, FIRST_BOARD } from '../../ids.ts';
import type { Actor } from '../event.ts';
import { type Args, changeIn, effect } from '../setup.ts';

/**
 * The move of a client to another board, as part of the region `thread`. A client has at most one post on a board.
 */

export type MoveSaying =
  | { key: 'refused-moved' | 'refused-here'; params: { board: { board: BoardNumber } } }
  | { key: 'note-moved'; params: { agent: Actor; board: { board: BoardNumber } } };

const change = changeIn('thread');

const openPost = effect(({ context }) => ({ kind: 'openPost', threadNumber: context.thread.threadNumber }));

/** A removed board sends the client to the first board. */
const targetOf = ({ event }: Args): BoardNumber => (event.type === 'agent.moved' ? event.board : FIRST_BOARD);
/** The client's post on the board of the move. */
const postThere = (args: Args) =>
  args.context.thread.elsewhere.find(({ post }) => boardOf(post) === targetOf(args));
const takeOver = change(({ threadNumber, board, post, root, elsewhere }, args) => {
  const others = elsewhere.filter(({ post: other }) => ![board, targetOf(args)].includes(boardOf(other)));
  const there = postThere(args);
  return {
    threadNumber: threadNumber + 1,
    board: targetOf(args),
    post: there?.post ?? null,
    root: there?.root ?? null,
    candidates: [],
    elsewhere: post === null ? others : [...others, { post, root }],
    failures: 0,
  };
});
const retireLeft = effect(({ context: { thread }, event }) =>
  thread.post === null || !event.settings.boards.includes(thread.board)
    ? null
    : { kind: 'retirePost', post: thread.post, isMoved: true },
);
const tellMove = effect(({ context: { thread, ticket }, event }) => ({
  kind: 'tellMove',
  from: thread.board,
  by: event.type === 'agent.moved' ? event.by : null,
  ticket: ticket.number,
  newest: ticket.messages,
  slot: 'moved',
  ahead: true,
}));
const noteMoved = effect(({ context: { thread }, event }) =>
  event.type !== 'agent.moved' || thread.root === null
    ? null
    : {
        kind: 'say',
        to: 'thread',
        text: { key: 'note-moved', params: { agent: event.by, board: { board: event.board } } },
        replyTo: thread.root,
      },
);
const removeMoveCommand = effect(({ event }) =>
  event.type === 'agent.moved' ? { kind: 'removeMessage', from: 'thread', message: event.message } : null,
);
const refuseMove = (key: 'refused-moved' | 'refused-here') =>
  effect(({ context: { thread }, event }) =>
    event.type === 'agent.moved'
      ? {
          kind: 'say',
          to: 'thread',
          text: { key, params: { board: { board: thread.board } } },
          replyTo: event.message,
        }
      : null,
  );
/** A copy of a post on another board was late. */
const findRootElsewhere = change(({ elsewhere }, { event }) => ({
  elsewhere: elsewhere.map((one) =>
    event.type === 'copy.arrived' && event.post === one.post ? { ...one, root: event.root } : one,
  ),
}));
/** The post of a thread that the client left before Telegram took the post. */
const keepElsewhere = change(({ elsewhere }, { event }) => ({
  elsewhere: event.type === 'post.sent' ? [...elsewhere, { post: event.post, root: null }] : elsewhere,
}));
const retireSent = effect(({ event }) =>
  event.type === 'post.sent' ? { kind: 'retirePost', post: event.post, isMoved: true } : null,
);

const isHere = ({ context, event }: Args): boolean =>
  event.type === 'agent.moved' && event.board === context.thread.board;
const hasThread = ({ context }: Args): boolean => context.thread.threadNumber > 0;
const isBoardGone = (args: Args): boolean =>
  hasThread(args) && !args.event.settings.boards.includes(args.context.thread.board);
const rootIsThere = (args: Args): boolean => (postThere(args)?.root ?? null) !== null;
const postIsThere = (args: Args): boolean => postThere(args) !== undefined;
const copyElsewhere = ({ context, event }: Args): boolean =>
  event.type === 'copy.arrived' &&
  context.thread.elsewhere.some(({ post, root }) => post === event.post && root === null);
/** A post without a place: the board of the post has no other post of the client. */
const sentElsewhere = ({ context: { thread }, event }: Args): boolean =>
  event.type === 'post.sent' &&
  event.threadNumber < thread.threadNumber &&
  boardOf(event.post) !== thread.board &&
  thread.elsewhere.every(({ post }) => boardOf(post) !== boardOf(event.post));

type Guard = (args: Args) => boolean;

/** Transitions to the other board. No board has two posts of a client. */
const moves = (guarded: (guard: Guard) => Guard) => {
  const left = [noteMoved, retireLeft, tellMove, removeMoveCommand, takeOver];
  return [
    { guard: guarded(rootIsThere), target: '.ready' as const, actions: left },
    {
      guard: guarded(postIsThere),
      target: '.opening.awaitingCopy' as const,
      actions: left,
    },
    {
      guard: guarded(hasThread),
      target: '.opening' as const,
      actions: [...left, openPost],
    },
  ];
};

/** In every state of the thread. */
export const onMove = {
  'agent.moved': [
    { guard: 'elsewhere' as const, actions: [refuseMove('refused-moved')] },
    { guard: isHere, actions: [refuseMove('refused-here')] },
    ...moves((guard) => guard),
  ],
  'client.wrote': moves((guard) => (args) => isBoardGone(args) && guard(args)),
  'copy.arrived': { guard: copyElsewhere, actions: [findRootElsewhere] },
  'post.sent': { guard: sentElsewhere, actions: [keepElsewhere, retireSent] },
};
