import type { Say, Saying } from '../../../machines/client/say.ts';
import type { TakenMessage } from '../../../machines/client/taken-message.ts';
import { kindOf } from '../../../machines/content.ts';
import type { MessageNumber, PrivateMessageId } from '../../../machines/ids.ts';
import { saying } from '../../i18n/saying.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryOutcome,
  over,
  type Refused,
} from '../../outbox/delivery.ts';
import { atClient, TO_PERSON } from '../../outbox/message/at-client.ts';
import { edit, passFile, passText } from '../../outbox/message/copy-calls.ts';
import { isReachable, unreachable } from '../../outbox/message/reach.ts';
import type { MirrorMode } from './settings.ts';
import type { MirrorInThread, RewriteMirror, RewriteToClient, WriteToClient } from './effects.ts';

/** The message never waits for the group. The mirror follows, so the thread shows nothing that the client has not got. */
export const writeToClient = (mode: () => MirrorMode): Delivery<WriteToClient> => ({
  ...atClient,
  onRepeat: 'duplicates',
  async prepare({ number, content, author, replyTo }, attempt, { links }) {
    const client = clientOf(attempt);
    const answered =
      replyTo === undefined ? null : await links.numberOf(client, { in: 'private', message: replyTo });
    const reply =
      replyTo === undefined ? undefined : { message_id: replyTo, allow_sending_without_reply: true };
    return {
      is: 'call',
      call: content.kind === 'text' ? passText(content, client, reply) : passFile(content, client, reply),
      context: TO_PERSON,
      done([message]) {
        if (message === undefined) return {};
        const from = message as PrivateMessageId;
        const about = replyTo === undefined ? {} : { replyTo };
        const mirror: MirrorInThread = { kind: 'mirrorInThread', number, from, content, author, ...about };
        return {
          written: taken({ number, content, author }, { from, answered }, attempt),
          effects: mode() === 'off' ? [] : [mirror],
        };
      },
      refused: (why) => undelivered('refused-not-delivered', why, attempt),
    };
  },
});

const taken = (
  { number, content, author }: Pick<WriteToClient, 'number' | 'content' | 'author'>,
  { from, answered }: { from: PrivateMessageId; answered: MessageNumber | null },
  { record }: Attempt,
): TakenMessage => ({
  n: number,
  kind: kindOf(content),
  ticket: record?.state.context.ticket.number ?? 0,
  from: 'elsewhere',
  by: author.id,
  message: from,
  replyTo: answered,
});

/** A message that the client deleted stays deleted. */
export const rewriteToClient: Delivery<RewriteToClient> = {
  ...atClient,
  onRepeat: 'harmless',
  batch: { is: 'state', key: ({ from }) => String(from) },
  prepare({ number, from, content, author }, attempt) {
    const key = 'refused-edit-not-delivered';
    const call = attempt.without.has('edit')
      ? null
      : edit(content, { chat_id: clientOf(attempt), message_id: from });
    if (call === null) return over(undelivered(key, { reason: 'message to edit not found' }, attempt));
    return {
      is: 'call',
      call,
      context: TO_PERSON,
      done: () => ({
        effects: [{ kind: 'rewriteMirror', number, from, content, author } satisfies RewriteMirror],
      }),
      refused: (why) => undelivered(key, why, attempt),
    };
  },
};

/** The team sees in the thread that the words did not reach the client. */
function undelivered(
  key: 'refused-not-delivered' | 'refused-edit-not-delivered',
  why: Refused,
  attempt: Attempt,
): DeliveryOutcome {
  const { reason, gone } = why;
  if (isReachable(why)) return { effects: [line(saying(key, { reason: { reason } }))], parked: reason };
  const isEdit = key === 'refused-edit-not-delivered';
  const lost = gone === 'deactivated' ? 'refused-deactivated' : 'refused-unreachable';
  return {
    ...unreachable(why, attempt),
    effects: [line(saying(isEdit ? 'refused-edit-unreachable' : lost))],
  };
}

const line = (text: Saying): Say => ({ kind: 'say', to: 'thread', text });
