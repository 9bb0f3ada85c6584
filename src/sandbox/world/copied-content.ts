import { botOfKey } from './keys.ts';
import { pollAnew } from './make-poll.ts';
import type { Content, MessageDoc } from './shapes.ts';
import type { World } from './world.ts';

/** Bot API, copyMessage: "Service messages, paid media messages, giveaway messages … and invoice messages can't be copied." */
const NEVER = ['paid_media', 'giveaway', 'giveaway_winners', 'invoice'];

/** Of what somebody said. */
export function isCopyable(message: MessageDoc, botId: number): boolean {
  const { content } = message;
  if (content.kind === 'poll') return content.poll.type === 'regular' || knowsAnswer(message, botId);
  if (content.kind !== 'special') return true;
  const fields = Object.keys(content.fields);
  return fields.length > 0 && !fields.some((field) => NEVER.includes(field));
}

/** Of a quiz that is open the bot knows the answer only where it takes part itself (Bot API, Poll). */
export function knowsAnswer({ content, author, key, origin }: MessageDoc, botId: number): boolean {
  if (content.kind !== 'poll' || content.poll.is_closed) return true;
  return origin === undefined && (author === botId || botOfKey(key) === botId);
}

/**
 * A shared position stands still in a copy, and a copied poll is a new one in which nobody has voted
 * (tdlib: MessageContent.cpp, dup_message_content).
 */
export function copiedContent(world: World, content: Content): Content {
  if (content.kind === 'poll') return { kind: 'poll', poll: pollAnew(world, content.poll) };
  if (content.kind !== 'location') return content;
  const { latitude, longitude, horizontal_accuracy: accuracy } = content.location;
  return {
    kind: 'location',
    location: {
      latitude,
      longitude,
      ...(accuracy === undefined ? {} : { horizontal_accuracy: accuracy }),
    },
  };
}
