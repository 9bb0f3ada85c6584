import { expect, test } from 'vitest';
import { newRecord } from '../../src/actor/record.ts';
import { readRow, indexedOf } from '../../src/store/indexes.ts';
import { decodeRecord, encodeRecord } from '../../src/store/stored-record.ts';
import { ticketAtFirst } from '../../machines/client/regions/ticket-slice.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { aClient } from '../machines/client/given.ts';
import { client, T0 } from '../support/stores.ts';

const fresh = newRecord(client(700), T0);
const states = [
  fresh.state,
  aClient({ ticket: 'open' }),
  aClient({ ticket: 'prioritized', priority: 4 }),
  aClient({ ticket: 'closed' }),
  aClient({ ticket: 'banned' }),
];

test.each(states.map((state) => [state.value.ticket, state] as const))(
  'a client who is %s comes back whole',
  (_ticket, state) => {
    const record = { ...fresh, state, version: 3 };
    expect(decodeRecord(record.id, 3, encodeRecord(record))).toEqual(record);
    const named = {
      ...record,
      profile: { firstName: 'Ana', lastName: 'Lima', username: 'ana', language: 'pt' },
      shown: { glyph: '🟢', name: 'Ana', ticket: 1, pinned: true, away: false } as never,
      timers: { idle: { due: T0, event: { type: 'timer' } } } as never,
    };
    expect(decodeRecord(named.id, 3, encodeRecord(named))).toEqual(named);
  },
);

test('a field with the first value is not stored', () => {
  expect(JSON.parse(encodeRecord(fresh))).toEqual({
    state: { v: fresh.state.v, value: fresh.state.value, context: {} },
    profile: { firstName: '700' },
    at: T0,
  });
});

test('a row of the lists comes back whole', () => {
  const ticket = { ...ticketAtFirst, number: 7, openedAt: T0, waitingSince: (T0 + 1) as EpochMs };
  const state = aClient({ ticket: 'open' });
  const record = { ...fresh, state: { ...state, context: { ...state.context, ticket } } };
  const { greeted: _greeted, messages: _messages, ...fields } = ticket;
  const row = indexedOf(record).open?.row ?? '';
  expect(row).not.toContain('null');
  expect(readRow(row)).toEqual({
    ...fields,
    client: 700,
    name: '700',
    status: expect.any(String) as string,
    board: 0,
  });
});
