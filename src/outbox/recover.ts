import type { Entry } from '../actor/ports.ts';
import type { OutboxEffect } from './batch.ts';
import type { Settlement } from './deliver/delivery.ts';

/**
 * What a repetition does when it is not known whether a call was carried out. Telegram takes no idempotency key.
 *
 * harmless: the same call twice leaves the same picture.
 * twice:    a message may appear twice; at most one per lane and crash.
 * doubt:    must not happen twice. The chart waits for the automatic copy of a post before it is sent again.
 */
export type Repetition = 'harmless' | 'twice' | 'doubt';

export const repetition: Record<OutboxEffect['kind'], Repetition> = {
  openPost: 'doubt',
  retirePost: 'harmless',
  unpinPost: 'harmless',
  reconcilePost: 'harmless',
  removePinNotice: 'harmless',
  removeCommand: 'harmless',
  markComment: 'harmless',
  retryComment: 'harmless',
  editInThread: 'harmless',
  editAtClient: 'harmless',
  withholdEdit: 'harmless',
  withholdAlbum: 'harmless',
  reactInThread: 'harmless',
  reactAtClient: 'harmless',
  alertAdmins: 'harmless',
  alertThreadsFail: 'harmless',
  relayToThread: 'twice',
  albumToThread: 'twice',
  textsToThread: 'twice',
  relayToClient: 'twice',
  resendComment: 'twice',
  albumToClient: 'twice',
  textsToClient: 'twice',
  tellClient: 'twice',
  broadcast: 'twice',
  note: 'twice',
  refuse: 'twice',
  tellAdmin: 'twice',
  reportPlace: 'twice',
  reportGap: 'twice',
  sayInPrivate: 'twice',
  replyInThread: 'twice',
  returnToClient: 'twice',
  continueInThread: 'twice',
  continueAtClient: 'twice',
  showVersions: 'twice',
  showFile: 'twice',
};

/** What becomes of an entry of which nobody knows whether it was carried out, and which must not be repeated. */
export const doubt = ({ effect }: Entry): Settlement =>
  effect.kind === 'openPost' ? { event: { type: 'post.doubted', threadNumber: effect.threadNumber } } : {};
