import type { MessageReactionUpdated, ReactionType } from 'grammy/types';

/**
 * Emoji of a user under a message after the change: the newest of several, null without an emoji. Undefined: no standard
 * emoji changed, and a bot can set standard emoji only (`FACTS.md #56`). Pure.
 */
export function changedReaction(
  update: Pick<MessageReactionUpdated, 'old_reaction' | 'new_reaction'>,
): string | null | undefined {
  const before = emojiIn(update.old_reaction);
  const after = emojiIn(update.new_reaction);
  const newest = after.findLast((emoji) => !before.includes(emoji)) ?? after.at(-1);
  return newest === before.at(-1) ? undefined : (newest ?? null);
}

const emojiIn = (reactions: readonly ReactionType[]): string[] =>
  reactions.flatMap((reaction) => (reaction.type === 'emoji' ? [reaction.emoji] : []));
