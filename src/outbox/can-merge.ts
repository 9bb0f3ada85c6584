import { type Content, kindOf, type TextContent } from '../../machines/content.ts';
import { type KindRow, rowOf } from '../telegram/kinds.ts';
import { TEXT_LIMIT } from './render/limits.ts';
import { SEPARATOR } from './render/joined.ts';

/** Telegram's limits: items of an album, kept entities of a text. */
const ALBUM_LIMIT = 10;
const ENTITIES_LIMIT = 100;

/** Whether the next message fits into the call of the earlier messages. All by the same author, in order. Pure. */
export function goesAlong(next: Content, [first, ...others]: readonly [Content, ...Content[]]): boolean {
  // Words behind a line of the desk would pass for the named author's words; buttons belong to a single message.
  if ([first, next].some(isSingle)) return false;
  const family = familyOf(first);
  if (family === null || family !== familyOf(next)) return false;
  return family === 'text' ? fitsOneText([first, ...others, next]) : others.length + 2 <= ALBUM_LIMIT;
}

const isSingle = (content: Content): boolean =>
  'forwardedFrom' in content || 'about' in content || 'buttons' in content;

function fitsOneText(contents: Content[]): boolean {
  const texts = contents as TextContent[];
  // A choice about the preview is about a single link, and a message has a single preview.
  if (texts.some(({ linkPreview }) => linkPreview !== undefined)) return false;
  const length = texts.reduce((sum, { text }) => sum + Array.from(text).length, 0);
  const entities = texts.reduce((sum, text) => sum + text.entities.length, 0);
  return length + SEPARATOR.length * (texts.length - 1) <= TEXT_LIMIT && entities <= ENTITIES_LIMIT;
}

/** An album of the author is merged already. */
const familyOf = (content: Content): KindRow['joins'] =>
  content.kind === 'media' && content.album !== undefined ? null : rowOf(kindOf(content)).joins;
