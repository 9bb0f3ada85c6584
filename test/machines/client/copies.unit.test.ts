import { describe, expect, test } from 'vitest';
import { COPY_LATE_MS, COPY_MISSING_MS, threadPauseMs } from '../../../machines/client/timeouts.ts';
import type { Effect } from '../../../machines/client/effect.ts';
import { postFace } from '../../../machines/client/post-text.ts';
import { aClient, given } from './given.ts';
import {
  agentClosed,
  agentCommented,
  agentPrioritized,
  clientBlocked,
  clientReturned,
  clientWrote,
  copyArrived,
  copyLate,
  copyMissing,
  later,
  POST,
  postUnconfirmed,
  postId,
  postSent,
  ROOT,
  threadDue,
  threadId,
  threadLost,
} from './happenings.ts';
import { undelivered } from './expected-effects.ts';

const openPost = (threadNumber: number): Effect => ({ kind: 'openPost', threadNumber });
const RETIRED: Effect = { kind: 'retirePost', post: POST };
const ALARM: Effect = { kind: 'alertThreadsFail' };
const HOUR_MS = 3_600_000;

describe('a copy that does not come', () => {
  test('is asked for after a while: the post shows that its comments are late', () => {
    const copying = given(aClient({ thread: 'sending' })).when(postSent(), later(10));
    copying.thenTimers({ 'copy.late': later(10 + COPY_LATE_MS) });
    const { state } = copying
      .when(copyLate, later(COPY_LATE_MS))
      .thenThread('requestingCopy')
      .thenEffects([])
      .thenContext({ thread: { post: POST } })
      .thenTimers({ 'copy.late': null, 'copy.missing': later(COPY_LATE_MS + COPY_MISSING_MS) });
    expect(postFace(state, { firstName: 'Ana', lastName: null, username: null }).waiting).toBe(true);
  });

  test('is joined when Telegram tells of it after all', () => {
    const { state } = given(aClient({ thread: 'requestingCopy' }))
      .when(copyArrived())
      .thenThread('ready')
      .thenContext({ thread: { post: POST, root: ROOT, threadNumber: 1 } })
      .thenTimers({ 'copy.missing': null })
      .thenPost('🟦', true);
    expect('waiting' in postFace(state, { firstName: 'Ana', lastName: null, username: null })).toBe(false);
  });

  test('is given up in the end: another post takes the place of the first, and nothing is said to continue', () => {
    given(aClient({ thread: 'requestingCopy' }))
      .when(copyMissing)
      .thenEffects([RETIRED, openPost(2)])
      .thenThread('sending')
      .thenContext({ thread: { threadNumber: 2, failures: 1, retired: POST } });
  });

  test('is waited for several times as long as Telegram takes to copy', () => {
    expect(COPY_LATE_MS).toBeGreaterThanOrEqual(3 * 4000);
  });
});

describe('the copy of a post that was retired', () => {
  const second = () => given(aClient({ thread: 'requestingCopy' })).when(copyMissing).state;

  test.each([
    ['sent', second()],
    ['unconfirmed', given(second()).when(postUnconfirmed(2)).state],
  ])('joins nothing while the next post is %s', (_where, state) => {
    given(state).when(copyArrived()).thenNothing();
  });

  test('does not stand in for the next one', () => {
    given(second())
      .when(postUnconfirmed(2))
      .when(copyArrived(postId(8), threadId(60)))
      .thenThread('ready')
      .thenContext({ thread: { post: postId(8), root: threadId(60) } });
  });
});

describe('threads that fail again and again', () => {
  const inVain = (times: number) => {
    let state = aClient();
    for (let n = 1; n <= times; n += 1) state = given(state).when(threadLost(n)).state;
    return state;
  };

  test('are replaced at once twice, then after a pause, and it is told', () => {
    given(inVain(1))
      .when(threadLost(2))
      .thenEffects([openPost(3)])
      .thenThread('sending');
    given(inVain(2))
      .when(threadLost(3), later(7))
      .thenEffects([ALARM])
      .thenThread('backingOff')
      .thenTimers({ 'thread.due': later(7 + threadPauseMs(3)) })
      .when(threadDue)
      .thenEffects([openPost(4)])
      .thenThread('sending')
      .thenTimers({ 'thread.due': null });
  });

  test('are tried at growing intervals, a few times a day in the end', () => {
    const pauses = [3, 4, 5, 6, 20, 1000].map(threadPauseMs);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses[1]).toBe(2 * (pauses[0] ?? 0));
    expect(pauses.at(-1)).toBe(6 * HOUR_MS);
  });

  test('keep what the client writes, and open nothing for it', () => {
    given(inVain(3))
      .when(clientWrote())
      .thenThread('backingOff')
      .thenContext({ thread: { threadNumber: 4, post: null } });
  });

  test.each([agentCommented(), agentPrioritized(3), agentClosed()])(
    'are forgiven once the team has used one: %j',
    (event) => {
      const ready = given(inVain(2)).when(postSent(3)).when(copyArrived()).state;
      expect(ready.context.thread.failures).toBe(2);
      given(ready)
        .when(event)
        .thenContext({ thread: { failures: 0 } });
    },
  );

  test('are not forgiven because a copy came: it may be deleted like those before', () => {
    const ready = given(inVain(2))
      .when(postSent(3, postId(8)))
      .when(copyArrived(postId(8), threadId(60))).state;
    given(ready).when(threadLost(3)).thenThread('backingOff');
  });
});

describe('a comment to somebody who cannot be reached', () => {
  test('is refused for what is so: they blocked the bot, or their account is gone', () => {
    given(given(aClient()).when(clientBlocked()).state)
      .when(agentCommented())
      .thenEffects([undelivered('unreachable')]);
    given(given(aClient()).when(clientBlocked(undefined, 'deactivated')).state)
      .when(agentCommented())
      .thenEffects([undelivered('deactivated')]);
  });

  test('is refused for what is so now, not for what was once', () => {
    given(aClient())
      .when(clientBlocked(undefined, 'deactivated'))
      .when(clientReturned)
      .thenContext({ reach: { gone: null } })
      .when(clientBlocked())
      .when(agentCommented())
      .thenEffects([undelivered('unreachable')]);
  });
});
