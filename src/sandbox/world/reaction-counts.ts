import type { MessageReactionCountUpdated } from '@grammyjs/types';
import type { Cancel } from './clock.ts';
import { renderChat } from '../bot-api/wire/user.ts';
import { messageKey } from './keys.ts';
import { pushUpdate } from './push-update.ts';
import { botsThatHear, reactionType } from './set-reaction.ts';
import type { MessageDoc } from './shapes.ts';
import { messageOf, type ReactionCounts, seconds, type World } from './world.ts';

/** "Grouped, and sent with a delay of up to a few minutes" (Bot API, Update). */
const GATHERED_MS = 60_000;

export function createReactionCounts(world: () => World): ReactionCounts {
  const timers = new Map<string, Cancel>();
  return {
    gather({ key, id }) {
      const name = messageKey(key, id);
      if (timers.has(name)) return;
      const tell = (): void => {
        timers.delete(name);
        const message = messageOf(world(), key, id);
        if (message !== undefined) world().docs.act(() => tellCounts(world(), message));
      };
      timers.set(name, world().clock.setTimeout(tell, GATHERED_MS));
    },
    close() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

function tellCounts(world: World, message: MessageDoc): void {
  const payload: MessageReactionCountUpdated = {
    chat: renderChat(world, message.chatId),
    message_id: message.id,
    date: seconds(world),
    reactions: countsOf(message),
  };
  for (const botId of botsThatHear(world, message)) {
    pushUpdate(world, botId, 'message_reaction_count', payload, String(message.chatId));
  }
}

function countsOf({ reactions = {} }: MessageDoc): MessageReactionCountUpdated['reactions'] {
  const totals = new Map<string, number>();
  for (const emoji of Object.values(reactions).flat()) totals.set(emoji, (totals.get(emoji) ?? 0) + 1);
  return [...totals].map(([emoji, total]) => ({ type: reactionType(emoji), total_count: total }));
}
