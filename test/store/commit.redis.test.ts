import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { MessageNumber, PostId, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Effect } from '../../src/actor/effects.ts';
import { newRecord } from '../../src/actor/record.ts';
import { APPLIED_MS } from '../../src/store/client-store.ts';
import { JOURNAL_ROWS } from '../../src/store/journal.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, client, DAY_MS, deskStores, LOG_DAYS, T0, user } from '../support/stores.ts';

const redis = testRedis();
const ana = newRecord(client(700), T0);
const tell = (text: 'start' | 'end') => ({ kind: 'say', to: 'client', text: { key: text } }) as const;

/** Message `n` of the client, with the counterpart in the thread. */
const aLink = (thread: number, n: number) =>
  ({ n: n as MessageNumber, to: 'thread', parts: [thread as ThreadMessageId], print: 'p' }) as const;

const aMessage = (n: number, message: number): TakenMessage => ({
  n: n as MessageNumber,
  from: 'client',
  by: null,
  kind: 'text',
  ticket: 1,
  message: message as PrivateMessageId,
  replyTo: null,
});

const everything = (once: string | null = 'u1', expected = 0) =>
  aCommit({
    once,
    state: { expected, before: null, record: ana },
    effects: [tell('start'), { kind: 'reconcilePost', slot: 'post' }],
    timers: [{ name: 'post.overdue', due: (T0 + 20_000) as typeof T0 }],
    posts: [7 as PostId],
    roots: [31 as ThreadMessageId],
    journal: { at: T0, command: 'u1' },
  });

test('a state decided on an old version changes nothing at all', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(everything('u1'));
  const [waiting] = (await desk.outbox.waiting(user(700))).entries;
  const before = await desk.dump();
  for (const expected of [0, 2, 41]) {
    const late = aCommit({
      ...everything('u2', expected),
      outcome: { entry: waiting?.id ?? '', links: [aLink(32, 1)], parked: 'no' },
    });
    expect(await desk.clients.commit(late)).toEqual({ status: 'conflict' });
    expect(await desk.dump()).toEqual(before);
  }
});

test('a command that was applied changes nothing when it comes again, whatever it brings', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(everything('u1'));
  const before = await desk.dump();
  expect(await desk.clients.commit(everything('u1', 1))).toEqual({ status: 'applied' });
  expect(await desk.clients.commit(aCommit({ once: 'u1', effects: [tell('end')] }))).toEqual({
    status: 'applied',
  });
  expect(await desk.dump()).toEqual(before);
});

test('an applied command is remembered for exactly 48 hours', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(aCommit({ once: 'u1' }));
  expect(APPLIED_MS).toBe(172_800_000);
  const left = await redis.pttl(desk.keys.applied('u1'));
  expect(left).toBeGreaterThan(APPLIED_MS - 5000);
  expect(left).toBeLessThanOrEqual(APPLIED_MS);
});

test('an outcome of an entry that no longer waits changes nothing', async () => {
  const desk = deskStores(redis);
  const first = await desk.clients.commit(aCommit({ once: 'u1', effects: [tell('start')] }));
  expect(first).toMatchObject({ status: 'committed', entries: [{ id: '1', seq: 1 }] });
  const done = aCommit({ outcome: { entry: '1', links: [aLink(32, 1)] }, effects: [tell('end')] });
  expect(await desk.clients.commit(done)).toMatchObject({ status: 'committed', entries: [{ id: '2' }] });
  const before = await desk.dump();
  expect(await desk.clients.commit(done)).toEqual({ status: 'applied' });
  const other = aCommit({ ...done, owner: user(701), outcome: { entry: '2' } });
  expect(await desk.clients.commit(other)).toEqual({ status: 'applied' });
  expect(await desk.dump()).toEqual(before);
});

test('the version grows by one, and the record comes back as it went', async () => {
  const desk = deskStores(redis);
  expect(await desk.clients.load(client(700))).toBeNull();
  const shown = { glyph: '🟦', name: 'Ana', ticket: 1, pinned: true, away: false };
  const due = (T0 + 1) as typeof T0;
  const record = {
    ...ana,
    shown,
    timers: { 'post.overdue': { due, event: { type: 'post.overdue' } } },
  } as const;
  for (const expected of [0, 1, 2]) {
    expect(await desk.clients.commit(aCommit({ state: { expected, before: null, record } }))).toMatchObject({
      status: 'committed',
    });
  }
  expect(await desk.clients.load(client(700))).toEqual({ ...record, version: 3 });
});

test('a version beyond 32 bits stays exact', async () => {
  const desk = deskStores(redis);
  const huge = 2 ** 52;
  await desk.clients.commit(aCommit({ state: { expected: 0, before: null, record: ana } }));
  await redis.hset(desk.keys.client(user(700)), 'v', String(huge));
  await desk.clients.commit(aCommit({ state: { expected: huge, before: null, record: ana } }));
  expect((await desk.clients.load(client(700)))?.version).toBe(huge + 1);
});

test('what may wait only once waits once, keeps its place, and may come back after it left', async () => {
  const desk = deskStores(redis);
  const reconcile = { kind: 'reconcilePost', slot: 'post' } as const;
  const first = await desk.clients.commit(aCommit({ once: 'u1', effects: [reconcile, tell('start')] }));
  expect(first).toMatchObject({ entries: [{ id: 'post', effect: reconcile }, { effect: tell('start') }] });
  expect(await desk.clients.commit(aCommit({ once: 'u2', effects: [reconcile, reconcile] }))).toEqual({
    status: 'committed',
    entries: [],
    behind: false,
  });
  const { entries } = await desk.outbox.waiting(user(700));
  expect(entries.map(({ id, seq }) => [id, seq])).toEqual([
    ['post', 1],
    ['2', 2],
  ]);
  const again = await desk.clients.commit(aCommit({ outcome: { entry: 'post' }, effects: [reconcile] }));
  expect(again).toMatchObject({ entries: [{ id: 'post', effect: reconcile }] });
  expect((await desk.outbox.waiting(user(700))).entries.map(({ id }) => id)).toEqual(['2', 'post']);
});

test('sequence numbers follow the order of the commits across clients', async () => {
  const desk = deskStores(redis);
  const seqs: number[] = [];
  for (const owner of [700, 701, 700, 702]) {
    const effects = [tell('start'), tell('end')];
    const committed = await desk.clients.commit(
      aCommit({ owner: user(owner), once: `u${seqs.length}`, effects }),
    );
    if (committed.status !== 'committed') throw new Error(committed.status);
    expect(committed.entries.map(({ effect }) => effect)).toEqual(effects);
    seqs.push(...committed.entries.map(({ seq }) => seq));
  }
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(new Set(await desk.outbox.owners())).toEqual(new Set([700, 701, 702]));
});

test('a parked entry leaves the outbox and is kept with its reason', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(aCommit({ once: 'u1', effects: [tell('start')] }));
  const reason = 'Bad Request: “x”\nsecond line \u0000 \ud800';
  await desk.clients.commit(aCommit({ outcome: { entry: '1', parked: reason } }));
  expect(await desk.outbox.owners()).toEqual([]);
  expect((await desk.outbox.waiting(user(700))).entries).toEqual([]);
  expect(await desk.outbox.parked(user(700))).toEqual([
    { id: '1', kind: 'say', transport: 'telegram', reason: reason.replace('\ud800', '\ufffd'), at: T0 },
  ]);
  expect(await redis.smembers(desk.keys.parkedOwners)).toEqual(['700']);
});

test('timers are set, moved and cleared', async () => {
  const desk = deskStores(redis);
  const set = (due: number | null) =>
    desk.clients.commit(aCommit({ timers: [{ name: 'post.overdue', due: due as typeof T0 | null }] }));
  const far = (T0 * 1000) as typeof T0;
  await set(T0 + 5);
  await set(T0 + 9);
  expect(await desk.timers.due(far, 10)).toEqual([{ owner: 700, name: 'post.overdue', due: T0 + 9 }]);
  await set(null);
  expect(await desk.timers.due(far, 10)).toEqual([]);
});

test('posts, roots and links are found again from both sides, and a stranger has none', async () => {
  const desk = deskStores(redis);
  const taken = [aMessage(1, 101), aMessage(2, 102), aMessage(64, 164)];
  await desk.clients.commit({ ...everything(), taken });
  const [entry] = (await desk.outbox.waiting(user(700))).entries;
  const links = [aLink(63, 1), aLink(64, 2), aLink(65, 64)];
  await desk.clients.commit(aCommit({ outcome: { entry: entry?.id ?? '', links } }));
  expect(await desk.links.clientOfPost(7 as PostId)).toBe(700);
  expect(await desk.links.clientOfRoot(31 as ThreadMessageId)).toBe(700);
  expect(await desk.links.clientOfPost(31 as PostId)).toBeNull();
  expect(await desk.links.clientOfRoot(7 as ThreadMessageId)).toBeNull();
  for (const { n, parts } of links) {
    const message = (100 + n) as PrivateMessageId;
    const common = { numbers: [n], from: 'client', print: 'p' };
    expect(await desk.links.threadOf(client(700), message)).toEqual({ ...common, message: parts[0], parts });
    expect(await desk.links.privateOf(parts[0])).toEqual({
      ...common,
      client: 700,
      message,
      parts: [message],
    });
  }
  expect(await desk.links.threadOf(client(701), 101 as PrivateMessageId)).toBeNull();
  expect(await desk.links.privateOf(66 as ThreadMessageId)).toBeNull();
});

test('the journal keeps the newest 50 rows of an owner, and all of them for LOG_DAYS', async () => {
  const desk = deskStores(redis);
  for (let n = 1; n <= JOURNAL_ROWS + 2; n += 1) {
    await desk.clients.commit(aCommit({ once: `u${n}`, journal: { at: T0, command: `u${n}` } }));
  }
  const rows = await desk.journal.last(user(700), 1000);
  expect(rows).toHaveLength(JOURNAL_ROWS);
  expect(rows[0]).toEqual({ at: T0, command: 'u3' });
  expect(rows.at(-1)).toEqual({ at: T0, command: `u${JOURNAL_ROWS + 2}` });
  expect(await redis.pttl(desk.keys.journal(user(700)))).toBeGreaterThan(LOG_DAYS * DAY_MS - 5000);
});

test('every key carries the tag of the desk, and no other key is touched', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(everything());
  await desk.clients.commit(aCommit({ outcome: { entry: 'post', links: [aLink(32, 1)], parked: 'no' } }));
  await desk.teamStore.told(user(5), { membership: 'member', learnedAt: T0 });
  await desk.intake.setAside(user(5), {});
  await desk.intake.park({}, 'no', T0);
  const keys = await desk.keysInRedis();
  expect(keys.length).toBeGreaterThan(14);
  for (const key of keys) expect(key).toMatch(new RegExp(`^balcao:\\{${desk.desk}\\}:`));
});

test('ids as large as Telegram makes them stay exact', async () => {
  const desk = deskStores(redis);
  const big = 2 ** 52 - 1;
  const owner = user(big);
  const committed = await desk.clients.commit(
    aCommit({
      owner,
      once: 'u1',
      state: { expected: 0, before: null, record: newRecord(client(big), T0) },
      effects: [{ kind: 'removeMessage', from: 'thread', message: big - 1 }],
      timers: [{ name: 'post.overdue', due: T0 }],
      posts: [(big - 2) as PostId],
      roots: [(big - 3) as ThreadMessageId],
      taken: [aMessage(big - 6, big - 5)],
    }),
  );
  expect(committed).toMatchObject({ status: 'committed' });
  await desk.clients.commit(aCommit({ owner, outcome: { entry: '1', links: [aLink(big - 4, big - 6)] } }));
  expect((await desk.clients.load(client(big)))?.id).toBe(big);
  expect(await desk.links.clientOfPost((big - 2) as PostId)).toBe(big);
  expect(await desk.links.clientOfRoot((big - 3) as ThreadMessageId)).toBe(big);
  expect(await desk.links.threadOf(client(big), (big - 5) as PrivateMessageId)).toEqual({
    message: big - 4,
    parts: [big - 4],
    numbers: [big - 6],
    from: 'client',
    print: 'p',
  });
  expect(await desk.timers.due(T0, 9)).toEqual([{ owner: big, name: 'post.overdue', due: T0 }]);
});

test('texts of any kind come back as they were written', async () => {
  const desk = deskStores(redis);
  const nasty = ['"\\/\n\r\t\u0000\u007f', '\ud83d', '\udc00\ud800', '\u2028😀‮', '{"a":[]}', ''];
  const text = fc.oneof(
    fc.constantFrom(...nasty),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
  );
  let n = 0;
  await fc.assert(
    fc.asyncProperty(text, text, async (words, name) => {
      n += 1;
      const owner = user(10_000 + n);
      const effect: Effect = {
        kind: 'relayToThread',
        from: n,
        content: { kind: 'text', text: words, entities: [{ type: 'bold', offset: 0, length: 1, url: name }] },
      };
      const profile = { firstName: name, lastName: words, username: null };
      const record = { ...newRecord(client(10_000 + n), T0), profile };
      const journal = { at: T0, command: `u${n}`, event: { type: name } };
      const commit = aCommit({
        owner,
        once: `u${n}`,
        state: { expected: 0, before: null, record },
        effects: [effect],
        journal,
      });
      expect(await desk.clients.commit(commit)).toMatchObject({ status: 'committed' });
      const waiting = await desk.outbox.waiting(owner);
      expect(waiting.entries[0]?.effect).toEqual(effect);
      expect(waiting.record?.profile).toEqual(profile);
      expect(await desk.journal.last(owner, 1)).toEqual([journal]);
    }),
    { numRuns: 150 },
  );
});

test('a commit without effects, timers or journal is a commit', async () => {
  const desk = deskStores(redis);
  expect(await desk.clients.commit(aCommit({ once: 'u1' }))).toEqual({
    status: 'committed',
    entries: [],
    behind: false,
  });
  expect(await desk.keysInRedis()).toEqual([desk.keys.applied('u1')]);
});
