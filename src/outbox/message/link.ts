import type { Content } from '../../../machines/content.ts';
import type { MessageNumber, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Link, Version } from '../../actor/command.ts';
import type { Attempt } from '../delivery.ts';
import { fingerprint } from './fingerprint.ts';

/** A client's message and the counterpart in the thread. Empty when Telegram named no message. */
export const linkInThread = (
  n: MessageNumber,
  counterpart: (number | undefined)[],
  content: Content,
  attempt: Attempt,
): Link[] =>
  known<ThreadMessageId>(counterpart).map((parts) => ({ n, to: 'thread', parts, ...kept(content, attempt) }));

/** An agent's comment and the counterpart in the private chat. */
export const linkAtClient = (
  n: MessageNumber,
  counterpart: (number | undefined)[],
  content: Content,
  attempt: Attempt,
): Link[] =>
  known<PrivateMessageId>(counterpart).map((parts) => ({
    n,
    to: 'private',
    parts,
    ...kept(content, attempt),
  }));

/** The links to a new counterpart. The former counterparts stay known, so that an erasing finds them. */
export const replacing = (
  { parts }: { parts: readonly (ThreadMessageId | PrivateMessageId)[] },
  links: Link[],
): Link[] => links.map((link) => ({ ...link, former: parts }));

function known<Id>(counterpart: (number | undefined)[]): Id[][] {
  const parts = counterpart.filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [parts as Id[]];
}

/** A message without text and without a file has no versions. */
const kept = (content: Content, { entry }: Attempt): Pick<Link, 'print' | 'version'> => ({
  print: fingerprint(content),
  ...(content.kind === 'text' || content.kind === 'media' ? { version: { at: entry.at, content } } : {}),
});

/** A newer version of the message arrived after the retried version was parked. */
export async function isOutdated({ entry }: Attempt, arrived: () => Promise<Version[]>): Promise<boolean> {
  return entry.retried === true && (await arrived()).some(({ at }) => at > entry.at);
}
