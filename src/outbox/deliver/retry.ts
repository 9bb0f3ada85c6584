import type { DeskEffect } from '../../actor/effects.ts';
import { privateLane } from '../lanes.ts';
import { type Delivery, over, type Settlement } from './delivery.ts';
import { type GivenUp, givenUpOf } from './undelivered.ts';
import { react } from './reaction.ts';
import { relayToClient } from './to-client.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

/** Taking the mark away tells whether the comment is still there: no update does (`TELEGRAM.md §1.5`). */
export const retryComment: Delivery<Kind<'retryComment'>> = {
  lane: () => 'group',
  needs: 'nothing',
  async prepare({ message }, attempt, deps) {
    const givenUp = await givenUpOf(message, attempt, deps);
    // Edited since, or thrown away.
    const relay = relayIn(givenUp);
    if (relay === undefined) return over();
    const { from, content } = relay;
    const again: Settlement = { effects: [{ kind: 'resendComment', from, content }] };
    return {
      is: 'call',
      call: react(deps.chats.groupId, message, null),
      context: { place: 'thread', repliesTo: null },
      done: () => again,
      refused: ({ uncopyable }) =>
        uncopyable === 'deleted'
          ? {
              voids: givenUp.map(({ id }) => id),
              effects: [{ kind: 'replyInThread', message, reply: { key: 'deleted-since' } }],
            }
          : again,
    };
  },
};

/** In the lane of the comment's edits, so that whichever comes first has ended when the other begins. */
export const resendComment: Delivery<Kind<'resendComment'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ from }, attempt, deps) {
    const givenUp = await givenUpOf(from, attempt, deps);
    const relay = relayIn(givenUp);
    if (relay === undefined) return over();
    const voids = givenUp.map(({ id }) => id);
    const prepared = await relayToClient.prepare(relay, attempt, deps);
    if (prepared.is === 'over') return over({ ...prepared.settlement, voids });
    return {
      ...prepared,
      done: (messages) => ({ ...prepared.done(messages), voids }),
      async refused(why) {
        const { parked, ...settlement } = (await prepared.refused?.(why)) ?? { parked: why.reason };
        // It is parked already.
        return parked === undefined ? { ...settlement, voids } : settlement;
      },
    };
  },
};

const relayIn = (givenUp: readonly GivenUp[]): Kind<'relayToClient'> | undefined =>
  givenUp.map(({ effect }) => effect).find((effect) => effect.kind === 'relayToClient');
