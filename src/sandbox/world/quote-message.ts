import type { MessageEntity, TextQuote } from '@grammyjs/types';
import { isLonger } from '../bot-api/entities/format-text.ts';
import { spanOf } from '../bot-api/entities/spans.ts';
import type { MessageDoc } from './shapes.ts';
import { present } from './world.ts';

const LIMIT = 1024;

const QUOTED_STYLES = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'custom_emoji',
  'date_time',
]);

/** A part of a message's text or caption, with the styles it has there; of equal parts the nearest. */
export function quoteOf(message: MessageDoc, text: string, near = 0): TextQuote | undefined {
  const { content } = message;
  const [whole, entities] =
    content.kind === 'text'
      ? [content.text, content.entities]
      : 'caption' in content
        ? [content.caption, content.captionEntities]
        : ['', []];
  const position = nearest(whole, text, near);
  if (position < 0 || isLonger(text, LIMIT)) return undefined;
  const styles = entities.flatMap((entity) => {
    const span = spanOf(entity);
    const start = Math.max(span.start, position);
    const end = Math.min(span.end, position + text.length);
    return QUOTED_STYLES.has(entity.type) && start < end
      ? [{ ...entity, offset: start - position, length: end - start }]
      : [];
  });
  return present({
    text,
    entities: styles.length === 0 ? undefined : styles,
    position,
    is_manual: true as const,
  }) as TextQuote;
}

function nearest(whole: string, text: string, near: number): number {
  let best = -1;
  if (text === '') return best;
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}

/** Do both style the text alike? Blanks have no style. */
export function sameStyles(
  text: string,
  one: readonly MessageEntity[],
  other: readonly MessageEntity[],
): boolean {
  const [a, b] = [one, other].map((entities) => styledUnits(text, entities));
  return a?.size === b?.size && [...(a ?? [])].every((unit) => b?.has(unit));
}

function styledUnits(text: string, entities: readonly MessageEntity[]): Set<string> {
  const units = new Set<string>();
  for (const entity of entities.filter(({ type }) => QUOTED_STYLES.has(type))) {
    const style = entity.type === 'custom_emoji' ? entity.custom_emoji_id : entity.type;
    const { start, end } = spanOf(entity);
    for (let at = start; at < end; at += 1) if (text[at]?.trim() !== '') units.add(`${style} ${at}`);
  }
  return units;
}
