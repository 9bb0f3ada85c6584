import type { MessageReactionUpdated, ReactionType } from 'grammy/types';

/**
 * What somebody shows under a message from now on: of several emoji the newest, null for none. Undefined: nothing that
 * a bot could show has changed, since it can set none but the standard emoji (Bot API, setMessageReaction). Pure.
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
