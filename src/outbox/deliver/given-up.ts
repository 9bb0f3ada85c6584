import { albumOf } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/words.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { ParkedEntry } from '../../store/parked-store.ts';
import { type Attempt, type Delivery, type DeliveryDeps, over, type Settlement } from './delivery.ts';
import { privateLane } from '../lanes.ts';
import { react } from './reaction.ts';
import { relayToClient } from './to-client.ts';

/**
 * What could not be delivered of a comment, and is kept among the parked ones.
 *
 * I1 What the comment says now counts: whatever was given up before of an earlier version is void once a later one is
 *    dealt with, so that nothing old is sent when somebody tries everything again.
 * I2 The mark on the comment goes with it.
 */

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;
type GivenUp = ParkedEntry & { effect: Kind<'relayToClient' | 'editAtClient' | 'continueAtClient'> };

/**
 * Oldest first.
 * @param album what was given up of its other items counts as well
 */
export async function givenUpOf(
  comment: ThreadMessageId,
  { entry }: Attempt,
  { parked }: Pick<DeliveryDeps, 'parked'>,
  album: string | null = null,
): Promise<GivenUp[]> {
  const all = (await parked.entries(entry.owner)).filter(isOfComment);
  return all.filter(
    ({ effect }) => commentOf(effect) === comment || (album !== null && albumOf(effect.content) === album),
  );
}

const isOfComment = (one: ParkedEntry): one is GivenUp =>
  one.effect.kind === 'relayToClient' ||
  one.effect.kind === 'editAtClient' ||
  one.effect.kind === 'continueAtClient';

const commentOf = (effect: GivenUp['effect']): ThreadMessageId =>
  effect.kind === 'continueAtClient' ? effect.of : effect.from;

/**
 * An end to what was given up, and to the marks.
 * @param comment that the attempt is about: if this is tried again, it is marked itself
 */
export function voided(
  givenUp: readonly GivenUp[],
  { entry }: Attempt,
  comment: ThreadMessageId,
): Pick<Settlement, 'voids'> & { effects: DeskEffect[] } {
  const marked = new Set(givenUp.map(({ effect }) => commentOf(effect)));
  if (entry.retried === true) marked.add(comment);
  return {
    ...(givenUp.length === 0 ? {} : { voids: givenUp.map(({ id }) => id) }),
    effects: [...marked].map((message) => ({ kind: 'markComment', message, undelivered: false })),
  };
}

/** Taking the mark away tells whether the comment is still there: no update does (`TELEGRAM.md §1.5`). */
export const retryComment: Delivery<Kind<'retryComment'>> = {
  lane: () => 'group',
  needs: 'nothing',
  async prepare({ message }, attempt, deps) {
    const givenUp = await givenUpOf(message, attempt, deps);
    // Edited since, or thrown away.
    if (relayIn(givenUp) === undefined) return over();
    const again: Settlement = { effects: [{ kind: 'resendComment', message }] };
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
  async prepare({ message }, attempt, deps) {
    const givenUp = await givenUpOf(message, attempt, deps);
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
