import { expect, test } from 'vitest';
import type { EpochMs, ThreadMessageId, UserId } from '../../machines/ids.ts';
import type { Attempt, DeliveryContext } from '../../src/outbox/delivery.ts';
import { deliverHint } from '../../src/outbox/hint-stranger.ts';

const hint = { kind: 'hintStranger', message: 31 as ThreadMessageId } as const;
const context = {
  chats: { inGroup: (message: number) => ({ chat_id: -100, message_id: message }) },
  texts: { say: (key: string) => key },
} as unknown as DeliveryContext;

/** A hint that was decided at `at` by the wall clock, and waited `waitedMs`. */
const attempt = (at: number, waitedMs: number): Attempt => ({
  entry: { id: '1', seq: 1, owner: 700 as UserId, at: at as EpochMs, effect: hint },
  record: null,
  without: new Set(),
  mayHaveBeenSent: false,
  waitedMs,
});

test.each([0, Date.now(), Date.now() + 3_600_000])(
  'a hint leaves within a minute, and no later, whatever the wall clock says (%i)',
  async (at) => {
    expect(await deliverHint.prepare(hint, attempt(at, 59_000), context)).toMatchObject({ is: 'call' });
    expect(await deliverHint.prepare(hint, attempt(at, 61_000), context)).toEqual({
      is: 'over',
      outcome: {},
    });
  },
);
