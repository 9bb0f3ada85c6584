import type { Say } from '../../../machines/client/say.ts';
import type { PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import { saying } from '../../i18n/saying.ts';

/** Tells the client that a message did not reach the team. @param what a variant of the catalogue */
export const cannotPass = (message: PrivateMessageId, what: string): Say => ({
  kind: 'say',
  to: 'client',
  text: saying('cannot-pass-to-team', { kind: what }),
  replyTo: message,
});

/** Tells the agent under the comment that the comment, or an edit of the comment, did not reach the client. */
export const notDelivered = (
  message: ThreadMessageId,
  key: 'refused-not-delivered' | 'refused-edit-not-delivered',
  reason: string,
  what?: string,
): Say => ({
  kind: 'say',
  to: 'thread',
  text: saying(key, { reason: { reason, ...(what === undefined ? {} : { what }) } }),
  replyTo: message,
  undelivered: true,
});
