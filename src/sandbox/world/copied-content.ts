import { botOfKey } from './keys.ts';
import { pollAnew } from './make-poll.ts';
import type { Content, MessageDoc } from './shapes.ts';
import type { World } from './world.ts';

/** Bot API, copyMessage: "Service messages, paid media messages, giveaway messages … and invoice messages can't be copied." */
const NEVER = ['paid_media', 'giveaway', 'giveaway_winners', 'invoice'];

/** Can the content be copied? Service messages are refused elsewhere. */
export function isCopyable(message: MessageDoc, botId: number): boolean {
  const { content } = message;
  if (content.kind === 'poll') return content.poll.type === 'regular' || knowsAnswer(message, botId);
  if (content.kind !== 'special') return true;
  const fields = Object.keys(content.fields);
  return fields.length > 0 && !fields.some((field) => NEVER.includes(field));
}

/** The bot knows the answer of an open quiz only as a participant (Bot API, Poll). */
export function knowsAnswer({ content, author, key, origin }: MessageDoc, botId: number): boolean {
  if (content.kind !== 'poll' || content.poll.is_closed) return true;
  return origin === undefined && (author === botId || botOfKey(key) === botId);
}

/**
 * A shared position stands still in a copy. A copied poll is a new poll without votes (tdlib: MessageContent.cpp,
 * dup_message_content).
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
