import { originOfMessage } from '../world/forward-origin.ts';
import { quoteOf } from '../world/quote-message.ts';
import { RefusedAct } from '../world/refused-act.ts';
import type { MessageDoc } from '../world/shapes.ts';
import type { World } from '../world/world.ts';
import { requireMessage } from './require-message.ts';
import { requireSight } from './require-sight.ts';

/** A message of another chat that the person sees. */
export type Elsewhere = { chatId: number; messageId: number };

type Options = { quote?: string; quotePosition?: number; replyElsewhere?: Elsewhere };

/**
 * The reply of a message, here (`target`) or to another chat.
 *
 * @throws RefusedAct if the person does not see the other message, or if the quote is not in the message
 */
export function readElsewhere(
  world: World,
  botId: number,
  userId: number,
  { quote, quotePosition, replyElsewhere }: Options,
  target: MessageDoc | undefined,
): Pick<MessageDoc, 'externalReply' | 'quote'> {
  const source = replyElsewhere === undefined ? target : elsewhere(replyElsewhere);
  const external = replyElsewhere === undefined ? undefined : source;
  return {
    externalReply:
      external === undefined
        ? undefined
        : {
            chatId: external.chatId,
            messageId: external.id,
            origin: originOfMessage(world, external),
            content: external.content,
          },
    quote: quote === undefined ? undefined : requireQuote(source, quote, quotePosition),
  };

  function elsewhere({ chatId, messageId }: Elsewhere): MessageDoc {
    requireSight(world, userId, chatId);
    return requireMessage(world, botId, chatId, messageId);
  }
}

function requireQuote(
  source: MessageDoc | undefined,
  quote: string,
  position: number | undefined,
): MessageDoc['quote'] {
  const found = source === undefined ? undefined : quoteOf(source, quote, position);
  if (found === undefined) throw new RefusedAct('noQuote', quote);
  return found;
}
