import { renderMessage } from '../bot-api/wire/message.ts';
import { botOfKey } from './keys.ts';
import { pushUpdate, type UpdateKind } from './push-update.ts';
import type { BotDoc, MessageDoc } from './shapes.ts';
import { chatOf, meet, memberOf, messageOf, userOf, type World } from './world.ts';

/** Sends the message to every bot that may see the message. */
export function announce(world: World, message: MessageDoc, edited = false): void {
  const isChannel = chatOf(world, message.chatId)?.type === 'channel';
  const kind: UpdateKind = isChannel
    ? edited
      ? 'edited_channel_post'
      : 'channel_post'
    : edited
      ? 'edited_message'
      : 'message';
  for (const bot of botsHearing(world, message)) {
    if (message.from !== undefined && userOf(world, message.from) !== undefined)
      meet(world, bot.id, message.from);
    const payload = renderMessage(world, bot.id, message);
    pushUpdate(world, bot.id, kind, payload as never, String(message.chatId));
  }
}

/** A bot gets no update for own messages, service messages excepted (FACTS.md #1, #16). */
function botsHearing(world: World, message: MessageDoc): BotDoc[] {
  const hearing: BotDoc[] = [];
  const partner = botOfKey(message.key);
  for (const bot of world.docs.all('bot').values()) {
    const isTold = isService(message) && (world.assumptions.tellsOwnPin || !isPinInChannel(world, message));
    const isOwn = message.author === bot.id && !isTold;
    if (isOwn) continue;
    if (partner === undefined ? hearsChat(world, bot, message) : partner === bot.id) hearing.push(bot);
  }
  return hearing;
}

function isPinInChannel(world: World, { content, chatId }: MessageDoc): boolean {
  return content.kind === 'pinned' && chatOf(world, chatId)?.type === 'channel';
}

const SERVICE: ReadonlySet<string> = new Set([
  'pinned',
  'joined',
  'departed',
  'migrated-to',
  'migrated-from',
]);

export function isService(message: MessageDoc): boolean {
  const { kind } = message.content;
  return SERVICE.has(kind);
}

function hearsChat(world: World, bot: BotDoc, message: MessageDoc): boolean {
  const role = memberOf(world, message.chatId, bot.id)?.role;
  const isChannel = chatOf(world, message.chatId)?.type === 'channel';
  const isByBot = world.docs.get('bot', String(message.author)) !== undefined;
  // Bots do not hear each other in groups (FACTS.md #22).
  if (isByBot && !isChannel && !isService(message)) return false;
  if (role === 'administrator') return true;
  if (role !== 'member' || isChannel) return false;
  if (message.copyOf !== undefined) return false;
  return bot.readsAllMessages || isService(message) || concerns(world, bot, message);
}

/** The messages for a bot in privacy mode: commands, answers to the bot, and messages sent through the bot. */
function concerns(world: World, bot: BotDoc, message: MessageDoc): boolean {
  if (message.viaBot === bot.id) return true;
  if (message.content.kind === 'text' && /^\/\w+/.test(message.content.text)) {
    const name = /^\/\w+@(\w+)/.exec(message.content.text)?.[1];
    return name === undefined || name.toLowerCase() === bot.username.toLowerCase();
  }
  const target = message.replyTo === undefined ? undefined : messageOf(world, message.key, message.replyTo);
  return target?.author === bot.id;
}
