import {
  type Content,
  kindOf,
  type MediaContent,
  type MediaKind,
  type TextContent,
} from '../../../machines/content.ts';
import { rowOf } from '../../telegram/kinds.ts';
import type { Call, ChatId, FileMethod, InlineMarkup, InputMedia, ReplyTo } from '../../telegram/call.ts';
import type { Place } from '../../telegram/boards.ts';
import { inlineMarkup } from '../../telegram/keyboard.ts';

/** `caption`: the caption of the content replaces the caption of the original. */
type Source = Place & { caption?: 'replaced' | undefined };

/**
 * The call that repeats a message in another chat. Text is sent again, so that the text arrives even after the author
 * deleted the message. Telegram copies all other kinds, and keeps unknown fields. The author is not shown.
 */
export function pass(content: Content, source: Source, chat_id: ChatId, reply: ReplyTo | undefined): Call {
  if (content.kind === 'text') return passText(content, chat_id, reply);
  return {
    method: 'copyMessage',
    params: {
      chat_id,
      ...replying(reply),
      from_chat_id: source.chat_id,
      message_id: source.message_id,
      ...(source.caption === 'replaced' && content.kind === 'media' ? captionOf(content) : {}),
      ...markup(content),
    },
  };
}

type Said = Pick<TextContent, 'text' | 'entities' | 'linkPreview' | 'buttons'>;

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

/** A new message with the current content: a copy would lose the mark. */
export const passAgain = (
  content: Content,
  source: Source,
  chat: ChatId,
  reply: ReplyTo | undefined,
): Call => (content.kind === 'media' ? passFile(content, chat, reply) : pass(content, source, chat, reply));

/** Sends the file by its id, after the original message was deleted. */
export function passFile(content: MediaContent, chat_id: ChatId, reply: ReplyTo | undefined): Call {
  const { type, media, ...rest } = inputMedia(content);
  return {
    method: FILE_METHODS[content.what],
    params: { chat_id, ...replying(reply), [type]: media, ...rest, ...markup(content) },
  };
}

export const passAlbum = (items: MediaContent[], chat_id: ChatId, reply: ReplyTo | undefined): Call => ({
  method: 'sendMediaGroup',
  params: { chat_id, ...replying(reply), media: items.map(inputMedia) },
});

/** Only files come in albums. */
export const mediaIn = (items: readonly { content: Content }[]): MediaContent[] =>
  items.flatMap(({ content }) => (content.kind === 'media' ? [content] : []));

/** The call for the current content of the original in an earlier copy; null: Telegram has no edit for the kind. */
export function edit(content: Content, target: Place): Call | null {
  if (content.kind !== 'text' && content.kind !== 'media') return null;
  if (content.kind === 'text') return { method: 'editMessageText', params: { ...target, ...words(content) } };
  if (rowOf(content.what).edit === 'file') {
    return {
      method: 'editMessageMedia',
      params: { ...target, media: inputMedia(content), ...markup(content) },
    };
  }
  return editCaption(content, target);
}

function editCaption(content: MediaContent, target: Place): Call {
  return {
    method: 'editMessageCaption',
    params: { ...target, ...captionOf(content), ...markup(content) },
  };
}

const replying = (reply: ReplyTo | undefined): { reply_parameters?: ReplyTo } =>
  reply === undefined ? {} : { reply_parameters: reply };

const words = (said: Said) => ({
  text: said.text,
  entities: said.entities,
  ...(said.linkPreview === undefined ? {} : { link_preview_options: said.linkPreview }),
  ...markup(said),
});

/** An edit without the buttons would take the buttons away. */
const markup = (content: Content | Said): { reply_markup?: InlineMarkup } =>
  'buttons' in content && content.buttons !== undefined && content.buttons.urls.length > 0
    ? { reply_markup: inlineMarkup(content.buttons.urls) }
    : {};

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

/** The name of the kind in the catalogues, for an uncopyable message. */
export const variantOf = (content: Content): string => rowOf(kindOf(content)).refusedAs;

/** A bot shows one reaction; null takes the reaction back. */
export const react = (target: Place, emoji: string | null): Call => ({
  method: 'setMessageReaction',
  params: { ...target, reaction: emoji === null ? [] : [{ type: 'emoji', emoji }] },
});
