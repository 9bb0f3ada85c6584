import type { Message } from 'grammy/types';
import {
  type Content,
  type CopiedContent,
  type Entity,
  kindOf,
  type MediaContent,
  type MediaKind,
  type RefusedContent,
  type TextContent,
} from '../../machines/content.ts';
import { aboutOf } from './about.ts';
import { buttonsOf } from './buttons.ts';
import { isFile, rowOf } from './kinds.ts';
import { kindIn } from './message-fields.ts';

/**
 * Content of a message. Null for a service message ("Ana joined").
 * A kind of a later Bot API counts as content: the desk tries to pass the message on, and a refusal is visible.
 */
export function contentOf(message: Message): Content | null {
  const what = kindIn(message);
  if (what === null) return null;
  if (rowOf(what).pass === 'refused') return { kind: 'refused', what };
  return { ...saidIn(message, what), ...aboutOf(message), ...buttonsOf(message) };
}

function saidIn(message: Message, what: string): Exclude<Content, RefusedContent> {
  if (what === 'text') return textOf(message);
  return isFile(what) ? mediaOf(message, what) : { kind: 'copied', what, ...heading(message) };
}

/** First words of the message. A note for the team is known by the first words. */
function heading({ poll, checklist, rich_message: rich }: Message): Pick<CopiedContent, 'heading'> {
  const words = poll?.question ?? checklist?.title ?? (rich === undefined ? '' : wordsIn(rich.blocks));
  return words === '' ? {} : { heading: Array.from(words).slice(0, HEADING_LIMIT).join('') };
}

/** Enough characters for a note or a command. */
const HEADING_LIMIT = 64;

/** Strings of a rich text in order. Parts are strings, lists, and objects with a `text` or `blocks`. */
function wordsIn(part: unknown): string {
  if (typeof part === 'string') return part;
  if (Array.isArray(part)) return part.map(wordsIn).join('');
  if (typeof part !== 'object' || part === null) return '';
  if ('text' in part) return wordsIn(part.text);
  return 'blocks' in part ? wordsIn(part.blocks) : '';
}

const textOf = (message: Message): TextContent => ({
  kind: 'text',
  text: message.text ?? '',
  entities: (message.entities ?? []) as unknown as Entity[],
  ...(message.link_preview_options === undefined ? {} : { linkPreview: { ...message.link_preview_options } }),
});

function mediaOf(message: Message, what: MediaKind): MediaContent {
  const { caption, caption_entities: entities, media_group_id: album } = message;
  return {
    kind: 'media',
    what,
    ...fileOf(message, what),
    ...(caption === undefined ? {} : { caption }),
    ...(entities === undefined ? {} : { captionEntities: entities as unknown as Entity[] }),
    ...(message.show_caption_above_media === true ? { captionAbove: true } : {}),
    ...(message.has_media_spoiler === true ? { spoiler: true } : {}),
    ...(album === undefined || rowOf(what).joins === null ? {} : { album }),
  };
}

/** The file. Telegram lists the largest size of a photo last. */
function fileOf(message: Message, what: MediaKind): Pick<MediaContent, 'fileId' | 'uniqueId' | 'stillId'> {
  const picture = message.photo?.at(-1);
  const file = what === 'photo' ? picture : message[what];
  return {
    fileId: file?.file_id ?? '',
    uniqueId: file?.file_unique_id ?? '',
    ...(what === 'live_photo' && picture !== undefined ? { stillId: picture.file_id } : {}),
  };
}

/**
 * True if an edit may change a copy of the message. Telegram also reports edits for a reaction, a vote in a poll, or a
 * live location (`FACTS.md #18`).
 */
export const isEditable = (content: Content): boolean => rowOf(kindOf(content)).edit !== 'nothing';

/** Words of a content of any kind. */
export function wordsOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'media') return content.caption ?? '';
  return content.kind === 'copied' ? (content.heading ?? '') : '';
}
