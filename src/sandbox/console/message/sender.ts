import type { Message, MessageOrigin } from '@grammyjs/types';
import { t } from '../page/language.ts';

/** A message of a chat, or the answered message inside of one. */
export type AnyMessage = Message | NonNullable<Message['reply_to_message']>;

type Named = { id?: number; user_id?: number; first_name?: string; last_name?: string };

const nameOf = ({ id, user_id: userId, first_name: first, last_name: last }: Named): string =>
  [first, last].filter(Boolean).join(' ') || String(id ?? userId ?? '');

type Sender = { id: number; name: string; isBot: boolean };

/** The author that Telegram shows. */
export function senderOf(message: AnyMessage): Sender {
  const { from, sender_chat: chat, author_signature: signature } = message;
  if (chat !== undefined) {
    const title = chat.title ?? '';
    return { id: chat.id, name: signature === undefined ? title : `${title} (${signature})`, isBot: false };
  }
  if (from === undefined) return { id: message.chat.id, name: message.chat.title ?? '', isBot: false };
  return { id: from.id, name: nameOf(from), isBot: from.is_bot };
}

export function originName(origin: MessageOrigin): string {
  switch (origin.type) {
    case 'user':
      return nameOf(origin.sender_user);
    case 'hidden_user':
      return origin.sender_user_name;
    case 'chat':
      return origin.sender_chat.title ?? nameOf(origin.sender_chat);
    case 'channel':
      return origin.chat.title;
  }
}

const KINDS = [
  'animation',
  'photo',
  'video',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'contact',
  'venue',
  'location',
  'poll',
  'dice',
] as const;

export type ContentKind = (typeof KINDS)[number];

/** The first kind that fits: the Bot API shows an animation as a document too, and a venue as a location. */
export const kindOf = (message: AnyMessage): ContentKind | undefined =>
  KINDS.find((kind) => message[kind] !== undefined);

/** A message in one line, for quotes and lists. */
export function snippetOf(message: AnyMessage): string {
  const text = (message.text ?? message.caption ?? '').replaceAll(/\s+/gu, ' ').trim();
  if (text !== '') return text;
  const kind = kindOf(message);
  if (kind === undefined) return serviceText(message) ?? t('unknown');
  const name = nameOfContent(message);
  return name === undefined ? t(kind) : `${t(kind)}: ${name}`;
}

/** The name of the content, if the content has a name. */
function nameOfContent({
  poll,
  contact,
  sticker,
  venue,
  audio,
  video,
  animation,
  document,
}: AnyMessage): string | undefined {
  return (
    poll?.question ??
    (contact === undefined ? undefined : nameOf(contact)) ??
    sticker?.emoji ??
    venue?.title ??
    audio?.title ??
    (audio ?? video ?? animation ?? document)?.file_name
  );
}

/** The text of a service message; null: a person said the message. */
export function serviceText(message: AnyMessage): string | null {
  if (message.pinned_message !== undefined) {
    return t('pinnedMessage', { text: snippetOf(message.pinned_message) });
  }
  const joined = message.new_chat_members?.map(nameOf).join(', ');
  if (joined !== undefined) return t('joined', { name: joined });
  if (message.left_chat_member !== undefined)
    return t('departed', { name: nameOf(message.left_chat_member) });
  return null;
}
