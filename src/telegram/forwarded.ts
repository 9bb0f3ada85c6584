import type { Chat, Message } from 'grammy/types';
import type { ForwardedFrom } from '../../machines/content.ts';

/** Whose words are passed on, as far as Telegram tells; nothing for words of one's own. Pure. */
export function forwardedFrom({ forward_origin: origin }: Message): { forwardedFrom?: ForwardedFrom } {
  if (origin === undefined) return {};
  switch (origin.type) {
    case 'user': {
      const { id, first_name: first, last_name: last } = origin.sender_user;
      const name = last === undefined ? first : `${first} ${last}`;
      return { forwardedFrom: { name, url: `tg://user?id=${id}` } };
    }
    case 'hidden_user':
      return { forwardedFrom: { name: origin.sender_user_name } };
    case 'chat':
      return { forwardedFrom: place(origin.sender_chat, origin.author_signature) };
    case 'channel':
      return { forwardedFrom: place(origin.chat, origin.author_signature, origin.message_id) };
  }
}

/** Only of a public place there is an address. */
function place(chat: Chat, signature: string | undefined, message?: number): ForwardedFrom {
  const title = chat.title ?? '';
  const name = signature === undefined ? title : `${title} (${signature})`;
  if (chat.username === undefined) return { name };
  return { name, url: `https://t.me/${chat.username}${message === undefined ? '' : `/${message}`}` };
}
