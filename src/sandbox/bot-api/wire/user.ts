import type { Chat, User } from '@grammyjs/types';
import { CHANNEL_BOT_ID, GROUP_ANONYMOUS_BOT_ID, TELEGRAM_ID } from '../../world/keys.ts';
import type { BotDoc, ChatDoc, UserDoc } from '../../world/shapes.ts';
import { chatOf, present, userOf, type World } from '../../world/world.ts';

const STAND_INS: Record<number, User> = {
  [TELEGRAM_ID]: { id: TELEGRAM_ID, is_bot: false, first_name: 'Telegram' },
  [GROUP_ANONYMOUS_BOT_ID]: {
    id: GROUP_ANONYMOUS_BOT_ID,
    is_bot: true,
    first_name: 'Group',
    username: 'GroupAnonymousBot',
  },
  [CHANNEL_BOT_ID]: { id: CHANNEL_BOT_ID, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
};

export function renderUser(world: World, userId: number): User {
  const standIn = STAND_INS[userId];
  if (standIn !== undefined) return standIn;
  const bot = world.docs.get('bot', String(userId));
  if (bot !== undefined) return renderBot(bot);
  const user = userOf(world, userId);
  return user === undefined ? { id: userId, is_bot: false, first_name: '' } : renderPerson(user);
}

function renderPerson(user: UserDoc): User {
  if (user.deactivated) return { id: user.id, is_bot: false, first_name: '' };
  return present({
    id: user.id,
    is_bot: user.isBot ?? false,
    first_name: user.firstName,
    last_name: user.lastName,
    username: user.username,
    language_code: user.languageCode,
    is_premium: user.premium,
  }) as User;
}

function renderBot(bot: BotDoc): User {
  return { id: bot.id, is_bot: true, first_name: bot.firstName, username: bot.username };
}

/** The chat as the bot names it: a positive id is a private chat. */
export function renderChat(world: World, chatId: number): Chat {
  if (chatId > 0) {
    const user = renderUser(world, chatId);
    return present({
      id: chatId,
      first_name: user.first_name,
      last_name: user.last_name,
      username: user.username,
      type: 'private',
    }) as Chat;
  }
  const chat = chatOf(world, chatId);
  return chat === undefined ? { id: chatId, title: '', type: 'channel' } : renderGroupOrChannel(chat);
}

function renderGroupOrChannel(chat: ChatDoc): Chat {
  return present({ id: chat.id, title: chat.title, username: chat.username, type: chat.type }) as Chat;
}
