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
 * What somebody sent; null for a service message ("Ana joined"), which nobody sent.
 * A kind that did not exist when this was written counts as content, so that it is tried and refused visibly.
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

/** The words such a message begins with, by which a note for the team is known. */
function heading({ poll, checklist, rich_message: rich }: Message): Pick<CopiedContent, 'heading'> {
  const words = poll?.question ?? checklist?.title ?? (rich === undefined ? '' : wordsIn(rich.blocks));
  return words === '' ? {} : { heading: Array.from(words).slice(0, HEADING_LIMIT).join('') };
}

/** Enough to tell a note or a command. */
const HEADING_LIMIT = 64;

/** Of rich text, whose parts are strings, lists, and objects with a `text` or further blocks, the strings in order. */
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

/** Of a photo the largest of its sizes, which Telegram lists last. */
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
 * Whether an edit can have changed what its readers see in a copy. Telegram also reports edits for a reaction, for a
 * vote in a poll, for somebody who walks on with their location shared (`FACTS.md #18`).
 */
export const isEditable = (content: Content): boolean => rowOf(kindOf(content)).edit !== 'nothing';

/** The words in it, whatever its kind. */
export function wordsOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'media') return content.caption ?? '';
  return content.kind === 'copied' ? (content.heading ?? '') : '';
}
