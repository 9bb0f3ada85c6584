import type { Entry } from '../../actor/ports.ts';
import type { OutboxEffect } from '../batch.ts';
import type { LaneId } from '../lanes.ts';
import type { Attempt, Delivery, DeliveryDeps, Prepared } from './delivery.ts';
import { withholdAlbum } from './albums.ts';
import { broadcast } from './broadcast.ts';
import { continueAtClient, continueInThread, editAtClient, editInThread, withholdEdit } from './edit.ts';
import { openPost, reconcilePost, removePinNotice, retirePost, unpinPost } from './post.ts';
import { markComment, reactAtClient, reactInThread } from './reaction.ts';
import { albumToClient, relayToClient, returnToClient, tellClient, textsToClient } from './to-client.ts';
import { alertAdmins, alertThreadsFail, sayInPrivate, reportGap, reportPlace, tellAdmin } from './to-team.ts';
import {
  albumToThread,
  note,
  refuse,
  relayToThread,
  removeCommand,
  replyInThread,
  textsToThread,
} from './to-thread.ts';
import { resendComment, retryComment } from './retry.ts';
import { showFile, showVersions } from './versions.ts';

/** What happens to each kind of effect. A new kind does not compile without its row. */
const deliveries: { [K in OutboxEffect['kind']]: Delivery<Extract<OutboxEffect, { kind: K }>> } = {
  openPost,
  retirePost,
  unpinPost,
  reconcilePost,
  removePinNotice,
  relayToThread,
  albumToThread,
  textsToThread,
  editInThread,
  continueInThread,
  showVersions,
  showFile,
  reactInThread,
  note,
  refuse,
  replyInThread,
  markComment,
  retryComment,
  resendComment,
  removeCommand,
  relayToClient,
  albumToClient,
  textsToClient,
  editAtClient,
  continueAtClient,
  withholdEdit,
  withholdAlbum,
  reactAtClient,
  tellClient,
  returnToClient,
  broadcast,
  alertAdmins,
  alertThreadsFail,
  tellAdmin,
  reportPlace,
  reportGap,
  sayInPrivate,
};

/** The row of an effect, as it is when its kind is not known to the compiler. */
const rowOf = (effect: OutboxEffect) => deliveries[effect.kind] as Delivery<OutboxEffect>;

export const laneOf = (entry: Entry): LaneId => rowOf(entry.effect).lane(entry.effect, entry.owner);

export function isReady(entry: Entry, attempt: Pick<Attempt, 'record'>): boolean {
  const context = attempt.record?.state.context;
  switch (rowOf(entry.effect).needs) {
    case 'nothing':
      return true;
    case 'post':
      return context !== undefined && context.thread.post !== null;
    case 'thread':
      return attempt.record?.state.value.thread === 'ready';
  }
}

export const prepare = async (
  effect: OutboxEffect,
  attempt: Attempt,
  deps: DeliveryDeps,
): Promise<Prepared> => await rowOf(effect).prepare(effect, attempt, deps);
