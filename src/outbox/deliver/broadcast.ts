import type { DeskEffect } from '../../actor/effects.ts';
import { mayBeAddressed } from '../../actor/record.ts';
import { privateLane } from '../lanes.ts';
import { clientOf, type Delivery, over } from './delivery.ts';
import { passFile, passText } from './copy-calls.ts';
import { isReachable, unreachable } from './to-client.ts';

type Broadcast = Extract<DeskEffect, { kind: 'broadcast' }>;

export const broadcast: Delivery<Broadcast> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  prepare({ content }, attempt) {
    // Banned, or gone, since it was ordered.
    if (attempt.record === null || !mayBeAddressed(attempt.record)) return over();
    const client = clientOf(attempt);
    return {
      is: 'call',
      call:
        content.kind === 'text' ? passText(content, client, undefined) : passFile(content, client, undefined),
      context: { place: 'person', repliesTo: null },
      done: () => ({}),
      refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
    };
  },
};
