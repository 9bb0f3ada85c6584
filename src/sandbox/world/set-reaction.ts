import type { MessageReactionCountUpdated, MessageReactionUpdated, ReactionTypeEmoji } from '@grammyjs/types';
import { renderChat, renderUser } from '../wire/user.ts';
import { botOfKey } from './keys.ts';
import { pushUpdate } from './push-update.ts';
import type { MessageDoc } from './shapes.ts';
import { chatOf, memberOf, seconds, storeMessage, type World } from './world.ts';

const EMOJIS = new Set(
  '👍 👎 ❤ ❤️ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ ✍️ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  ),
);

export const isReactionEmoji = (emoji: string): boolean => EMOJIS.has(emoji);

/** A copy has the reactions of its channel (Bot API, setMessageReaction). */
export function isAvailable(world: World, message: MessageDoc, emoji: string): boolean {
  const available = chatOf(world, message.copyOf?.chatId ?? message.chatId)?.settings?.available_reactions;
  const isOffered =
    available === undefined || available.some((one) => one.type === 'emoji' && one.emoji === emoji);
  return isOffered && isReactionEmoji(emoji);
}

/** Replaces what one person or bot shows under a message. Bots' reactions reach no other bot. */
export function setReaction(world: World, message: MessageDoc, actor: number, emojis: string[]): void {
  const before = message.reactions?.[actor] ?? [];
  const { [String(actor)]: _gone, ...others } = message.reactions ?? {};
  const reactions = emojis.length === 0 ? others : { ...others, [actor]: emojis };
  const changed = { ...message, reactions };
  storeMessage(world, changed);
  if (world.docs.get('bot', String(actor)) === undefined) tellBots(world, changed, actor, before, emojis);
}

/** On posts and their copies only the counts are told (TELEGRAM.md §1.7). */
function tellBots(world: World, message: MessageDoc, actor: number, before: string[], after: string[]): void {
  const isCounted = chatOf(world, message.chatId)?.type === 'channel' || message.copyOf !== undefined;
  const common = {
    chat: renderChat(world, message.chatId),
    message_id: message.id,
    date: seconds(world),
  };
  const partner = botOfKey(message.key);
  for (const bot of world.docs.all('bot').values()) {
    const hears =
      partner === undefined
        ? memberOf(world, message.chatId, bot.id)?.role === 'administrator'
        : partner === bot.id;
    if (!hears) continue;
    if (isCounted) {
      const update: MessageReactionCountUpdated = { ...common, reactions: counts(message) };
      pushUpdate(world, bot.id, 'message_reaction_count', update, String(message.chatId));
    } else {
      const update: MessageReactionUpdated = {
        ...common,
        user: renderUser(world, actor),
        old_reaction: before.map(reactionType),
        new_reaction: after.map(reactionType),
      };
      pushUpdate(world, bot.id, 'message_reaction', update, String(message.chatId));
    }
  }
}

function reactionType(emoji: string): ReactionTypeEmoji {
  return { type: 'emoji', emoji: emoji as ReactionTypeEmoji['emoji'] };
}

function counts(message: MessageDoc): MessageReactionCountUpdated['reactions'] {
  const totals = new Map<string, number>();
  for (const emoji of Object.values(message.reactions ?? {}).flat()) {
    totals.set(emoji, (totals.get(emoji) ?? 0) + 1);
  }
  return [...totals].map(([emoji, total]) => ({ type: reactionType(emoji), total_count: total }));
}
