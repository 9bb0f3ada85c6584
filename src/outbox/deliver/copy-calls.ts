import {
  type Content,
  kindOf,
  type MediaContent,
  type MediaKind,
  type TextContent,
} from '../../../machines/content.ts';
import type { Settlement } from './delivery.ts';
import { rowOf } from '../../telegram/kinds.ts';
import type { Call, ChatId, FileMethod, InputMedia, ReplyTo } from '../../telegram/call.ts';

/** `caption`: the one it has there is replaced. */
type Source = { chat: ChatId; message: number; caption?: 'replaced' | undefined };

/**
 * The call that repeats a message in another chat. Text is sent anew, so that it arrives even when its author has
 * deleted it meanwhile; everything else is copied by Telegram, which keeps what we do not know of. Neither shows who
 * wrote it.
 */
export function pass(content: Content, source: Source, chat_id: ChatId, reply: ReplyTo | undefined): Call {
  if (content.kind === 'text') return passText(content, chat_id, reply);
  return {
    method: 'copyMessage',
    params: {
      chat_id,
      ...replying(reply),
      from_chat_id: source.chat,
      message_id: source.message,
      ...(source.caption === 'replaced' && content.kind === 'media' ? captionOf(content) : {}),
    },
  };
}

type Said = Pick<TextContent, 'text' | 'entities' | 'linkPreview'>;

export const passText = (said: Said, chat_id: ChatId, reply: ReplyTo | undefined): Call => ({
  method: 'sendMessage',
  params: { chat_id, ...replying(reply), ...words(said) },
});

const FILE_METHODS = {
  photo: 'sendPhoto',
  live_photo: 'sendLivePhoto',
  video: 'sendVideo',
  animation: 'sendAnimation',
  document: 'sendDocument',
  audio: 'sendAudio',
  voice: 'sendVoice',
  video_note: 'sendVideoNote',
  sticker: 'sendSticker',
} as const satisfies Record<MediaKind, FileMethod>;

/** What a message says now, as a message of its own: a copy would say it without the mark. */
export const passAgain = (
  content: Content,
  source: Source,
  chat: ChatId,
  reply: ReplyTo | undefined,
): Call => (content.kind === 'media' ? passFile(content, chat, reply) : pass(content, source, chat, reply));

/** The same file anew, for when its message is gone. */
export function passFile(content: MediaContent, chat_id: ChatId, reply: ReplyTo | undefined): Call {
  const { type, media, ...rest } = inputMedia(content);
  return {
    method: FILE_METHODS[content.what],
    params: { chat_id, ...replying(reply), [type]: media, ...rest },
  };
}

export const passAlbum = (items: MediaContent[], chat_id: ChatId, reply: ReplyTo | undefined): Call => ({
  method: 'sendMediaGroup',
  params: { chat_id, ...replying(reply), media: items.map(inputMedia) },
});

/** Only files come in albums. */
export const mediaIn = (items: readonly { content: Content }[]): MediaContent[] =>
  items.flatMap(({ content }) => (content.kind === 'media' ? [content] : []));

/** Remembered, so that an item that comes late finds the others. */
export const albumSent = (album: string | null, first: number | undefined): Pick<Settlement, 'album'> =>
  album === null || first === undefined ? {} : { album: { id: album, message: first } };

/** The call that makes an earlier copy say, and hold, what its original does now; null: no copy can be made to. */
export function edit(content: Content, chat_id: ChatId, message_id: number): Call | null {
  if (content.kind !== 'text' && content.kind !== 'media') return null;
  const target = { chat_id, message_id };
  if (content.kind === 'text') return { method: 'editMessageText', params: { ...target, ...words(content) } };
  if (rowOf(content.what).edit === 'file') {
    return { method: 'editMessageMedia', params: { ...target, media: inputMedia(content) } };
  }
  return editCaption(content, chat_id, message_id);
}

function editCaption(content: MediaContent, chat_id: ChatId, message_id: number): Call {
  return { method: 'editMessageCaption', params: { chat_id, message_id, ...captionOf(content) } };
}

const replying = (reply: ReplyTo | undefined): { reply_parameters?: ReplyTo } =>
  reply === undefined ? {} : { reply_parameters: reply };

const words = ({ text, entities, linkPreview }: Said) => ({
  text,
  entities,
  ...(linkPreview === undefined ? {} : { link_preview_options: linkPreview }),
});

const inputMedia = (content: MediaContent): InputMedia => ({
  type: content.what,
  media: content.fileId,
  ...(content.stillId === undefined ? {} : { photo: content.stillId }),
  ...captionOf(content),
  ...(content.spoiler === true ? { has_spoiler: true } : {}),
});

const captionOf = ({ caption = '', captionEntities = [], captionAbove }: MediaContent) => ({
  caption,
  caption_entities: captionEntities,
  ...(captionAbove === true ? ({ show_caption_above_media: true } as const) : {}),
});

/** What the catalogues call it when it cannot be passed on. */
export const variantOf = (content: Content): string => rowOf(kindOf(content)).refusedAs;
