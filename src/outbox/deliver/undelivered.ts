import { albumOf } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { ParkedEntry } from '../../store/parked-store.ts';
import type { Attempt, DeliveryDeps, Settlement } from './delivery.ts';

/**
 * What could not be delivered of a comment, and is kept among the parked ones.
 *
 * I1 What the comment says now counts: whatever was given up before of an earlier version is void once a later one is
 *    dealt with, so that nothing old is sent when somebody tries everything again.
 * I2 The mark on the comment goes with it.
 */

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;
export type GivenUp = ParkedEntry & { effect: Kind<'relayToClient' | 'editAtClient' | 'continueAtClient'> };

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
