import type { Quote, TextContent } from '../../../machines/content.ts';
import type { ClientId, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Link, Version } from '../../actor/command.ts';
import { marked } from '../render/edited.ts';
import { join, type Joined } from '../render/joined.ts';
import { rebaseQuote } from '../render/quote.ts';
import type { Attempt, DeliveryDeps } from './delivery.ts';
import { linkAtClient, linkInThread } from './link.ts';

/** One message that several left in, and where the words of each of them stand in it. */
export type Joint<Id> = Joined & { parts: { from: Id; content: TextContent; start: number; end: number }[] };

type Part<Id> = { from: Id; content: TextContent; edited: boolean };

/** What the thread shows for these messages of a client; null: not all of it is known any more. */
export async function jointInThread(
  client: ClientId,
  parts: PrivateMessageId[],
  { said }: Pick<DeliveryDeps, 'said'>,
  change?: { from: PrivateMessageId; content: TextContent },
): Promise<Joint<PrivateMessageId> | null> {
  const versions = await Promise.all(parts.map((part) => said.versions(client, part)));
  return layOut(
    parts.map((from, index) => newest(from, versions[index] ?? [], change)),
    'marked',
  );
}

/** What the client sees for these comments of the team. */
export async function jointAtClient(
  parts: ThreadMessageId[],
  { said }: Pick<DeliveryDeps, 'said'>,
  change?: { from: ThreadMessageId; content: TextContent },
): Promise<Joint<ThreadMessageId> | null> {
  const versions = await Promise.all(parts.map((part) => said.versionsOfComment(part)));
  return layOut(
    parts.map((from, index) => newest(from, versions[index] ?? [], change)),
    'plain',
  );
}

function newest<Id>(
  from: Id,
  versions: Version[],
  change: { from: Id; content: TextContent } | undefined,
): Part<Id> | null {
  if (change?.from === from) return { ...change, edited: true };
  const content = versions.at(-1)?.content;
  return content?.kind === 'text' ? { from, content, edited: versions.length > 1 } : null;
}

function layOut<Id>(found: (Part<Id> | null)[], edits: 'marked' | 'plain'): Joint<Id> | null {
  const parts = found.filter((part) => part !== null);
  if (parts.length < found.length) return null;
  const shown = parts.map(({ content, edited }) =>
    edited && edits === 'marked' ? (marked(content) as TextContent) : content,
  );
  const joined = join(shown);
  return {
    ...joined,
    parts: parts.map(({ from, content }, index) => {
      const end = joined.spans[index]?.end ?? 0;
      // The mark stands before the words.
      return { from, content, start: end - content.text.length, end };
    }),
  };
}

/** All of them anew, or their counterpart would forget those that did not change; words are added only for one that did. */
export const linkJointInThread = (
  { parts }: Joint<PrivateMessageId>,
  thread: ThreadMessageId,
  changed: PrivateMessageId,
  attempt: Attempt,
): Link[] =>
  parts.flatMap(({ from, content }) =>
    linkInThread(from, thread, content, attempt).map((link) => (from === changed ? link : wordless(link))),
  );

export const linkJointAtClient = (
  { parts }: Joint<ThreadMessageId>,
  message: PrivateMessageId,
  changed: ThreadMessageId,
  attempt: Attempt,
): Link[] =>
  parts.flatMap(({ from, content }) =>
    linkAtClient(from, message, content, attempt).map((link) => (from === changed ? link : wordless(link))),
  );

const wordless = ({ said: _said, ...link }: Link): Link => link;

/** A passage of one of the messages as it stands among the others; without one, all of what the message says. */
export function quoteAmong<Id>(joint: Joint<Id>, from: Id, quote: Quote | undefined): Quote | null {
  const part = joint.parts.find((one) => one.from === from);
  if (part === undefined) return null;
  const passage = quote ?? whole(part.content);
  return passage === null ? null : rebaseQuote(passage, { shift: part.start, limit: part.end });
}

/** What a quote may hold (Bot API, ReplyParameters); counted in code points, of which there are never more than code units. */
const QUOTE_LIMIT = 1024;
const QUOTE_STYLES = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'custom_emoji'];

function whole({ text, entities }: TextContent): Quote | null {
  const styles = entities.filter(({ type }) => QUOTE_STYLES.includes(type));
  return rebaseQuote({ text, entities: styles, position: 0 }, { shift: 0, limit: QUOTE_LIMIT });
}

/** The message that a passage was taken from, and the passage as it stands there. */
export function quotedOf<Id>(joint: Joint<Id>, quote: Quote): { from: Id; quote: Quote | null } | null {
  const part = joint.parts.find(({ end }) => quote.position < end) ?? joint.parts.at(-1);
  if (part === undefined) return null;
  const own = rebaseQuote(quote, { shift: -part.start, limit: part.content.text.length });
  return { from: part.from, quote: own };
}
