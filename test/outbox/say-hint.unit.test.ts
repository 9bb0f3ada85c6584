import { expect, test } from 'vitest';
import type { Say } from '../../machines/client/say.ts';
import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { Attempt, DeliveryContext } from '../../src/outbox/delivery.ts';
import { deliverSay } from '../../src/outbox/say.ts';
import { deskTexts } from '../support/deliveries.ts';
import { NO_TEXTS } from '../support/desk-options.ts';

const hint: Say = {
  kind: 'say',
  to: 'thread',
  text: { key: 'refused-not-team' },
  replyTo: 31,
  hint: true,
  fleeting: true,
};
const says = deliverSay({
  audience: async () => [],
  hintOnce: () => ({}),
  unreachable: async () => {},
  botUsername: 'desk_bot',
});
const context = {
  chats: { inGroup: (message: number) => ({ chat_id: -100, message_id: message }) },
  texts: deskTexts('pt-BR'),
  company: () => NO_TEXTS,
  logDays: () => 90,
  collect: () => 'full',
  deskName: () => '',
} as unknown as DeliveryContext;

/** A hint that was decided at `at` by the wall clock, and waited `waitedMs`. */
const attempt = (at: number, waitedMs: number, without: Attempt['without'] = new Set()): Attempt => ({
  entry: { id: '1', seq: 1, owner: 700 as UserId, at: at as EpochMs, effect: hint },
  record: null,
  without,
  mayHaveBeenSent: false,
  waitedMs,
});

const nothing = { is: 'over', outcome: {} };

test.each([0, Date.now(), Date.now() + 3_600_000])(
  'a hint to a stranger leaves within a minute, and no later, whatever the wall clock says (%i)',
  async (at) => {
    expect(await says.prepare(hint, attempt(at, 59_000), context)).toMatchObject({ is: 'call' });
    expect(await says.prepare(hint, attempt(at, 61_000), context)).toEqual(nothing);
  },
);

test('a hint goes behind messages, waits for no thread, and is dropped with the comment or after a refusal', async () => {
  const { rank, needs } = says;
  expect([typeof rank === 'function' && rank(hint), typeof needs === 'function' && needs(hint)]).toEqual([
    'hint',
    'nothing',
  ]);
  expect(await says.prepare(hint, attempt(0, 0, new Set(['context'])), context)).toEqual(nothing);
  const prepared = await says.prepare(hint, attempt(0, 0), context);
  if (prepared.is !== 'call') throw new Error('no call');
  expect(prepared.call.params).toMatchObject({ chat_id: -100, reply_parameters: { message_id: 31 } });
  expect(await prepared.refused?.({ reason: 'no rights' })).toEqual({});
});
