import type { Content } from '../../../machines/content.ts';
import type { PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Link, Version } from '../../actor/command.ts';
import { fingerprint } from './fingerprint.ts';
import { type Attempt, clientOf } from '../delivery.ts';

/** A client's message and the counterpart in the thread. */
export const linkInThread = (
  from: PrivateMessageId,
  thread: number | undefined,
  content: Content,
  attempt: Attempt,
): Link[] => link({ private: from, thread }, 'private', content, attempt);

/** An agent's comment and the counterpart in the private chat. */
export const linkAtClient = (
  from: ThreadMessageId,
  message: number | undefined,
  content: Content,
  attempt: Attempt,
): Link[] => link({ private: message, thread: from }, 'thread', content, attempt);

/** Empty when Telegram named no message. A message without text and without a file has no versions. */
function link(
  { private: inPrivate, thread }: { private: number | undefined; thread: number | undefined },
  original: 'private' | 'thread',
  content: Content,
  attempt: Attempt,
): Link[] {
  if (inPrivate === undefined || thread === undefined) return [];
  const hasVersions = content.kind === 'text' || content.kind === 'media';
  return [
    {
      client: clientOf(attempt),
      private: inPrivate as PrivateMessageId,
      thread: thread as ThreadMessageId,
      print: fingerprint(content),
      ...(hasVersions ? { said: { in: original, at: attempt.entry.at, content } } : {}),
    },
  ];
}

/** A newer version of the message arrived after the retried version was parked. */
export async function isOutdated({ entry }: Attempt, arrived: () => Promise<Version[]>): Promise<boolean> {
  return entry.retried === true && (await arrived()).some(({ at }) => at > entry.at);
}
