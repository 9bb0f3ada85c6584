import type { ChatKey } from './shapes.ts';

export function privateKey(botId: number, userId: number): ChatKey {
  return `p:${botId}:${userId}`;
}

export function chatKey(chatId: number): ChatKey {
  return `c:${chatId}`;
}

export function messageKey(key: ChatKey, messageId: number): string {
  return `${key}/${messageId}`;
}

export function pairKey(first: number, second: number): string {
  return `${first}:${second}`;
}

/** The bot of a private chat. */
export function botOfKey(key: ChatKey): number | undefined {
  return key.startsWith('p:') ? Number(key.slice(2, key.indexOf(':', 2))) : undefined;
}

export const TELEGRAM_ID = 777000;
export const GROUP_ANONYMOUS_BOT_ID = 1087968824;
export const CHANNEL_BOT_ID = 136817688;
