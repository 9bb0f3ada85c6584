import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { cleanText } from './clean-text.ts';
import { cutAt, cutOut, type FormattedText, overlaps, type Span, spanOf, unite } from './spans.ts';

const MOST_UNITS = 1_000_000;
const MOST_ENTITIES = 100;

const SPLITTABLE: ReadonlySet<string> = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const CODE = new Set(['code', 'pre']);
const QUOTES = new Set(['blockquote', 'expandable_blockquote']);
const LINKS = new Set(['text_link', 'text_mention', 'custom_emoji', 'date_time']);

/**
 * The entities that Telegram keeps of the sender's entities. Entities that cannot stand together disappear without an
 * error. Styles are cut at the start of other entities, also when nested (TDLib MessageEntity.cpp, fix_entities).
 */
export function fixEntities(given: FormattedText): FormattedText {
  const { text, entities } = given;
  if (entities.length === 0) return cleanText(given);
  for (const { offset, length } of entities) {
    if (!isSensible(offset)) throw badRequest(`receive an entity with incorrect offset ${offset}`);
    if (!isSensible(length)) throw badRequest(`receive an entity with incorrect length ${length}`);
  }
  const known = sortEntities(entities.filter(({ type, length }) => length > 0 && isKnown(type)));
  const fixed = separate(known);
  requireInside(text, fixed);
  const cleaned = cleanText({ text, entities: fixed });
  if (!/[^ \n]/.test(cleaned.text)) return { text: '', entities: [] };
  return { text: cleaned.text, entities: separate(sortEntities([...cleaned.entities])) };
}

function isSensible(units: number): boolean {
  return Number.isInteger(units) && units >= 0 && units <= MOST_UNITS;
}

function isKnown(type: string): boolean {
  return SPLITTABLE.has(type) || CODE.has(type) || QUOTES.has(type) || LINKS.has(type);
}

function separate(valid: readonly MessageEntity[]): MessageEntity[] {
  if (valid.length < 2) return [...valid];
  const quotes = apart(valid.filter(({ type }) => QUOTES.has(type)));
  const continuous = apart(valid.filter(({ type }) => CODE.has(type) || LINKS.has(type))).filter(
    (entity) => !quotes.some((quote) => crosses(entity, quote)),
  );
  const hard = sortEntities([...quotes, ...continuous]);
  return sortEntities([...hard, ...splitStyles(valid, hard)]);
}

/**
 * Adds the entities that Telegram found: no found entity crosses a quote, and styles are cut at a quote
 * (merge_new_entities).
 */
export function withFound(given: readonly MessageEntity[], found: readonly MessageEntity[]): MessageEntity[] {
  const quotes = given.filter(({ type }) => QUOTES.has(type));
  const kept = found.filter((entity) => !quotes.some((quote) => crosses(entity, quote)));
  if (kept.length === 0) return [...given];
  const hard = sortEntities([...given.filter(({ type }) => !SPLITTABLE.has(type)), ...kept]);
  return sortEntities([...hard, ...splitStyles(given, hard)]);
}

/** Entities beyond 100 are lost, styles first; custom emoji do not count (TDLib, get_input_message_entities). */
export function withinLimit(entities: readonly MessageEntity[]): MessageEntity[] {
  if (entities.length <= MOST_ENTITIES) return [...entities];
  const isFree = ({ type }: MessageEntity): boolean => type === 'custom_emoji';
  const [styles, others] = [true, false].map((isStyle) =>
    entities.filter((entity) => !isFree(entity) && SPLITTABLE.has(entity.type) === isStyle),
  );
  const kept = new Set([...(others ?? []), ...(styles ?? [])].slice(0, MOST_ENTITIES));
  return entities.filter((entity) => isFree(entity) || kept.has(entity));
}

/** An entity that may hold others comes first, if two entities begin and end together. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
}

const RANKS: Partial<Record<MessageEntity['type'], number>> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  date_time: 48,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
};

/** TDLib's get_type_priority; an entity with a language comes before an entity without. */
function rank(entity: MessageEntity): number {
  return entity.type === 'pre' && entity.language !== undefined ? 10 : (RANKS[entity.type] ?? 50);
}

function crosses(entity: MessageEntity, quote: MessageEntity): boolean {
  return overlaps(spanOf(entity), spanOf(quote)) && !isWithin(entity, quote);
}

function isWithin(inner: MessageEntity, outer: MessageEntity): boolean {
  return inner.offset >= outer.offset && spanOf(inner).end <= spanOf(outer).end;
}

/** A style is cut where another begins, and at both ends of what is no style. */
function splitStyles(valid: readonly MessageEntity[], hard: readonly MessageEntity[]): MessageEntity[] {
  const code = hard.filter(({ type }) => CODE.has(type)).map(spanOf);
  const styles = [...SPLITTABLE].flatMap((type) =>
    unite(valid.filter((entity) => entity.type === type).map(spanOf)).map((span) => ({ type, span })),
  );
  const cuts = new Set([
    ...styles.map(({ span }) => span.start),
    ...hard.flatMap((entity) => [spanOf(entity).start, spanOf(entity).end]),
  ]);
  return styles.flatMap(({ type, span }) =>
    cutOut(span, code)
      .flatMap((piece) => cutAt(piece, cuts))
      .map(({ start, end }) => ({ type, offset: start, length: end - start }) as MessageEntity),
  );
}

/** Telegram reads the text from the beginning, and names the place in bytes or in UTF-16 units. */
function requireInside(text: string, entities: readonly MessageEntity[]): void {
  if (entities.every((entity) => isInside(text, spanOf(entity)))) return;
  const waiting = [...entities];
  const open: MessageEntity[] = [];
  let units = 0;
  let bytes = 0;
  for (const letter of [...Array.from(text), '']) {
    for (let last = open.at(-1); last !== undefined && spanOf(last).end <= units; last = open.at(-1)) {
      if (spanOf(last).end !== units) {
        throw badRequest(
          `entity beginning at UTF-16 offset ${last.offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes}`,
        );
      }
      open.pop();
    }
    for (let next = waiting[0]; next !== undefined && next.offset <= units; next = waiting[0]) {
      if (next.offset !== units) {
        throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytes}`);
      }
      open.push(next);
      waiting.shift();
    }
    units += letter.length;
    bytes += Buffer.byteLength(letter);
  }
  const [late] = waiting;
  if (late !== undefined) {
    throw badRequest(`entity begins after the end of the text at UTF-16 offset ${late.offset}`);
  }
  const long = open.at(-1);
  if (long !== undefined) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${long.offset} ends after the end of the text at UTF-16 offset ${spanOf(long).end}`,
    );
  }
}

function isInside(text: string, { start, end }: Span): boolean {
  return end <= text.length && !splitsSymbol(text, start) && !splitsSymbol(text, end);
}

function splitsSymbol(text: string, unit: number): boolean {
  return unit > 0 && (text.codePointAt(unit - 1) ?? 0) > 0xffff;
}

function apart(entities: readonly MessageEntity[]): MessageEntity[] {
  const kept: MessageEntity[] = [];
  for (const entity of sortEntities([...entities])) {
    const last = kept.at(-1);
    if (last === undefined || !overlaps(spanOf(last), spanOf(entity))) kept.push(entity);
  }
  return kept;
}

/** Blanks at the end go; at the beginning only those before the first entity. */
export function trimFormatted({ text, entities }: FormattedText): FormattedText {
  const firstEntity = Math.min(text.length, ...entities.map((entity) => entity.offset));
  let start = 0;
  while (start < firstEntity && (text[start] === ' ' || text[start] === '\n')) start += 1;
  const trimmed = text.slice(start).replace(/[ \n]+$/, '');
  if (trimmed.length === text.length) return { text, entities };
  const moved = entities.flatMap((entity) => {
    const offset = entity.offset - start;
    const length = Math.min(entity.length, trimmed.length - offset);
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: trimmed, entities: moved };
}
