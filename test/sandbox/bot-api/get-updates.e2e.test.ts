import type { Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Stage, until } from '../bot-client.ts';

const texts = (updates: Update[]): (string | undefined)[] => updates.map(({ message }) => message?.text);

async function threeMessages(stage: Stage): Promise<number> {
  const userId = await stage.client();
  for (const text of ['um', 'dois', 'três']) stage.sandbox.people.write(userId, text);
  return userId;
}

describe('getUpdates (FACTS.md #32)', () => {
  test('gives the same updates again until a later offset confirms them', async () => {
    await using stage = await openStage();
    await threeMessages(stage);
    const first = await stage.call<Update[]>('getUpdates');
    expect(texts(first)).toEqual(['um', 'dois', 'três']);
    expect(texts(await stage.call('getUpdates', { offset: first[0]?.update_id }))).toHaveLength(3);
    const second = first[1]?.update_id ?? 0;
    expect(texts(await stage.call('getUpdates', { offset: second }))).toEqual(['dois', 'três']);
    expect(texts(await stage.call('getUpdates', { offset: 0 }))).toEqual(['dois', 'três']);
    expect(stage.sandbox.pending().updates).toBe(2);
  });

  test.each([
    [1, 1],
    [0, 1],
    [-5, 1],
    [2, 2],
    [1000, 3],
  ])('a limit of %d gives %d of three', async (limit, count) => {
    await using stage = await openStage();
    await threeMessages(stage);
    expect(await stage.call<Update[]>('getUpdates', { limit })).toHaveLength(count);
  });

  test('a negative offset keeps only the last ones', async () => {
    await using stage = await openStage();
    await threeMessages(stage);
    expect(texts(await stage.call('getUpdates', { offset: -1 }))).toEqual(['três']);
    expect(stage.sandbox.pending().updates).toBe(1);
  });

  test('a long poll answers when something happens', async () => {
    await using stage = await openStage();
    const userId = await stage.client();
    const poll = stage.call<Update[]>('getUpdates', { timeout: 30 });
    await until(() => stage.sandbox.pending().polls === 1);
    stage.sandbox.people.write(userId, 'acorda');
    expect(texts(await poll)).toEqual(['acorda']);
  });

  test('a long poll ends empty after its time, at most 50 seconds', async () => {
    await using stage = await openStage();
    const poll = stage.call<Update[]>('getUpdates', { timeout: 500 });
    let ended = false;
    void poll.then(() => (ended = true));
    await until(() => stage.sandbox.pending().polls === 1);
    stage.clock.advance(49_999);
    await stage.call('getMe');
    expect(ended).toBe(false);
    stage.clock.advance(1);
    expect(await poll).toEqual([]);
  });

  test('a second poller ends the first with 409', async () => {
    await using stage = await openStage();
    const first = stage.ask('getUpdates', { timeout: 30 });
    await until(() => stage.sandbox.pending().polls === 1);
    const second = stage.ask('getUpdates', { offset: 1, timeout: 1 });
    expect(await first).toMatchObject({
      status: 409,
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await until(() => stage.sandbox.pending().polls === 1);
    stage.clock.advance(1000);
    expect((await second).ok).toBe(true);
  });

  test('a poller that hung up ends nobody', async () => {
    await using stage = await openStage();
    const hangUp = new AbortController();
    const gone = fetch(`${stage.sandbox.url}/bot${stage.sandbox.token}/getUpdates?timeout=30`, {
      signal: hangUp.signal,
    }).catch(() => 'gone');
    await until(() => stage.sandbox.pending().polls === 1);
    hangUp.abort();
    expect(await gone).toBe('gone');
    await until(() => stage.sandbox.pending().polls === 0);
    const userId = await stage.client();
    stage.sandbox.people.write(userId, 'oi');
    expect(texts(await stage.call('getUpdates', { timeout: 30 }))).toEqual(['oi']);
  });

  test('what is older than 24 hours is not given any more', async () => {
    await using stage = await openStage();
    await threeMessages(stage);
    stage.clock.advance(24 * 60 * 60 * 1000 - 1);
    expect(await stage.call<Update[]>('getUpdates')).toHaveLength(3);
    stage.clock.advance(1);
    expect(await stage.call<Update[]>('getUpdates', { offset: 1 })).toEqual([]);
  });

  test('asked for the same again, waits up to 3 seconds, and within half a second gives one (BA:15700)', async () => {
    await using stage = await openStage();
    await threeMessages(stage);
    const offset = (await stage.call<Update[]>('getUpdates'))[0]?.update_id ?? 0;
    expect(await stage.call<Update[]>('getUpdates', { offset })).toHaveLength(3);
    expect(await stage.call<Update[]>('getUpdates', { offset })).toHaveLength(1);
    stage.clock.advance(500);
    expect(await stage.call<Update[]>('getUpdates', { offset })).toHaveLength(3);
    const next = { offset: offset + 3 };
    expect(await stage.call<Update[]>('getUpdates', next)).toEqual([]);
    const again = stage.call<Update[]>('getUpdates', next);
    await until(() => stage.sandbox.pending().polls === 1);
    stage.clock.advance(3000);
    expect(await again).toEqual([]);
    stage.clock.advance(1);
    expect(await stage.call<Update[]>('getUpdates', next)).toEqual([]);
  });

  test('closing the sandbox releases the poll', async () => {
    const stage = await openStage();
    const poll = stage.ask('getUpdates', { timeout: 30 }).catch(() => 'cut');
    await until(() => stage.sandbox.pending().polls === 1);
    await stage.sandbox.close();
    expect(await poll).toBeDefined();
  });
});

describe('allowed_updates (FACTS.md #31)', () => {
  test('by default all but chat_member and reactions', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const userId = await stage.client();
    const messageId = sandbox.people.write(userId, 'oi');
    await stage.updates();
    sandbox.people.setRole(sandbox.channelId, userId, 'member');
    sandbox.people.react(userId, userId, messageId, '👍');
    expect(await stage.updates()).toEqual([]);
  });

  test('a list replaces the default when the update is made, and stays', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const userId = await stage.client();
    sandbox.people.write(userId, 'antes');
    await stage.call('getUpdates', { allowed_updates: ['chat_member', 'telepathy'] });
    sandbox.people.write(userId, 'depois');
    sandbox.people.setRole(sandbox.channelId, userId, 'member');
    const updates = await stage.updates();
    expect(updates.map((update) => Object.keys(update)[1])).toEqual(['message', 'chat_member']);
    expect(texts(updates)[0]).toBe('antes');
  });

  test('an empty list restores the default', async () => {
    await using stage = await openStage();
    const userId = await stage.client();
    await stage.call('getUpdates', { allowed_updates: ['poll'] });
    stage.sandbox.people.write(userId, 'não');
    await stage.call('getUpdates', { offset: 1, allowed_updates: [] });
    stage.sandbox.people.write(userId, 'sim');
    expect(texts(await stage.updates())).toEqual(['sim']);
  });
});
