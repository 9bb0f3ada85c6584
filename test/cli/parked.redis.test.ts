import { describe, expect, test } from 'vitest';
import type { EpochMs, MessageNumber } from '../../machines/ids.ts';
import type { Effect } from '../../src/actor/effects.ts';
import { parkedTarget, renderParked, showParked } from '../../src/cli/parked.ts';
import { findParked, forgetOldParked, releaseParked } from '../../src/store/find-parked.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, DAY_MS, type DeskStores, deskStores, T0, user } from '../support/stores.ts';

const redis = testRedis();
const later = (T0 + 1000) as EpochMs;
const REASON = 'Bad Request: SOMETHING_NEW';

const relay = (from: number, text: string): Effect => ({
  kind: 'relayToThread',
  from,
  content: { kind: 'text', text, entities: [] },
});

/** A desk with these parked entries. */
async function deskWith(...parked: { owner: number; effect: Effect; at?: number }[]): Promise<DeskStores> {
  const desk = deskStores(redis);
  for (const [nth, { owner, effect, at = T0 }] of parked.entries()) {
    const about = { owner: user(owner), at: at as EpochMs };
    const added = await desk.clients.commit(
      aCommit({ ...about, once: `u${owner}:${nth}`, effects: [effect] }),
    );
    if (added.status !== 'committed') throw new Error(added.status);
    const outcome = { entry: added.entries[0]?.id ?? '', parked: REASON };
    await desk.clients.commit(aCommit({ ...about, outcome }));
  }
  return desk;
}

const waitsFor = async (desk: DeskStores, owner: number) => (await desk.outbox.waiting(user(owner))).entries;
const all = { of: 'everything' } as const;

test('what is tried again waits anew, behind what waits already, and whoever delivers hears of it', async () => {
  const desk = await deskWith(
    { owner: 700, effect: relay(1, 'um 🌊\ud83c') },
    { owner: 700, effect: relay(2, 'dois') },
  );
  await desk.clients.commit(aCommit({ once: 'u9', effects: [relay(3, 'três')] }));
  expect(
    await releaseParked(desk.parked, await findParked(desk.parked, all), {
      how: 'retry',
      by: { kind: 'operator' },
      at: later,
    }),
  ).toBe(2);
  const waiting = await waitsFor(desk, 700);
  expect(waiting.map(({ effect, retried, at }) => ({ effect, retried, at }))).toEqual([
    { effect: relay(3, 'três'), retried: undefined, at: T0 },
    { effect: relay(1, 'um 🌊\ud83c'), retried: true, at: T0 },
    { effect: relay(2, 'dois'), retried: true, at: T0 },
  ]);
  expect(await redis.zscore(desk.keys.unreadOwners, '700')).not.toBeNull();
  expect(await desk.parked.owners()).toEqual([]);
  expect((await desk.journal.last(user(700), 1))[0]).toEqual({
    at: later,
    command: expect.stringMatching(/^parked:retry:\d+,\d+$/),
  });
});

test('broadcasts that are tried again stand behind all conversations, as before', async () => {
  const broadcast = (campaign: string) =>
    ({
      kind: 'broadcast',
      bulk: true,
      campaign,
      content: { kind: 'text', text: 'Olá', entities: [] },
    }) as Effect;
  const desk = await deskWith(
    { owner: 700, effect: broadcast('a') },
    { owner: 701, effect: broadcast('a') },
    { owner: 702, effect: relay(1, 'um') },
  );
  await desk.clients.commit(aCommit({ owner: user(701), once: 'u9', effects: [relay(2, 'dois')] }));
  expect(
    await releaseParked(desk.parked, await findParked(desk.parked, all), {
      how: 'retry',
      by: { kind: 'operator' },
      at: later,
    }),
  ).toBe(3);
  const [first, ...others] = await desk.unread.unread(10);
  expect(first).toMatchObject({ owner: 702, isForMany: false });
  expect(others.map(({ isForMany }) => isForMany)).toEqual([true, true]);
  expect(await desk.outbox.owners()).toEqual([701, 702, 700]);
});

test('a comment stays parked while it is looked for, and whoever delivers it anew makes an end of that', async () => {
  const comment = { ...relay(9, 'um'), kind: 'relayToClient', n: 4 as MessageNumber };
  const desk = await deskWith({ owner: 700, effect: comment });
  const [kept] = await desk.parked.entries(user(700));
  for (let times = 0; times < 2; times += 1) {
    expect(
      await releaseParked(desk.parked, await findParked(desk.parked, all), {
        how: 'retry',
        by: { kind: 'operator' },
        at: later,
      }),
    ).toBe(1);
  }
  const waiting = await waitsFor(desk, 700);
  expect(waiting.map(({ effect }) => effect)).toEqual([{ kind: 'retryComment', number: 4, message: 9 }]);
  expect(await desk.parked.entries(user(700))).toEqual([kept]);

  const outcome = { entry: waiting[0]?.id ?? '', supersedes: [kept?.id ?? ''] };
  await desk.clients.commit(aCommit({ owner: user(700), outcome, effects: [comment] }));
  expect((await waitsFor(desk, 700)).map(({ effect }) => effect)).toEqual([comment]);
  expect(await desk.parked.entries(user(700))).toEqual([]);
  expect(await desk.parked.owners()).toEqual([]);
});

test('what is dropped is gone, and the journal knows', async () => {
  const desk = await deskWith(
    { owner: 700, effect: relay(1, 'um') },
    { owner: 701, effect: relay(1, 'outra') },
  );
  const [entry] = await desk.parked.entries(user(700));
  const target = parkedTarget(['700', entry?.id ?? '']);
  expect(
    await releaseParked(desk.parked, await findParked(desk.parked, target), {
      how: 'drop',
      by: { kind: 'operator' },
      at: later,
    }),
  ).toBe(1);
  expect(await desk.parked.entries(user(700))).toEqual([]);
  expect(await waitsFor(desk, 700)).toEqual([]);
  expect(await desk.parked.owners()).toEqual([701]);
  expect((await desk.journal.last(user(700), 1))[0]?.command).toBe(`parked:drop:${entry?.id}`);
});

test('the entries of one message are found by its number, whatever each of them does', async () => {
  const edit = {
    kind: 'editAtClient',
    number: 4 as MessageNumber,
    from: 9,
    content: relay(9, 'dois')['content'],
  };
  const desk = await deskWith(
    { owner: 700, effect: { ...relay(9, 'um'), kind: 'relayToClient', n: 4 as MessageNumber } },
    { owner: 700, effect: edit },
    { owner: 700, effect: { ...relay(4, 'outra'), n: 5 as MessageNumber } },
    { owner: 701, effect: { ...relay(4, 'outro cliente'), n: 4 as MessageNumber } },
  );
  const found = await findParked(desk.parked, parkedTarget(['700.4']));
  expect(showParked(found, false).entries).toMatchObject([
    { owner: 700, message: '700.4', kind: 'relayToClient' },
    { owner: 700, message: '700.4', kind: 'editAtClient' },
  ]);
  expect(renderParked(showParked(found, false))).toMatch(/^700 \d+ {2}relayToClient of 700\.4 by telegram/);
  expect(await releaseParked(desk.parked, found, { how: 'drop', by: { kind: 'operator' }, at: later })).toBe(
    2,
  );
  const left = await findParked(desk.parked, all);
  expect(left.entries.map(({ owner, effect }) => `${owner}.${effect.n}`).sort()).toEqual(['700.5', '701.4']);
});

test('two people who decide at the same time decide once', async () => {
  const desk = await deskWith({ owner: 700, effect: relay(1, 'um') });
  const seen = await findParked(desk.parked, all);
  expect(await releaseParked(desk.parked, seen, { how: 'retry', by: { kind: 'operator' }, at: later })).toBe(
    1,
  );
  expect(await releaseParked(desk.parked, seen, { how: 'drop', by: { kind: 'operator' }, at: later })).toBe(
    0,
  );
  expect(await releaseParked(desk.parked, seen, { how: 'retry', by: { kind: 'operator' }, at: later })).toBe(
    0,
  );
  expect(await waitsFor(desk, 700)).toHaveLength(1);
});

test('what may wait only once, and waits again already, is not doubled', async () => {
  const desk = await deskWith({ owner: 700, effect: { kind: 'reconcilePost', slot: 'post' } });
  await desk.clients.commit(aCommit({ once: 'u9', effects: [{ kind: 'reconcilePost', slot: 'post' }] }));
  await releaseParked(desk.parked, await findParked(desk.parked, all), {
    how: 'retry',
    by: { kind: 'operator' },
    at: later,
  });
  expect(await waitsFor(desk, 700)).toHaveLength(1);
});

test('updates that nobody understood are listed, tried again and dropped by their number', async () => {
  const desk = deskStores(redis);
  for (const update_id of [11, 12, 13]) await desk.intake.park({ update_id, message: {} }, 'boom', T0);
  await desk.intake.park('no object', 'boom', T0);
  const find = (...words: string[]) => findParked(desk.parked, parkedTarget(words));
  expect(
    await releaseParked(desk.parked, await find('updates', '12'), {
      how: 'retry',
      by: { kind: 'operator' },
      at: later,
    }),
  ).toBe(1);
  expect(await desk.intake.firstRetried()).toMatchObject({ update: { update_id: 12, message: {} } });
  expect(
    await releaseParked(desk.parked, await find('updates', '11'), {
      how: 'drop',
      by: { kind: 'operator' },
      at: later,
    }),
  ).toBe(1);
  expect((await find()).updates.map(({ update }) => update)).toEqual([
    { update_id: 13, message: {} },
    'no object',
  ]);
});

test('what people wrote is forgotten among the parked ones as everywhere else', async () => {
  const desk = await deskWith(
    { owner: 700, effect: relay(1, 'antigo'), at: T0 - 91 * DAY_MS },
    { owner: 700, effect: relay(2, 'novo') },
  );
  await desk.intake.park({ update_id: 1, text: 'antigo' }, 'boom', (T0 - 91 * DAY_MS) as EpochMs);
  await forgetOldParked(desk.parked, 90, T0);
  const left = await findParked(desk.parked, all);
  expect(left.entries.map(({ effect }) => effect)).toEqual([relay(2, 'novo')]);
  expect(left.updates).toEqual([]);
  expect(JSON.stringify(await desk.dump())).not.toContain('antigo');
});

describe('the list', () => {
  const parked = () =>
    deskWith({ owner: 700, effect: relay(1, 'a senha é 123\nok?') }).then(async (desk) => {
      await desk.intake.park({ update_id: 11, message: { text: 'segredo' } }, 'boom', T0);
      return findParked(desk.parked, all);
    });

  test('names what is parked and why, and nothing that people wrote', async () => {
    const text = renderParked(showParked(await parked(), false));
    expect(text).toMatch(
      /^700 \d+ {2}relayToThread by telegram {2}since 2026-11-21T12:00:00.000Z {2}Bad Request: SOMETHING_NEW$/m,
    );
    expect(text).toMatch(/^updates 11 {2}since \S+ {2}boom$/m);
    expect(text).not.toMatch(/senha|segredo/);
  });

  test('shows what people wrote when asked to', async () => {
    const text = renderParked(showParked(await parked(), true));
    expect(text).toContain('    │ a senha é 123\n    │ ok?');
    expect(text).toContain('segredo');
  });

  test('says so when there is nothing', () => {
    expect(renderParked(showParked({ entries: [], updates: [] }, true))).toBe('Nothing is parked.');
  });
});

test.each([
  [['x']],
  [['700', '1', '2']],
  [['updates', 'x']],
  [['700.4', '1']],
  [['700.x']],
  [['all', '1']],
  [['-1']],
])('%j names nothing', (words) => {
  expect(() => parkedTarget(words)).toThrow(/Usage/);
});
