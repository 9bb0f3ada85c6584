import type { MessageReactionUpdated, ReactionTypeEmoji } from '@grammyjs/types';
import { renderChat, renderUser } from '../bot-api/wire/user.ts';
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

/** Replaces the reactions of a person or bot on a message. A bot's reactions reach no other bot. */
export function setReaction(world: World, message: MessageDoc, actor: number, emojis: string[]): void {
  const before = message.reactions?.[actor] ?? [];
  const { [String(actor)]: _gone, ...others } = message.reactions ?? {};
  const reactions = emojis.length === 0 ? others : { ...others, [actor]: emojis };
  const changed = { ...message, reactions };
  storeMessage(world, changed);
  if (world.docs.get('bot', String(actor)) !== undefined) return;
  if (isCounted(world, changed)) world.reactionCounts.gather(changed);
  else tellBots(world, changed, actor, before, emojis);
}

/** On posts and their copies only the counts are told (FACTS.md #26). */
function isCounted(world: World, message: MessageDoc): boolean {
  return chatOf(world, message.chatId)?.type === 'channel' || message.copyOf !== undefined;
}

function tellBots(world: World, message: MessageDoc, actor: number, before: string[], after: string[]): void {
  const payload: MessageReactionUpdated = {
    chat: renderChat(world, message.chatId),
    message_id: message.id,
    user: renderUser(world, actor),
    date: seconds(world),
    old_reaction: before.map(reactionType),
    new_reaction: after.map(reactionType),
  };
  for (const botId of botsThatHear(world, message)) {
    pushUpdate(world, botId, 'message_reaction', payload, String(message.chatId));
  }
}

/** The bot of a private chat; in other chats every bot with administrator rights. */
export function botsThatHear(world: World, message: MessageDoc): number[] {
  const partner = botOfKey(message.key);
  if (partner !== undefined) return [partner];
  return [...world.docs.all('bot').values()].flatMap(({ id }) =>
    memberOf(world, message.chatId, id)?.role === 'administrator' ? [id] : [],
  );
}

export function reactionType(emoji: string): ReactionTypeEmoji {
  return { type: 'emoji', emoji: emoji as ReactionTypeEmoji['emoji'] };
}
