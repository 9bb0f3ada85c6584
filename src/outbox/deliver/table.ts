import type { DeskEffect } from '../../actor/effects.ts';
import type { Entry } from '../../actor/ports.ts';
import type { LaneId } from '../lanes.ts';
import type { Attempt, Delivery, DeliveryDeps, Prepared } from './delivery.ts';
import { openPost, reconcilePost, removePinNotice, retirePost, unpinPost } from './post.ts';
import { editAtClient, relayToClient, returnToClient, tellClient } from './to-client.ts';
import { alertAdmins, answerAgent, tellAdmin } from './to-team.ts';
import { editInThread, note, refuse, relayToThread, removeCommand, replyInThread } from './to-thread.ts';

/** What happens to each kind of effect. A new kind does not compile without its row. */
const deliveries: { [K in DeskEffect['kind']]: Delivery<Extract<DeskEffect, { kind: K }>> } = {
  openPost,
  retirePost,
  unpinPost,
  reconcilePost,
  removePinNotice,
  relayToThread,
  editInThread,
  note,
  refuse,
  replyInThread,
  removeCommand,
  relayToClient,
  editAtClient,
  tellClient,
  returnToClient,
  alertAdmins,
  tellAdmin,
  answerAgent,
};

/** The row of an effect, as it is when its kind is not known to the compiler. */
const rowOf = (effect: DeskEffect) => deliveries[effect.kind] as Delivery<DeskEffect>;

export const laneOf = (entry: Entry): LaneId => rowOf(entry.effect).lane(entry.effect, entry.owner);

export function isReady(entry: Entry, attempt: Pick<Attempt, 'record'>): boolean {
  const context = attempt.record?.state.context;
  switch (rowOf(entry.effect).needs) {
    case 'nothing':
      return true;
    case 'post':
      return context !== undefined && context.post !== null;
    case 'thread':
      return attempt.record?.state.value.thread === 'ready';
  }
}

/** A post that was lost is reconciled once `openPost`, which waits behind, has made the next one. */
export const givesWay = ({ effect }: Entry): boolean => rowOf(effect).needs === 'post';

export const prepare = async (attempt: Attempt, deps: DeliveryDeps): Promise<Prepared> =>
  await rowOf(attempt.entry.effect).prepare(attempt.entry.effect, attempt, deps);
