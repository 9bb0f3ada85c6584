import { expect, test } from 'vitest';
import { deskRows } from '../../src/router/desk-rows.ts';
import { sayInPrivate } from '../../src/router/private-answer.ts';
import type { StartRow } from '../../src/router/start-command.ts';
import { writes } from '../support/interactions.ts';
import { testRedis } from '../support/redis.ts';
import { aReception, type Reception } from '../support/reception.ts';
import { user } from '../support/stores.ts';
import { ana, bia } from '../support/updates.ts';
import { rows as allRows } from '../support/deliveries.ts';

const redis = testRedis();
const INVITATION = `i-${'a'.repeat(22)}`;

async function startedFrom(desk: Reception): Promise<unknown[]> {
  const journal = await desk.journal.last(user(ana.id), 10);
  return journal.flatMap(({ event }) => (event?.['type'] === 'client.started' ? [event['origin']] : []));
}

test.each([
  ['/start', null, []],
  ['/start site', 'site', []],
  ['/start d-vendas-site', 'site', ['⚙️ start-link-unknown']],
  [`/start ${INVITATION}`, null, ['⚙️ start-link-unknown']],
  ['/start p-7', null, ['⚙️ start-link-unknown']],
])('"%s" greets the client, and says so when the link names nothing', async (text, origin, said) => {
  const desk = aReception(redis);
  await desk.takes(writes(text));
  expect(await startedFrom(desk)).toEqual([origin]);
  expect(await desk.waits()).toEqual(said);
});

test('words behind /start that no link can hold are a message', async () => {
  const desk = aReception(redis);
  await desk.takes(writes('/start oi tudo bem'));
  expect(await startedFrom(desk)).toEqual([]);
  expect(await desk.waits()).toEqual(['/start oi tudo bem']);
});

test('a link into the workspace is answered to an agent, who is never greeted as a client', async () => {
  const desk = aReception(redis);
  desk.telegram.memberships.set(bia.id, 'member');
  await desk.takes(writes('/start p-7', bia), writes('/start', bia), writes('/start site', bia));
  expect(await desk.waits(bia.id)).toEqual([
    '⚙️ agent-link-unknown',
    '⚙️ agent-private-start',
    '⚙️ agent-private-start',
  ]);
});

test('the first feature that knows the link follows it', async () => {
  const starts: StartRow[] = [
    { kind: 'department', who: 'client', becomes: () => null },
    {
      kind: 'department',
      who: 'client',
      becomes: ({ slug, origin }) =>
        slug === 'vendas'
          ? { event: { type: 'client.started', origin }, effects: [sayInPrivate([{ key: 'restart' }])] }
          : null,
    },
  ];
  const desk = aReception(redis, { rows: deskRows([{ starts }]) });
  await desk.takes(writes('/start d-vendas-site'), writes('/start d-outro'));
  expect(await startedFrom(desk)).toEqual(['site', null]);
  expect(await desk.waits()).toEqual(['⚙️ restart', '⚙️ start-link-unknown']);
});

test('every command of clients stands in their help', () => {
  const rows = allRows.commands.rows.filter(({ who }) => who === 'client');
  expect(rows.map(({ names }) => names.pt[0])).toEqual(['start', 'ajuda', 'tos']);
});
