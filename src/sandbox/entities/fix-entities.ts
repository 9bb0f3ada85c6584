import type { MessageEntity } from '@grammyjs/types';
import { cutAtBorders, cutOut, type FormattedText, overlaps, type Span, spanOf, unite } from './spans.ts';

const SPLITTABLE = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const CODE = new Set(['code', 'pre']);
const QUOTES = new Set(['blockquote', 'expandable_blockquote']);
const LINKS = new Set(['text_link', 'text_mention', 'custom_emoji', 'date_time']);

/** What Telegram keeps of the entities that a sender asked for: the rest disappears without an error. */
export function fixEntities(text: string, entities: readonly MessageEntity[]): MessageEntity[] {
  const valid = entities.flatMap((entity) => clip(text, entity));
  const code = apart(valid.filter((entity) => CODE.has(entity.type)));
  const quotes = apart(valid.filter((entity) => QUOTES.has(entity.type)));
  const codeSpans = code.map(spanOf);
  const links = apart(valid.filter((entity) => LINKS.has(entity.type))).filter(
    (link) => hasInk(text, spanOf(link)) && !codeSpans.some((span) => overlaps(span, spanOf(link))),
  );
  const hard = [...code, ...quotes, ...links];
  const styles = styleEntities(text, valid, codeSpans, hard.map(spanOf));
  return sortEntities([...hard, ...styles]);
}

export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function styleEntities(
  text: string,
  valid: readonly MessageEntity[],
  code: readonly Span[],
  hard: readonly Span[],
): MessageEntity[] {
  const styles: MessageEntity[] = [];
  const placed: Span[] = [...hard];
  for (const type of SPLITTABLE) {
    const wanted = unite(valid.filter((entity) => entity.type === type).map(spanOf));
    const pieces = wanted
      .flatMap((span) => cutOut(span, code))
      .flatMap((span) => cutAtBorders(span, placed))
      .filter((span) => hasInk(text, span));
    placed.push(...pieces);
    for (const piece of pieces)
      styles.push({ type, offset: piece.start, length: piece.end - piece.start } as MessageEntity);
  }
  return styles;
}

function clip(text: string, entity: MessageEntity): MessageEntity[] {
  const { offset } = entity;
  const length = Math.min(entity.length, text.length - offset);
  if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length <= 0) return [];
  if (cutsPair(text, offset) || cutsPair(text, offset + length)) return [];
  return [{ ...entity, length }];
}

function cutsPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

function hasInk(text: string, span: Span): boolean {
  return text.slice(span.start, span.end).trim() !== '';
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
  const trimmed = text.slice(start).trimEnd();
  const moved = entities.flatMap((entity) => clip(trimmed, { ...entity, offset: entity.offset - start }));
  return { text: trimmed, entities: moved };
}
