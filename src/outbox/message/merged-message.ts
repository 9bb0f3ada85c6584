import type { Quote, TextContent } from '../../../machines/content.ts';
import type { ClientId, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Block, Version, Voice } from '../../actor/command.ts';
import { marked } from '../render/edited.ts';
import { type Joined, joinBlocks } from '../render/joined.ts';
import { rebaseQuote } from '../render/quote.ts';
import { wordsIn } from '../render/words.ts';
import type { Counterpart } from '../../store/links.ts';
import type { DeliveryContext } from '../delivery.ts';

/** A merged message, with the place of each part. `from` is null for words without a message on the other side. */
type MergedMessage<Id> = Joined & {
  parts: { from: Id | null; content: TextContent; start: number; end: number }[];
};

/** `forgotten`: a part is not known any more. Null: the message carries a single message and no heading. */
export type Found<Id> = MergedMessage<Id> | 'forgotten' | null;

type Part<Id> = { from: Id | null; content: TextContent; edited: boolean; voice: Voice | null };

type Change<Id> = { from: Id; content: TextContent };

/** The merged message `message` in the thread for private messages. */
export async function mergedInThread(
  client: ClientId,
  message: ThreadMessageId,
  { parts, numbers }: Counterpart<PrivateMessageId>,
  { versions, links }: Pick<DeliveryContext, 'versions' | 'links'>,
  change?: Change<PrivateMessageId>,
): Promise<Found<PrivateMessageId>> {
  const blocks: (Block | { n: MessageNumber; voice: null })[] =
    (await links.blocksOf(message)) ?? numbers.map((n) => ({ n, voice: null }));
  if (blocks.length === 1 && blocks[0]?.voice === null) return null;
  const found = blocks.map(async (block): Promise<Part<PrivateMessageId> | null> => {
    const { voice } = block;
    if ('words' in block) {
      return { from: null, content: { kind: 'text', ...block.words }, edited: false, voice };
    }
    const from = parts[numbers.indexOf(block.n)];
    return from === undefined ? null : newest(from, voice, await versions.of(client, block.n), change);
  });
  return layOut(await Promise.all(found), 'marked');
}

/** The merged message in the private chat for comments of the team. */
export async function mergedAtClient(
  client: ClientId,
  { parts, numbers }: Counterpart<ThreadMessageId>,
  { versions }: Pick<DeliveryContext, 'versions'>,
  change?: Change<ThreadMessageId>,
): Promise<Found<ThreadMessageId>> {
  if (numbers.length === 1) return null;
  const known = await Promise.all(numbers.map((n) => versions.of(client, n)));
  return layOut(
    parts.map((from, index) => newest(from, null, known[index] ?? [], change)),
    'plain',
  );
}

function newest<Id>(
  from: Id,
  voice: Voice | null,
  versions: Version[],
  change: Change<Id> | undefined,
): Part<Id> | null {
  if (change?.from === from) return { ...change, edited: true, voice };
  const content = versions.at(-1)?.content;
  return content?.kind === 'text' ? { from, content, edited: versions.length > 1, voice } : null;
}

function layOut<Id>(found: (Part<Id> | null)[], edits: 'marked' | 'plain'): MergedMessage<Id> | 'forgotten' {
  const parts = found.filter((part) => part !== null);
  if (parts.length < found.length) return 'forgotten';
  const joined = joinBlocks(
    parts.map(({ content, edited, voice }) => ({
      words: wordsIn(edited && edits === 'marked' ? marked(content) : content),
      voice,
    })),
  );
  return {
    ...joined,
    parts: parts.map(({ from, content }, index) => {
      const end = joined.spans[index]?.end ?? 0;
      // The mark stands before the words.
      return { from, content, start: end - content.text.length, end };
    }),
  };
}

/** A quote of a part, at the place in the merged message; without a quote, the whole part of several. */
export function quoteAmong<Id>(merged: MergedMessage<Id>, from: Id, quote: Quote | undefined): Quote | null {
  const part = merged.parts.find((one) => one.from === from);
  if (part === undefined) return null;
  const passage = quote ?? (merged.parts.length > 1 ? whole(part.content) : null);
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
): { from: Id | null; quote: Quote | null } | null {
  const part = merged.parts.find(({ end }) => quote.position < end) ?? merged.parts.at(-1);
  if (part === undefined) return null;
  const own = rebaseQuote(quote, { shift: -part.start, limit: part.content.text.length });
  return { from: part.from, quote: own };
}
