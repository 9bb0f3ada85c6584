import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../machines/client/fact.ts';
import { postFace } from '../../../machines/client/post-text.ts';
import type { MessageNumber } from '../../../machines/ids.ts';
import { relayed, START } from './expected-effects.ts';
import { aClient, given, type ThreadState } from './given.ts';
import {
  agentBanned,
  agentClosed,
  agentCommented,
  agentEdited,
  agentPrioritized,
  agentReacted,
  agentStrayed,
  clientAsked,
  clientBlocked,
  clientEdited,
  clientErased,
  clientReacted,
  clientReturned,
  clientStarted,
  clientWrote,
  COMMENT,
  copyArrived,
  copyLate,
  MESSAGE,
  POST,
  postUnconfirmed,
  postId,
  postOverdue,
  postSent,
  ROOT,
  text,
  threadId,
  threadLost,
} from './happenings.ts';

const threads: ThreadState[] = [
  'sending',
  'unconfirmed',
  'awaitingCopy',
  'requestingCopy',
  'ready',
  'backingOff',
];
const tickets = ['open', 'prioritized', 'closed', 'banned'] as const;

describe('a client who is erased', () => {
  test.each(tickets)('in the ticket %s keeps no ticket, and asks to forget the rest', (ticket) => {
    const { next } = { next: aClient({ ticket, origin: 'instagram' }) };
    given(next)
      .when(clientErased)
      .thenTicket('erased')
      .thenThread('none')
      .thenContext({
        ticket: { number: 0, origin: null, closedBy: null, greeted: false, messages: 1 as MessageNumber },
        thread: { threadNumber: 1, post: null, root: null, retired: POST, erasings: 1 },
      })
      .thenEffects([{ kind: 'forgetClient', erasings: 1, messages: 1 as MessageNumber, ticket: 1 }]);
  });

  test.each(threads)('while the thread is %s has no thread and no timer', (thread) => {
    const before = aClient({ thread });
    const { state } = given(before).when(clientErased).thenThread('none');
    // A timer that was set is cleared; the outcomes of the old thread mean nothing.
    for (const event of [postSent(), threadLost(), postOverdue]) given(state).when(event).thenNothing();
  });

  test('having blocked the bot is reachable again, in silence', () => {
    given(aClient({ reach: 'blocked' }))
      .when(clientErased)
      .thenReach('reachable')
      .thenContext({ reach: { reachEpoch: 1, gone: null } })
      .thenEffects([{ kind: 'forgetClient', erasings: 1, messages: 1 as MessageNumber, ticket: 1 }]);
  });

  test('is one fact, with the ticket that was open', () => {
    const open = aClient();
    const closed = aClient({ ticket: 'closed' });
    const banned = aClient({ ticket: 'banned' });
    const after = (before: typeof open) => given(before).when(clientErased).state;
    expect(factsOf(open, clientErased, after(open), null)).toEqual([{ type: 'client.erased', ticket: 1 }]);
    expect(factsOf(closed, clientErased, after(closed), null)).toEqual([
      { type: 'client.erased', ticket: null },
    ]);
    expect(factsOf(banned, clientErased, after(banned), null)).toEqual([
      { type: 'client.erased', ticket: null },
    ]);
  });
});

describe('an erased client', () => {
  const erased = () => given(aClient()).when(clientErased).state;

  test('who writes is new: the next post, the greeting, the first ticket', () => {
    given(erased())
      .when(clientWrote())
      .thenEffects([
        { kind: 'openPost', threadNumber: 2 },
        START,
        relayed(),
        { kind: 'alertAdmins', why: 'created' },
      ])
      .thenTicket('open')
      .thenTicketNumber(1)
      .thenThread('sending');
  });

  test('who presses /start or asks is new, and waits for the first message', () => {
    given(erased()).when(clientStarted('site')).thenEffects([START]).thenTicket('new');
    given(erased())
      .when(clientAsked('terms'))
      .thenEffects([{ kind: 'say', to: 'client', text: { key: 'terms' } }])
      .thenTicket('new');
  });

  test.each([
    clientEdited(),
    clientReacted(),
    clientReturned,
    clientErased,
    agentCommented(),
    agentEdited(),
    agentReacted(),
    agentPrioritized(2),
    agentClosed(),
    agentBanned,
    copyArrived(POST, ROOT),
  ])('$type changes nothing', (event) => {
    given(erased()).when(event).thenNothing();
  });

  test('who blocks the bot and comes back is reported to nobody', () => {
    given(erased()).when(clientBlocked()).thenEffects([]).when(clientStarted()).thenEffects([START]);
  });

  test('has a post that was under way: the post loses the name', () => {
    given(erased())
      .when(copyArrived(postId(8), threadId(32)))
      .thenEffects([{ kind: 'erasePost', post: postId(8) }])
      .thenTicket('erased');
  });

  test('has no face', () => {
    const face = postFace(erased(), { firstName: '700', lastName: null, username: null });
    expect(face).toMatchObject({ glyph: '⬜️', ticket: 0, pinned: false });
  });
});

describe('a post that was under way loses the name, also when the client is back and the new post', () => {
  const late = copyArrived(postId(8), threadId(32));
  const own = postSent(2, postId(9));
  const ownCopy = copyArrived(postId(9), threadId(33));
  const erasure = { kind: 'erasePost', post: postId(8) } as const;
  const back = () =>
    given(aClient({ thread: 'sending' }))
      .when(clientErased)
      .when(clientWrote()).state;

  test('is under way', () => {
    given(back()).when(late).thenEffects([]).when(own).thenEffects([erasure]).thenThread('awaitingCopy');
    given(back())
      .when(late)
      .when(ownCopy)
      .thenEffects([])
      .when(own)
      .thenEffects([erasure])
      .thenThread('ready');
    given(back())
      .when(late)
      .when(ownCopy)
      .when(postUnconfirmed(2))
      .thenEffects([erasure])
      .thenContext({ thread: { post: postId(9) } });
  });

  test('is not known yet, and the copy came before the erasing', () => {
    const { state } = given(aClient({ thread: 'sending' })).when(late);
    given(state)
      .when(clientErased)
      .thenEffects([erasure, { kind: 'forgetClient', erasings: 1, messages: 1 as MessageNumber, ticket: 1 }]);
  });

  test('awaits the copy', () => {
    given(back()).when(own).when(late).thenEffects([erasure]).thenThread('awaitingCopy');
    given(back()).when(own).when(copyLate).when(late).thenEffects([erasure]).thenThread('requestingCopy');
  });

  test('stands', () => {
    given(back()).when(own).when(ownCopy).when(late).thenEffects([erasure]).thenThread('ready');
  });

  test('but no post of a client who was never erased does', () => {
    given(aClient())
      .when(copyArrived(postId(80), threadId(32)))
      .thenNothing();
  });
});

describe('a comment in an erased thread is refused', () => {
  const returned = () => given(aClient({ ticket: 'erased' })).when(clientWrote()).state;

  test.each([aClient({ ticket: 'erased' }), returned(), aClient({ ticket: 'banned' })])(
    'whatever became of the client',
    (state) => {
      const say = { kind: 'say', to: 'thread', replyTo: COMMENT, inOldThread: true } as const;
      given(state)
        .when(agentStrayed())
        .thenEffects([{ ...say, text: { key: 'refused-erased' }, undelivered: true }])
        .thenTicket(state.value.ticket);
      given(state)
        .when(agentStrayed(true))
        .thenEffects([{ ...say, text: { key: 'refused-edit-erased' } }]);
    },
  );

  test('once for an album', () => {
    given(returned())
      .when(agentStrayed(false, 'album'))
      .thenEffects([
        {
          kind: 'say',
          to: 'thread',
          text: { key: 'refused-erased' },
          replyTo: COMMENT,
          inOldThread: true,
          undelivered: true,
          once: 'album',
        },
      ]);
  });
});

test('an edit of an erased message is relayed once the person is back', () => {
  given(aClient({ ticket: 'erased' }))
    .when(clientStarted())
    .when(clientEdited())
    .thenEffects([
      { kind: 'openPost', threadNumber: 2 },
      { kind: 'relayToThread', from: MESSAGE, content: text('olá') },
      { kind: 'alertAdmins', why: 'created' },
    ])
    .thenTicket('open');
});
