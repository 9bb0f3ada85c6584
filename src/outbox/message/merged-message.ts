import type { Quote, TextContent } from '../../../machines/content.ts';
import type { ClientId, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Version } from '../../actor/command.ts';
import { marked } from '../render/edited.ts';
import { join, type Joined } from '../render/joined.ts';
import { rebaseQuote } from '../render/quote.ts';
import type { Counterpart } from '../../store/links.ts';
import type { DeliveryContext } from '../delivery.ts';

/** A merged message, with the place of each part. */
export type MergedMessage<Id> = Joined & {
  parts: { from: Id; content: TextContent; start: number; end: number }[];
};

type Part<Id> = { from: Id; content: TextContent; edited: boolean };

type Change<Id> = { from: Id; content: TextContent };
type Context = Pick<DeliveryContext, 'versions'>;

/** The merged message in the thread for messages of a client; null: a part is not known any more. */
export const mergedInThread = (
  client: ClientId,
  parts: Counterpart<PrivateMessageId>,
  context: Context,
  change?: Change<PrivateMessageId>,
): Promise<MergedMessage<PrivateMessageId> | null> => mergedOf(client, parts, context, change, 'marked');

/** The merged message in the private chat for comments of the team. */
export const mergedAtClient = (
  client: ClientId,
  parts: Counterpart<ThreadMessageId>,
  context: Context,
  change?: Change<ThreadMessageId>,
): Promise<MergedMessage<ThreadMessageId> | null> => mergedOf(client, parts, context, change, 'plain');

async function mergedOf<Id>(
  client: ClientId,
  { parts, numbers }: Counterpart<Id>,
  { versions }: Context,
  change: Change<Id> | undefined,
  edits: 'marked' | 'plain',
): Promise<MergedMessage<Id> | null> {
  const known = await Promise.all(numbers.map((n) => versions.of(client, n)));
  return layOut(
    parts.map((from, index) => newest(from, known[index] ?? [], change)),
    edits,
  );
}

function newest<Id>(from: Id, versions: Version[], change: Change<Id> | undefined): Part<Id> | null {
  if (change?.from === from) return { ...change, edited: true };
  const content = versions.at(-1)?.content;
  return content?.kind === 'text' ? { from, content, edited: versions.length > 1 } : null;
}

function layOut<Id>(found: (Part<Id> | null)[], edits: 'marked' | 'plain'): MergedMessage<Id> | null {
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

/** A quote of a part, at the place in the merged message; without a quote, the whole part. */
export function quoteAmong<Id>(merged: MergedMessage<Id>, from: Id, quote: Quote | undefined): Quote | null {
  const part = merged.parts.find((one) => one.from === from);
  if (part === undefined) return null;
  const passage = quote ?? whole(part.content);
  return passage === null ? null : rebaseQuote(passage, { shift: part.start, limit: part.end });
}

/** The limit of a quote (Bot API, ReplyParameters), in code points. A text has at least as many code units. */
const QUOTE_LIMIT = 1024;
const QUOTE_STYLES = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'custom_emoji'];

function whole({ text, entities }: TextContent): Quote | null {
  const styles = entities.filter(({ type }) => QUOTE_STYLES.includes(type));
  return rebaseQuote({ text, entities: styles, position: 0 }, { shift: 0, limit: QUOTE_LIMIT });
}

/** The quoted part, and the quote at the place in the part. */
export function quotedOf<Id>(
  merged: MergedMessage<Id>,
  quote: Quote,
): { from: Id; quote: Quote | null } | null {
  const part = merged.parts.find(({ end }) => quote.position < end) ?? merged.parts.at(-1);
  if (part === undefined) return null;
  const own = rebaseQuote(quote, { shift: -part.start, limit: part.content.text.length });
  return { from: part.from, quote: own };
}
