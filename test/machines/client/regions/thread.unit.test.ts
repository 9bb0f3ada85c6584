import { describe, expect, test } from 'vitest';
import { POST_UNCONFIRMED_MS } from '../../../../machines/client/timeouts.ts';
import type { Effect } from '../../../../machines/client/effect.ts';
import type { ClientState } from '../../../../machines/client/snapshot.ts';
import { aClient, given, type ThreadState } from '../given.ts';
import {
  agentBanned,
  agentClosed,
  clientWrote,
  copyArrived,
  later,
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
} from '../happenings.ts';

/** A foreign post in the channel, and the copy. */
const FOREIGN = copyArrived(postId(99), threadId(199));
const openPost = (threadNumber: number): Effect => ({ kind: 'openPost', threadNumber });
const CONTINUED: Effect = {
  kind: 'say',
  to: 'thread',
  text: { key: 'note-thread-continued' },
  slot: 'continued',
  ahead: true,
};
const RETIRED: Effect = { kind: 'retirePost', post: POST };

const inThread = (thread: ThreadState): ClientState => aClient({ thread });
const COPY_TIMER = 'post.overdue';

describe('a thread opens', () => {
  test('when Telegram takes the post and then copies it', () => {
    given(inThread('sending'))
      .when(postSent())
      .thenEffects([])
      .thenThread('awaitingCopy')
      .thenContext({ thread: { post: POST, root: null } })
      .when(copyArrived())
      .thenEffects([])
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT, candidates: [] } });
  });

  test('when the copy overtakes the answer that says the post is taken', () => {
    given(inThread('sending'))
      .when(copyArrived())
      .thenEffects([])
      .thenThread('sending')
      .thenContext({ thread: { post: null, root: null } })
      .when(postSent())
      .thenEffects([])
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT, candidates: [] } });
  });

  test('once: what the client writes meanwhile asks for no second post', () => {
    for (const thread of ['sending', 'unconfirmed', 'awaitingCopy', 'ready'] as const) {
      given(inThread(thread))
        .when(clientWrote())
        .thenEffects([{ kind: 'relayToThread', from: MESSAGE, content: text('oi') }])
        .thenThread(thread)
        .thenContext({ thread: { threadNumber: 1 } });
    }
  });

  test('also when the client was closed or banned before it was ready', () => {
    for (const end of [agentClosed(), agentBanned]) {
      given(inThread('sending')).when(end).when(postSent()).when(copyArrived()).thenThread('ready');
    }
  });

  test('for good: a copy that comes twice changes nothing', () => {
    given(inThread('ready')).when(copyArrived()).thenNothing();
  });
});

describe('an unconfirmed post', () => {
  test('waits for its copy, until a time that is absolute', () => {
    given(inThread('sending'))
      .when(postUnconfirmed(), later(1500))
      .thenEffects([])
      .thenThread('unconfirmed')
      .thenTimers({ [COPY_TIMER]: later(1500 + POST_UNCONFIRMED_MS) });
  });

  test('waits several times as long as Telegram takes to copy', () => {
    expect(POST_UNCONFIRMED_MS).toBeGreaterThanOrEqual(3 * 4000);
  });

  test('is adopted with its copy, and no longer waited for', () => {
    given(inThread('unconfirmed'))
      .when(copyArrived(), later(4000))
      .thenEffects([])
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT } })
      .thenTimers({ [COPY_TIMER]: null });
  });

  test('is adopted at once when its copy came before the answer was lost', () => {
    given(inThread('sending'))
      .when(copyArrived())
      .when(postUnconfirmed())
      .thenEffects([])
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT, candidates: [] } })
      .thenTimers({});
  });

  test('is sent again, for the same thread, when no copy came in time', () => {
    given(inThread('unconfirmed'))
      .when(postOverdue, later(POST_UNCONFIRMED_MS))
      .thenEffects([openPost(1)])
      .thenThread('sending')
      .thenTimers({ [COPY_TIMER]: null })
      .when(postSent())
      .when(copyArrived())
      .thenThread('ready');
  });

  test('may be unconfirmed again, and waits again', () => {
    given(inThread('unconfirmed'))
      .when(postOverdue, later(POST_UNCONFIRMED_MS))
      .when(postUnconfirmed(), later(60_000))
      .thenThread('unconfirmed')
      .thenTimers({ [COPY_TIMER]: later(60_000 + POST_UNCONFIRMED_MS) });
  });

  test('is adopted by a copy that came after it was sent again, if the second is unconfirmed too', () => {
    given(inThread('unconfirmed'))
      .when(postOverdue)
      .when(copyArrived())
      .thenThread('sending')
      .when(postUnconfirmed())
      .thenEffects([])
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT } });
  });

  test('is waited for in vain no longer when its thread is replaced', () => {
    given(inThread('unconfirmed'))
      .when(threadLost())
      .thenEffects([openPost(2)])
      .thenThread('sending')
      .thenTimers({ [COPY_TIMER]: null });
  });

  test.each(['sending', 'awaitingCopy', 'ready'] as const)('a late alarm is not heeded in %s', (thread) => {
    given(inThread(thread)).when(postOverdue).thenNothing();
  });
});

describe('a foreign copy', () => {
  test.each(['none', 'awaitingCopy', 'ready'] as const)('joins nothing in %s', (thread) => {
    given(thread === 'none' ? aClient({ ticket: 'new' }) : inThread(thread))
      .when(FOREIGN)
      .thenNothing();
  });

  test('that came before the answer is not taken for the own one', () => {
    given(inThread('sending'))
      .when(FOREIGN)
      .when(postSent())
      .thenThread('awaitingCopy')
      .thenContext({ thread: { post: POST, root: null } })
      .when(copyArrived())
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT, candidates: [] } });
  });

  test('that came first gives way to the own one', () => {
    given(inThread('sending'))
      .when(FOREIGN)
      .when(copyArrived())
      .when(postSent())
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT } });
  });

  test('that came last does not make the own one forgotten', () => {
    given(inThread('sending'))
      .when(copyArrived())
      .when(FOREIGN)
      .when(postSent())
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT } });
  });
});

describe('an outcome of a thread that was replaced', () => {
  const second = (): ClientState => given(inThread('ready')).when(threadLost()).state;

  test('opens nothing', () => {
    given(second()).when(postSent(1)).thenNothing();
  });

  test('makes nothing unconfirmed', () => {
    given(second()).when(postUnconfirmed(1)).thenNothing();
  });

  test('joins nothing, even when a copy for the new thread is there', () => {
    const copied = given(second()).when(copyArrived(postId(8), threadId(60))).state;
    given(copied).when(postUnconfirmed(1)).thenNothing();
    given(copied)
      .when(postSent(1, postId(8)))
      .thenNothing();
  });

  test('does not replace the thread again, before it is ready or after', () => {
    given(second()).when(threadLost(1)).thenNothing();
    const ready = given(second())
      .when(postSent(2, postId(8)))
      .when(copyArrived(postId(8), threadId(60))).state;
    given(ready).when(threadLost(1)).thenNothing();
  });

  test('of a thread still to come changes nothing either', () => {
    given(inThread('sending')).when(postSent(2)).thenNothing();
    given(inThread('sending')).when(postUnconfirmed(2)).thenNothing();
    given(inThread('ready')).when(threadLost(2)).thenNothing();
  });
});

describe('a lost thread', () => {
  test.each([
    ['awaitingCopy', []],
    ['requestingCopy', []],
    ['ready', [CONTINUED]],
  ] as const)(
    'is replaced in %s: the old post retires, a new one opens and says what it continues',
    (thread, said) => {
      given(inThread(thread))
        .when(threadLost())
        .thenEffects([RETIRED, openPost(2), ...said])
        .thenThread('sending')
        .thenTicket('open')
        .thenTicketNumber(1)
        .thenContext({ thread: { threadNumber: 2, post: null, root: null, candidates: [], retired: POST } });
    },
  );

  test('has no post to retire before Telegram took it', () => {
    given(inThread('sending'))
      .when(threadLost())
      .thenEffects([openPost(2)])
      .thenThread('sending');
  });

  test('is replaced by one with a post and a root of its own', () => {
    given(inThread('ready'))
      .when(threadLost())
      .when(postSent(2, postId(8)))
      .thenThread('awaitingCopy')
      .when(copyArrived(postId(8), threadId(60)))
      .thenThread('ready')
      .thenContext({ thread: { threadNumber: 2, post: postId(8), root: threadId(60) } });
  });

  test('may be lost as often as somebody deletes it', () => {
    given(inThread('ready'))
      .when(threadLost())
      .when(postSent(2, postId(8)))
      .when(copyArrived(postId(8), threadId(60)))
      .when(threadLost(2))
      .thenEffects([{ kind: 'retirePost', post: postId(8) }, openPost(3), CONTINUED])
      .thenContext({ thread: { threadNumber: 3 } });
  });

  test.each(['prioritized', 'closed', 'banned'] as const)(
    'leaves a %s client as they were, colour and ticket',
    (ticket) => {
      const client = aClient({ ticket });
      given(client)
        .when(threadLost())
        .thenTicket(ticket)
        .thenTicketNumber(1)
        .thenContext({ ticket: { priority: client.context.ticket.priority } });
    },
  );
});
