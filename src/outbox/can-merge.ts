import { type Content, kindOf, type TextContent } from '../../machines/content.ts';
import { type KindRow, rowOf } from '../telegram/kinds.ts';
import type { WaitingBlock } from './delivery.ts';
import { TEXT_LIMIT } from './render/limits.ts';
import { SEPARATOR } from './render/joined.ts';

/** Telegram's limits: items of an album, kept entities of a text. */
const ALBUM_LIMIT = 10;
const ENTITIES_LIMIT = 100;

/** Room for a heading, and for a line of the desk beside the values in the line. Code points, entities. */
const HEADING = { points: 140, entities: 1 };
const LINE = { points: 400, entities: 6 };

/** Whether blocks of several authors fit into one message. Pure. */
export function fitTogether(blocks: readonly WaitingBlock[]): boolean {
  const rooms = blocks.map(roomOf);
  const points = rooms.reduce((sum, room) => sum + room.points, 0);
  const entities = rooms.reduce((sum, room) => sum + room.entities, 0);
  return points <= TEXT_LIMIT && entities <= ENTITIES_LIMIT;
}

function roomOf(block: WaitingBlock): { points: number; entities: number } {
  if (block.by === 'desk') {
    return { points: LINE.points + JSON.stringify(block.say.text).length, entities: LINE.entities };
  }
  const { text, entities } = block.content;
  return { points: HEADING.points + Array.from(text).length, entities: HEADING.entities + entities.length };
}

/** A text that may stand among words of others: a choice about the preview is about a single link. */
export const isPlainText = (content: Content): content is TextContent =>
  content.kind === 'text' && content.linkPreview === undefined && !isSingle(content);

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
