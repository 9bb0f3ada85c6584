import { t } from '../page/language.js';

const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(' ') || String(user.id);

/** Whom Telegram shows as the author. */
export function senderOf(message) {
  const { from, sender_chat: chat, author_signature: signature } = message;
  if (chat !== undefined) {
    return {
      id: chat.id,
      name: signature === undefined ? chat.title : `${chat.title} (${signature})`,
      isBot: false,
    };
  }
  if (from === undefined) return { id: message.chat.id, name: message.chat.title ?? '', isBot: false };
  return { id: from.id, name: nameOf(from), isBot: from.is_bot };
}

export function originName(origin) {
  switch (origin.type) {
    case 'user':
      return nameOf(origin.sender_user);
    case 'hidden_user':
      return origin.sender_user_name;
    case 'chat':
      return origin.sender_chat.title ?? nameOf(origin.sender_chat);
    default:
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
];

/** The Bot API shows an animation as a document too, and a venue as a location; the first that fits. */
export const kindOf = (message) => KINDS.find((kind) => message[kind] !== undefined);

/** One line about a message, for quotes and lists. */
export function snippetOf(message) {
  const text = (message.text ?? message.caption ?? '').replaceAll(/\s+/gu, ' ').trim();
  if (text !== '') return text;
  const kind = kindOf(message);
  if (kind === undefined) return serviceText(message) ?? t('unknown');
  const name = nameOfContent(kind, message[kind]);
  return name === undefined ? t(kind) : `${t(kind)}: ${name}`;
}

/** What tells it from others of its kind, if anything does. */
function nameOfContent(kind, content) {
  switch (kind) {
    case 'poll':
      return content.question;
    case 'contact':
      return nameOf(content);
    case 'sticker':
      return content.emoji;
    default:
      return content.title ?? content.file_name;
  }
}

/** Null: somebody said this. */
export function serviceText(message) {
  if (message.pinned_message !== undefined) {
    return t('pinnedMessage', { text: snippetOf(message.pinned_message) });
  }
  const joined = message.new_chat_members?.map(nameOf).join(', ');
  if (joined !== undefined) return t('joined', { name: joined });
  if (message.left_chat_member !== undefined)
    return t('departed', { name: nameOf(message.left_chat_member) });
  return null;
}
