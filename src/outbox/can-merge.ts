import { type Content, kindOf, type TextContent } from '../../machines/content.ts';
import { type KindRow, rowOf } from '../telegram/kinds.ts';
import { TEXT_LIMIT } from './render/limits.ts';
import { SEPARATOR } from './render/joined.ts';

/** Telegram's limits: items of an album, entities that it keeps. */
const ALBUM_LIMIT = 10;
const ENTITIES_LIMIT = 100;

/** May the next message go along in the call that carries these? All of one author, in the order they were sent. Pure. */
export function goesAlong(next: Content, [first, ...others]: readonly [Content, ...Content[]]): boolean {
  // Words behind a line of the desk would pass for the words of that author; buttons belong to one message.
  if ([first, next].some(isSingle)) return false;
  const family = familyOf(first);
  if (family === null || family !== familyOf(next)) return false;
  return family === 'text' ? fitsOneText([first, ...others, next]) : others.length + 2 <= ALBUM_LIMIT;
}

const isSingle = (content: Content): boolean =>
  'forwardedFrom' in content || 'about' in content || 'buttons' in content;

function fitsOneText(contents: Content[]): boolean {
  const texts = contents as TextContent[];
  // A choice about the preview is about one link, and there is one preview.
  if (texts.some(({ linkPreview }) => linkPreview !== undefined)) return false;
  const length = texts.reduce((sum, { text }) => sum + Array.from(text).length, 0);
  const entities = texts.reduce((sum, text) => sum + text.entities.length, 0);
  return length + SEPARATOR.length * (texts.length - 1) <= TEXT_LIMIT && entities <= ENTITIES_LIMIT;
}

/** What has come as an album is one already. */
const familyOf = (content: Content): KindRow['joins'] =>
  content.kind === 'media' && content.album !== undefined ? null : rowOf(kindOf(content)).joins;
