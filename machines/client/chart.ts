import { and, cancel, raise } from 'xstate';
import { desk } from './rules.ts';
import {
  alertCreated,
  alertResumed,
  alertThreadsFail,
  answer,
  editAtClient,
  editInThread,
  greet,
  greetUnlessGreeted,
  noteBanned,
  noteClosed,
  noteContinued,
  noteNewOrigin,
  noteOrigin,
  notePriority,
  noteReturned,
  noteUnbanned,
  noteUnreachable,
  openPost,
  reactAtClient,
  reactInThread,
  refuse,
  refuseEdit,
  relayEdited,
  relayToClient,
  relayToThread,
  removeCommand,
  retirePost,
  sayFarewell,
  tellRestart,
} from './sayings.ts';
import { COPY_LATE_MS, COPY_MISSING_MS, POST_DOUBT_MS, threadPauseMs } from './timeouts.ts';

/** What a client and the team do in every state that has a ticket running. */
const serving = {
  'client.wrote': { actions: [relayToThread] },
  'client.edited': { actions: [editInThread] },
  'client.reacted': { actions: [reactInThread] },
  'client.started': { actions: [greet, noteNewOrigin, 'rememberOrigin'] },
  'client.asked': { actions: [answer] },
  'agent.commented': [
    { guard: 'reachable', actions: [relayToClient] },
    { guard: 'deactivated', actions: [refuse('deactivated')] },
    { actions: [refuse('unreachable')] },
  ],
  'agent.edited': [
    { guard: 'reachable', actions: [editAtClient] },
    { actions: [refuseEdit('edit-unreachable')] },
  ],
  'agent.reacted': { guard: 'reachable', actions: [reactAtClient] },
  'agent.prioritized': [
    { guard: 'urgent', target: 'prioritized', actions: ['takeLevel', notePriority, removeCommand] },
    { target: 'open', actions: ['takeLevel', notePriority, removeCommand] },
  ],
  'agent.closed': [
    {
      guard: 'reachable',
      target: 'closed',
      actions: ['lowestLevel', sayFarewell, noteClosed, removeCommand],
    },
    { target: 'closed', actions: ['lowestLevel', noteClosed, removeCommand] },
  ],
  'agent.banned': { target: 'banned', actions: ['lowestLevel', noteBanned, removeCommand] },
} as const;

/** `/p` on a client without a ticket begins the next one. */
const beginsTicket = <A>(first: A[]) => [
  {
    guard: 'urgent' as const,
    target: 'prioritized' as const,
    actions: ['nextTicket' as const, 'takeLevel' as const, ...first, notePriority, removeCommand],
  },
  {
    target: 'open' as const,
    actions: ['nextTicket' as const, 'takeLevel' as const, ...first, notePriority, removeCommand],
  },
];

/** Any sign of life. What a banned client does is not shown to the team. */
const reachedAgain = [
  { guard: 'banned' as const, target: 'reachable' as const, actions: ['nextReach' as const] },
  { target: 'reachable' as const, actions: ['nextReach' as const, noteReturned] },
];

/**
 * One client of one desk. `lifecycle` is the service, `thread` where the team sees it, `reach` whether Telegram
 * still lets us write to the client. A pure value: times, ids and refusals arrive as events.
 */
export const clientChart = desk.createMachine({
  id: 'client',
  type: 'parallel',
  context: {
    level: 1,
    ticket: 0,
    greeted: false,
    origin: null,
    generation: 0,
    post: null,
    root: null,
    candidates: [],
    retired: null,
    failures: 0,
    reach: 0,
    gone: null,
  },
  states: {
    // First, so that the team reads of a return before what came with it.
    reach: {
      initial: 'reachable',
      states: {
        reachable: {
          on: {
            'client.blocked': [
              { guard: and(['ofThisReach', 'banned']), target: 'blocked', actions: ['rememberWhy'] },
              { guard: 'ofThisReach', target: 'blocked', actions: ['rememberWhy', noteUnreachable] },
            ],
          },
        },
        blocked: {
          on: {
            'client.returned': reachedAgain,
            'client.wrote': reachedAgain,
            'client.started': reachedAgain,
            'client.asked': reachedAgain,
          },
        },
      },
    },
    lifecycle: {
      initial: 'new',
      states: {
        new: {
          on: {
            'client.started': { actions: ['rememberGreeting', 'rememberOrigin', greet] },
            'client.asked': { actions: [answer] },
            'client.wrote': {
              target: 'open',
              actions: [
                'nextTicket',
                greetUnlessGreeted,
                'rememberGreeting',
                noteNewOrigin,
                noteOrigin,
                relayToThread,
                alertCreated,
              ],
            },
            // Of a message from before the desk's time, or of a command.
            'client.edited': {
              guard: 'saysSomething',
              target: 'open',
              actions: [
                'nextTicket',
                greetUnlessGreeted,
                'rememberGreeting',
                noteNewOrigin,
                noteOrigin,
                relayEdited,
                alertCreated,
              ],
            },
          },
        },
        open: { on: serving },
        prioritized: { on: serving },
        closed: {
          on: {
            'client.wrote': {
              target: 'open',
              actions: ['nextTicket', tellRestart, relayToThread, alertResumed],
            },
            'client.edited': { actions: [editInThread] },
            'client.reacted': { actions: [reactInThread] },
            'client.started': { actions: [greet] },
            'client.asked': { actions: [answer] },
            'agent.commented': serving['agent.commented'],
            'agent.edited': serving['agent.edited'],
            'agent.reacted': serving['agent.reacted'],
            'agent.prioritized': beginsTicket([]),
            'agent.closed': { actions: [refuse('closed-already')] },
            'agent.banned': { target: 'banned', actions: [noteBanned, removeCommand] },
          },
        },
        banned: {
          on: {
            'agent.commented': { actions: [refuse('banned')] },
            'agent.edited': { actions: [refuseEdit('edit-banned')] },
            'agent.prioritized': beginsTicket([noteUnbanned]),
            'agent.closed': { target: 'closed', actions: [noteUnbanned, removeCommand] },
            'agent.banned': { actions: [refuse('banned-already')] },
          },
        },
      },
    },
    thread: {
      initial: 'none',
      states: {
        none: {
          on: {
            'client.wrote': { target: 'opening', actions: ['nextThread', openPost] },
            'client.edited': { guard: 'saysSomething', target: 'opening', actions: ['nextThread', openPost] },
          },
        },
        opening: {
          initial: 'sending',
          states: {
            sending: {
              on: {
                'post.sent': [
                  { guard: 'candidateIsOwn', target: '#client.thread.ready', actions: ['join'] },
                  { guard: 'ofThisThread', target: 'copying', actions: ['takePost'] },
                ],
                'post.doubted': [
                  { guard: 'candidateStands', target: '#client.thread.ready', actions: ['join'] },
                  { guard: 'ofThisThread', target: 'doubtful' },
                ],
                'copy.arrived': { guard: 'newCopy', actions: ['takeCandidate'] },
              },
            },
            doubtful: {
              entry: [raise({ type: 'post.overdue' }, { id: 'post.overdue', delay: POST_DOUBT_MS })],
              exit: [cancel('post.overdue')],
              on: {
                'post.overdue': { target: 'sending', actions: [openPost] },
                'copy.arrived': { guard: 'newCopy', target: '#client.thread.ready', actions: ['join'] },
              },
            },
            copying: {
              entry: [raise({ type: 'copy.late' }, { id: 'copy.late', delay: COPY_LATE_MS })],
              exit: [cancel('copy.late')],
              on: {
                'copy.arrived': { guard: 'ownCopy', target: '#client.thread.ready', actions: ['join'] },
                'copy.late': { target: 'asking' },
              },
            },
            asking: {
              entry: [raise({ type: 'copy.missing' }, { id: 'copy.missing', delay: COPY_MISSING_MS })],
              exit: [cancel('copy.missing')],
              on: {
                'copy.arrived': { guard: 'ownCopy', target: '#client.thread.ready', actions: ['join'] },
                'copy.missing': { target: '#client.thread.lost' },
              },
            },
          },
          on: {
            'thread.lost': { guard: 'ofThisThread', target: 'lost' },
          },
        },
        ready: {
          on: {
            'thread.lost': { guard: 'ofThisThread', target: 'lost', actions: [noteContinued] },
            // Somebody has found the thread and used it: it is no failure.
            'agent.commented': { actions: ['settle'] },
            'agent.prioritized': { actions: ['settle'] },
            'agent.closed': { actions: ['settle'] },
            'agent.banned': { actions: ['settle'] },
          },
        },
        lost: {
          entry: [retirePost, 'nextThread', 'countFailure'],
          always: [
            { guard: 'hasty', target: 'opening', actions: [openPost] },
            { target: 'pausing', actions: [alertThreadsFail] },
          ],
        },
        pausing: {
          entry: [
            raise(
              { type: 'thread.due' },
              { id: 'thread.due', delay: ({ context }) => threadPauseMs(context.failures) },
            ),
          ],
          exit: [cancel('thread.due')],
          on: { 'thread.due': { target: 'opening', actions: [openPost] } },
        },
      },
    },
  },
});
