import type { Entity } from '../../../machines/content.ts';
import type { Words } from './words.ts';

/** The part of an entity between `start` and `end`, counted from `start`. UTF-16 code units. Pure. */
export function cut(entity: Entity, start: number, end: number): Entity[] {
  const from = Math.max(entity.offset, start);
  const to = Math.min(entity.offset + entity.length, end);
  return from < to ? [{ ...entity, offset: from - start, length: to - from }] : [];
}

export const slice = ({ text, entities }: Words, start: number, end = text.length): Words => ({
  text: text.slice(start, end),
  entities: entities.flatMap((entity) => cut(entity, start, end)),
});

/** Joins words in order. */
export function concat(...parts: Words[]): Words {
  const whole: Words = { text: '', entities: [] };
  for (const { text, entities } of parts) {
    const moved = entities.map((entity) => ({ ...entity, offset: entity.offset + whole.text.length }));
    whole.entities.push(...moved);
    whole.text += text;
  }
  return whole;
}

/** How far back a blank may be for a text to be cut there. */
const NEAR = 100;

/**
 * Words as pieces of at most `limit` code points each, as Telegram counts (`FACTS.md #44`). The pieces together are the
 * whole. A piece ends behind a near blank or line break. Pure.
 */
export function pieces(words: Words, limit: number): Words[] {
  const found: Words[] = [];
  let rest = words;
  for (let end = endOfPiece(rest.text, limit); end < rest.text.length; end = endOfPiece(rest.text, limit)) {
    found.push(slice(rest, 0, end));
    rest = slice(rest, end);
  }
  return [...found, rest];
}

function endOfPiece(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const points = Array.from(text);
  if (points.length <= limit) return text.length;
  const end = points.slice(0, limit).join('').length;
  const blank = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf(' ', end - 1));
  return blank > 0 && blank >= end - NEAR ? blank + 1 : end;
}
