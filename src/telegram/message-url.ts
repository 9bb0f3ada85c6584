import type { Place } from './boards.ts';

/** Opens a message of a channel or a group for the members: Telegram's form for private chats. */
export const messageUrl = ({ chat_id, message_id }: Place): string =>
  `https://t.me/c/${String(chat_id).replace(/^-100/, '').replace(/^-/, '')}/${message_id}`;
