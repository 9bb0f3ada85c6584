import type { Chat, Message, MessageOrigin } from 'grammy/types';
import type { ForwardedFrom } from '../../machines/content.ts';
import { nameOf } from './person.ts';

/** Author of forwarded words, as far as Telegram names the author; nothing for words of one's own. Pure. */
export const forwardedFrom = ({ forward_origin: origin }: Message): { forwardedFrom?: ForwardedFrom } =>
  origin === undefined ? {} : { forwardedFrom: authorOf(origin) };

export function authorOf(origin: MessageOrigin): ForwardedFrom {
  switch (origin.type) {
    case 'user':
      return { name: nameOf(origin.sender_user), url: `tg://user?id=${origin.sender_user.id}` };
    case 'hidden_user':
      return { name: origin.sender_user_name };
    case 'chat':
      return placeOf(origin.sender_chat, origin.author_signature);
    case 'channel':
      return placeOf(origin.chat, origin.author_signature, String(origin.message_id));
  }
}

/** Only a public place has an address. `path` leads to a message or a story there. */
export function placeOf(chat: Chat, signature?: string, path?: string): ForwardedFrom {
  const title = chat.title ?? [chat.first_name, chat.last_name].filter(Boolean).join(' ');
  const name = signature === undefined ? title : `${title} (${signature})`;
  if (chat.username === undefined) return { name };
  return { name, url: `https://t.me/${chat.username}${path === undefined ? '' : `/${path}`}` };
}
