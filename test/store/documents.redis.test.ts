import { describe, expect, test } from 'vitest';
import type { DocumentEvent } from '../../machines/desk/change-document.ts';
import type { DocumentAuthor } from '../../machines/desk/document.ts';
import { documentRules, type FirstValues } from '../../machines/desk/document-rules.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { ConflictError, SetupError } from '../../src/base/errors.ts';
import { checkTemplate } from '../../src/i18n/check-template.ts';
import { storeChange } from '../../src/store/change-document.ts';
import { createCurrentSettings } from '../../src/store/current-settings.ts';
import { createDocumentStore } from '../../src/store/documents.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { anotherRedis, testRedis } from '../support/redis.ts';
import { aCommit, deskStores, T0, user } from '../support/stores.ts';

const redis = testRedis();
const first: FirstValues = {
  timeZone: 'America/Sao_Paulo',
  locale: 'pt-BR',
  texts: { start: 'Olá!', restart: null, end: null, terms: null },
};
const rules = documentRules(first, checkTemplate);
const bia: DocumentAuthor = { kind: 'agent', id: user(1) };
const shop = { name: 'Loja', timeZone: 'UTC', week: { mon: [['09:00', '18:00']] }, holidays: [] };
const hours = { kind: 'hours', id: 'shop' } as const;

let clock = T0;
const by = (author: DocumentAuthor = bia) => ({ author, at: (clock = (clock + 1) as EpochMs) });
const set = (patch: object): DocumentEvent => ({
  kind: 'settings',
  id: 'settings',
  type: 'document.patched',
  patch,
});

function aDesk() {
  const { desk, keys, dump, clients } = deskStores(redis);
  const store = createDocumentStore(redis, keys);
  return { desk, keys, dump, clients, store, deps: { store, rules } };
}

/** A process of the desk: a connection of its own, and the settings in memory. */
async function aProcess({ desk }: { desk: number }, { hears = true } = {}) {
  const own = anotherRedis();
  const { keys } = deskStores(own, desk);
  const reports: string[] = [];
  const settings = await createCurrentSettings({
    store: createDocumentStore(own, keys),
    rules,
    onDamaged: (report) => reports.push(report),
    onFailed: (error) => reports.push(String(error)),
  });
  const heard = new Map([[keys.settingsVersion, () => settings.hinted()]]);
  const pubsub = new Pubsub(own);
  if (hears) pubsub.subscribe(heard, (error) => reports.push(String(error)));
  return { settings, reports, [Symbol.dispose]: () => pubsub.close() };
}

test('a desk that nobody configured has version 0, first values, and nothing in Redis', async () => {
  const desk = aDesk();
  using one = await aProcess(desk);
  expect(one.settings.now()).toMatchObject({ version: 0, settings: { version: 0 } });
  expect(one.settings.now().texts['pt-BR'].value.start).toBe('Olá!');
  expect(await desk.dump()).toEqual({});
});

test('a change comes back as it was made, with who and when', async () => {
  const desk = aDesk();
  const at = by();
  const event = { ...hours, type: 'document.written', value: shop } as const;
  expect(await storeChange(desk.deps, event, at)).toMatchObject({ outcome: 'changed' });
  expect(await desk.store.readAll()).toEqual({
    version: 1,
    documents: [{ ...hours, version: 1, ...at, archived: false, value: shop }],
  });
  expect(await desk.store.version()).toBe(1);
});

describe('two processes', () => {
  test('what one changes is so in the other at once', async () => {
    const desk = aDesk();
    using one = await aProcess(desk);
    using other = await aProcess(desk);
    // Before both listen, a change may be missed.
    await expect
      .poll(() => redis.pubsub('NUMSUB', desk.keys.settingsVersion))
      .toEqual([expect.anything(), 2]);
    await one.settings.change(set({ reopenMinutes: 3 }), by());
    expect(one.settings.now().settings.value.reopenMinutes).toBe(3);
    await expect.poll(() => other.settings.now().settings.value.reopenMinutes).toBe(3);
    expect([...one.reports, ...other.reports]).toEqual([]);
  });

  test('one that hears nothing is refused the commit it decided with old settings, and reads them', async () => {
    const desk = aDesk();
    using one = await aProcess(desk);
    using deaf = await aProcess(desk, { hears: false });
    const commit = (once: string) => {
      const decidedWith = deaf.settings.now().version;
      return desk.clients.commit(aCommit({ once, effects: [{ kind: 'reconcilePost' }], decidedWith }));
    };
    expect(await commit('u1')).toMatchObject({ status: 'committed' });
    await one.settings.change(set({ reopenMinutes: 3 }), by());
    expect(await commit('u2')).toEqual({ status: 'conflict' });
    expect(deaf.settings.now().settings.value.reopenMinutes).toBe(30);
    expect(await deaf.settings.refresh()).toMatchObject({ settings: { value: { reopenMinutes: 3 } } });
    expect(await commit('u2')).toMatchObject({ status: 'committed' });
  });

  test('change different fields at the same time, and both count', async () => {
    const desk = aDesk();
    using one = await aProcess(desk);
    using other = await aProcess(desk);
    const inTurn = async (settings: typeof one.settings, field: string, values: readonly unknown[]) => {
      for (const value of values) await settings.change(set({ [field]: value }), by());
    };
    await Promise.all([
      inTurn(one.settings, 'timeZone', ['Asia/Tokyo', 'Asia/Seoul', 'Asia/Tokyo', 'Asia/Seoul']),
      inTurn(other.settings, 'reopenMinutes', [10, 11, 12, 13]),
    ]);
    const now = await one.settings.refresh();
    expect(now.settings).toMatchObject({ version: 8, value: { timeZone: 'Asia/Seoul', reopenMinutes: 13 } });
    expect(now.version).toBe(8);
  });

  test('cannot choose hours and archive them at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const desk = aDesk();
      await storeChange(desk.deps, { ...hours, type: 'document.written', value: shop }, by());
      using one = await aProcess(desk);
      using other = await aProcess(desk);
      const [chosen, archived] = await Promise.all([
        one.settings.change(set({ hours: 'shop' }), by()),
        other.settings.change({ ...hours, type: 'document.archived' }, by()),
      ]);
      expect(archived.outcome).toBe('changed');
      const now = await one.settings.refresh();
      const cameFirst = now.settings.version === 1;
      expect(chosen.outcome).toBe(cameFirst ? 'changed' : 'refused');
      expect(now.settings.value.hours).toBe(cameFirst ? 'shop' : null);
    }
  });

  test('who edits what another has changed in between is told so', async () => {
    const desk = aDesk();
    await storeChange(desk.deps, set({ reopenMinutes: 1 }), by());
    const seen = (await desk.store.readAll()).documents[0]?.version ?? 0;
    await storeChange(desk.deps, set({ reopenMinutes: 2 }), by());
    const before = await desk.dump();
    expect(await storeChange(desk.deps, { ...set({ reopenMinutes: 3 }), expects: seen }, by())).toEqual({
      outcome: 'conflict',
      version: 2,
    });
    expect(await desk.dump()).toEqual(before);
  });
});

describe('a write', () => {
  const document = (version: number, reopenMinutes: number) => ({
    kind: 'settings' as const,
    id: 'settings',
    version,
    ...by(),
    archived: false,
    value: { reopenMinutes },
  });

  test.each([
    ['of the document', 1, 2],
    ['of the desk', 2, 1],
  ])('that was decided with an older version %s changes nothing', async (_, version, decidedWith) => {
    const { store, dump } = aDesk();
    await store.write(document(1, 1), 0, 0);
    await store.write(document(2, 2), 1, 1);
    const before = await dump();
    expect(await store.write(document(version + 1, 3), version, decidedWith)).toBeNull();
    expect(await dump()).toEqual(before);
  });

  test('whose answer was lost is sent again and has no second effect, even behind another change', async () => {
    const { store, dump } = aDesk();
    const mine = document(1, 1);
    expect(await store.write(mine, 0, 0)).toBe(1);
    expect(await store.write(mine, 0, 0)).toBe(1);
    expect(await store.write(document(2, 2), 1, 1)).toBe(2);
    const before = await dump();
    expect(await store.write(mine, 0, 0)).toBe(2);
    expect(await dump()).toEqual(before);
  });

  test('that others overtake for ever is given up', async () => {
    const { store } = aDesk();
    const restless = { ...store, write: async () => null };
    await expect(storeChange({ store: restless, rules }, set({ reopenMinutes: 1 }), by())).rejects.toThrow(
      ConflictError,
    );
  });
});

test('the history has the last 50 versions, the newest first, each with its author', async () => {
  const desk = aDesk();
  for (let i = 1; i <= 52; i += 1) {
    await storeChange(desk.deps, set({ reopenMinutes: i }), by(i % 2 === 0 ? bia : { kind: 'operator' }));
  }
  const history = await desk.store.history('settings', 'settings');
  expect(history).toHaveLength(50);
  expect(history[0]).toMatchObject({ version: 52, author: bia, value: { reopenMinutes: 52 } });
  expect(history[49]).toMatchObject({
    version: 3,
    author: { kind: 'operator' },
    value: { reopenMinutes: 3 },
  });
  expect(await desk.store.history('hours', 'shop')).toEqual([]);
});

test('what is archived is kept, and comes back', async () => {
  const desk = aDesk();
  await storeChange(desk.deps, { ...hours, type: 'document.written', value: shop }, by());
  await storeChange(desk.deps, { ...hours, type: 'document.archived' }, by());
  using one = await aProcess(desk);
  expect(one.settings.now().hours.get('shop')).toMatchObject({ version: 2, archived: true, value: shop });
  await one.settings.change({ ...hours, type: 'document.restored' }, by());
  expect(one.settings.now().hours.get('shop')).toMatchObject({ version: 3, archived: false, value: shop });
});

describe('a damaged document', () => {
  const damage: [string, string, RegExp][] = [
    ['cut short', '3 {"author":{"kind":"operator"},"at":1,"arch', /settings\): .*cut short/],
    ['without a version', '{}', /settings\): .*version is missing/],
    ['without an author', '3 {"at":1,"archived":false,"value":{}}', /settings\): .*author/],
    ['that is no object', '3 []', /settings\): .*no object/],
    [
      'with a value that cannot be',
      '3 {"author":{"kind":"operator"},"at":1,"archived":false,"value":{"reopenMinutes":"x"}}',
      /settings, reopenMinutes\): "x" is out of range.*minutes from 0 to 43200/,
    ],
  ];

  test.each(damage)('%s ends a start, and is named', async (_, text, report) => {
    const desk = aDesk();
    await redis.hset(desk.keys.documents('settings'), 'settings', text);
    const start = aProcess(desk);
    await expect(start).rejects.toThrow(SetupError);
    await expect(start).rejects.toThrow(report);
    await expect(start).rejects.toThrow(/npm run settings -- history/);
  });

  test.each(damage)(
    '%s is reported by a running desk, which keeps the last good value',
    async (_, text, report) => {
      const desk = aDesk();
      await storeChange(desk.deps, set({ reopenMinutes: 3 }), by());
      using one = await aProcess(desk, { hears: false });
      await redis.hset(desk.keys.documents('settings'), 'settings', text);
      await redis.incr(desk.keys.settingsVersion);
      await one.settings.refresh();
      expect(one.settings.now()).toMatchObject({ version: 2, settings: { value: { reopenMinutes: 3 } } });
      await one.settings.refresh();
      expect(one.reports).toHaveLength(1);
      expect(one.reports[0]).toMatch(report);
    },
  );

  test.each(damage)('%s can be written again as a whole', async (_, text) => {
    const desk = aDesk();
    await redis.hset(desk.keys.documents('settings'), 'settings', text);
    const settings = { kind: 'settings', id: 'settings' } as const;
    expect(await storeChange(desk.deps, set({ reopenMinutes: 2 }), by())).toMatchObject({
      outcome: 'refused',
    });
    const whole = { ...settings, type: 'document.written', value: { reopenMinutes: 2 } } as const;
    expect(await storeChange(desk.deps, whole, by())).toMatchObject({ outcome: 'changed' });
    using one = await aProcess(desk);
    expect(one.settings.now().settings.value.reopenMinutes).toBe(2);
  });
});

test('Redis in trouble fails a background refresh aloud, and the next refresh works', async () => {
  const desk = aDesk();
  const reports: unknown[] = [];
  let broken = false;
  const store = {
    ...desk.store,
    version: () => (broken ? Promise.reject(new Error('LOADING')) : desk.store.version()),
  };
  const settings = await createCurrentSettings({
    store,
    rules,
    onDamaged: (report) => reports.push(report),
    onFailed: (error) => reports.push(error),
  });
  broken = true;
  settings.hinted();
  await expect(settings.refresh()).rejects.toThrow('LOADING');
  expect(reports).toEqual([new Error('LOADING')]);
  broken = false;
  await storeChange(desk.deps, set({ reopenMinutes: 4 }), by());
  expect(await settings.refresh()).toMatchObject({ settings: { value: { reopenMinutes: 4 } } });
});
