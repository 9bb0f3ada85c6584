import { expect, test } from 'vitest';
import { documentRules } from '../../machines/desk/document-rules.ts';
import type { EpochMs, ThreadMessageId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { renderAudit } from '../../src/cli/audit.ts';
import { findParked, releaseParked } from '../../src/store/find-parked.ts';
import { checkTemplate } from '../../src/i18n/check-template.ts';
import { auditStream } from '../../src/store/audit.ts';
import { createCampaigns } from '../../src/store/campaigns.ts';
import { storeChange } from '../../src/store/change-document.ts';
import { createDocumentStore } from '../../src/store/documents.ts';
import { testRedis } from '../support/redis.ts';
import { followed } from '../support/shown-stream.ts';
import {
  aCommit,
  DAY_MS,
  type DeskStores,
  deskStores,
  LOG_DAYS,
  T0,
  user,
  wrote,
} from '../support/stores.ts';
import { NO_TEXTS } from '../support/desk-options.ts';

const redis = testRedis();
const operator = { kind: 'operator' } as const;
const bia = { kind: 'agent', id: user(500) } as const;
const rowsOf = async ({ keys }: DeskStores) =>
  (await auditStream(redis, keys).newest(100)).map(({ row }) => row);

/** A change of a document, by Bia. */
const changes = ({ keys }: DeskStores, patch: object) =>
  storeChange(
    {
      store: createDocumentStore(redis, keys),
      rules: documentRules({ timeZone: 'UTC', locale: 'pt-BR', texts: NO_TEXTS }, checkTemplate),
    },
    { kind: 'settings', id: 'settings', type: 'document.patched', patch },
    { author: bia, at: T0 },
  );

async function parks(desk: DeskStores): Promise<void> {
  const added = await desk.clients.commit(
    aCommit({ once: 'u1', effects: [{ kind: 'say', to: 'client', text: 'segredo' }] }),
  );
  const entry = added.status === 'committed' ? (added.entries[0]?.id ?? '') : '';
  await desk.clients.commit(aCommit({ outcome: { entry, parked: 'refused: segredo' } }));
}

test('a change of a document leaves a row with author, version and no value; a repeated call leaves none', async () => {
  const desk = deskStores(redis);
  await changes(desk, { reopenMinutes: 7 });
  await changes(desk, { reopenMinutes: 7 });
  const [row, ...more] = await rowsOf(desk);
  expect(row).toEqual({
    at: T0,
    actor: bia,
    what: 'document.changed',
    target: 'settings',
    detail: { version: 1 },
  });
  expect(more).toEqual([]);
});

test('a ban and the end of a ban leave rows with the agent, in the commit of the client', async () => {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  await dispatch(wrote(700, 1));
  const by = { id: null, name: 'Bia' };
  const message = 40 as ThreadMessageId;
  const from = { owner: user(700), actor: { kind: 'agent', id: null }, at: T0 } as const;
  await dispatch({ ...from, id: 'b1', event: { type: 'agent.banned', message, by } });
  await dispatch({ ...from, id: 'b1', event: { type: 'agent.banned', message, by } });
  await dispatch({ ...from, id: 'b2', event: { type: 'agent.prioritized', message, priority: 1, by } });
  const row = { at: T0, actor: from.actor, target: '700' };
  expect(await rowsOf(desk)).toEqual([
    { ...row, what: 'client.banned' },
    { ...row, what: 'client.unbanned' },
  ]);
});

test('a parked entry leaves one row when people release it, and none when its time is over', async () => {
  const desk = deskStores(redis);
  await parks(desk);
  const found = await findParked(desk.parked, { of: 'everything' });
  const at = (T0 + 1) as EpochMs;
  await releaseParked(desk.parked, found, { how: 'retry', by: operator, at });
  await releaseParked(desk.parked, found, { how: 'drop', by: operator, at });
  const [{ id } = { id: '' }] = found.entries;
  expect(await rowsOf(desk)).toEqual([
    { at, actor: operator, what: 'parked.retried', target: `700 ${id}`, detail: { kind: 'say' } },
  ]);
  const old = deskStores(redis);
  await parks(old);
  const expired = await findParked(old.parked, { of: 'everything' });
  await releaseParked(old.parked, expired, { how: 'expire', by: { kind: 'desk' }, at });
  expect(await old.parked.count()).toBe(0);
  expect(await rowsOf(old)).toEqual([]);
});

test('a parked update leaves one row, with its number', async () => {
  const desk = deskStores(redis);
  for (const update_id of [11, 12])
    await redis.rpush(desk.keys.poison, JSON.stringify({ at: T0, reason: 'x', update: { update_id } }));
  const found = await findParked(desk.parked, { of: 'updates', update: null });
  const [first, second] = found.updates;
  const release = { by: operator, at: T0 } as const;
  await releaseParked(
    desk.parked,
    { entries: [], updates: first ? [first, first] : [] },
    { ...release, how: 'drop' },
  );
  await releaseParked(
    desk.parked,
    { entries: [], updates: second ? [second] : [] },
    { ...release, how: 'retry' },
  );
  expect((await rowsOf(desk)).map(({ what, target }) => [what, target])).toEqual([
    ['parked.dropped', 'update 11'],
    ['parked.retried', 'update 12'],
  ]);
  expect(await redis.lrange(desk.keys.retriedUpdates, 0, -1)).toEqual(['{"update_id":12}']);
});

test('a campaign leaves one row for its begin, and none for a repetition', async () => {
  const desk = deskStores(redis);
  const campaigns = createCampaigns(redis, desk.keys, LOG_DAYS);
  await campaigns.begin('natal', { begunAt: T0, text: 'segredo' }, operator);
  const again = await campaigns.begin('natal', { begunAt: (T0 + 1) as EpochMs, text: 'outro' }, operator);
  expect(again).toMatchObject({ begunAt: T0, text: 'segredo' });
  expect(await rowsOf(desk)).toEqual([
    { at: T0, actor: operator, what: 'campaign.started', target: 'natal' },
  ]);
});

test('rows are kept for the days of the reports', async () => {
  const desk = deskStores(redis);
  await createCampaigns(redis, desk.keys, LOG_DAYS).begin('natal', { begunAt: T0, text: 'x' }, operator);
  const audit = auditStream(redis, desk.keys);
  const [placed] = await audit.newest(1);
  const written = Number(placed?.place.split('-')[0]);
  await audit.trim(written - DAY_MS);
  expect(await rowsOf(desk)).toHaveLength(1);
  await audit.trim(written + 1);
  expect(await rowsOf(desk)).toEqual([]);
});

test('npm run audit shows the newest rows, and with --follow those that come', async () => {
  const desk = deskStores(redis);
  await changes(desk, { reopenMinutes: 7 });
  const lines = await followed(auditStream(redis, desk.keys), 10, renderAudit, () =>
    changes(desk, { reopenMinutes: 8 }),
  );
  const at = new Date(T0).toISOString();
  expect(lines).toEqual([
    `${at}  agent:500  document.changed  settings  version=1`,
    `${at}  agent:500  document.changed  settings  version=2`,
  ]);
});
