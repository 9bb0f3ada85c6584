import type { Content, TextContent } from '../../../machines/content.ts';
import type { PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import { type Attempt, clientOf, type DeliveryContext } from '../delivery.ts';
import { marked } from '../render/edited.ts';
import { introduced } from '../render/introduced.ts';
import { heading, type Joined } from '../render/joined.ts';
import { prefixed } from '../render/prefix.ts';
import { mergedInThread } from './merged-message.ts';

export const asText = ({ text, entities }: Joined): TextContent => ({ kind: 'text', text, entities });

/** The content in the thread, behind the mark and the line of a forward. */
export const told = (content: Content, { texts }: Pick<DeliveryContext, 'texts'>): Content =>
  marked(introduced(content, texts) ?? content);

/** The counterpart with the new content of `from`; null: a merged message cannot hold the new content. */
export async function shownInThread(
  from: PrivateMessageId,
  content: Content,
  message: ThreadMessageId,
  attempt: Attempt,
  context: DeliveryContext,
): Promise<Content | null> {
  const parts = await context.links.privateOf(message);
  if (parts === null) return told(content, context);
  if (content.kind !== 'text') return parts.numbers.length > 1 ? null : shownFile(content, message, context);
  const merged = await mergedInThread(clientOf(attempt), message, parts, context, { from, content });
  if (merged === null) return told(content, context);
  return merged === 'forgotten' ? null : asText(merged);
}

/** A file stands alone, perhaps with the author's heading. */
async function shownFile(
  content: Content,
  message: ThreadMessageId,
  context: DeliveryContext,
): Promise<Content> {
  const [block] = (await context.links.blocksOf(message)) ?? [];
  if (block === undefined) return told(content, context);
  return prefixed(marked(content), heading(block.voice)) ?? marked(content);
}
