import type { Content, Entity } from '../../../machines/content.ts';
import { rowOf } from '../../telegram/kinds.ts';
import type { Words } from './words.ts';

/** Telegram's limits, in code points (`TELEGRAM.md §2.1`). */
const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;

/** The content with words of the desk in front of it; null: it has no place or no room for them. Pure. */
export function prefixed(content: Content, lead: Words): Content | null {
  if (content.kind === 'text') {
    const text = lead.text + content.text;
    return fits(text, TEXT_LIMIT) ? { ...content, text, entities: joined(lead, content.entities) } : null;
  }
  if (content.kind !== 'media' || rowOf(content.what).edit === 'nothing') return null;
  const caption = lead.text + (content.caption ?? '');
  if (!fits(caption, CAPTION_LIMIT)) return null;
  return { ...content, caption, captionEntities: joined(lead, content.captionEntities ?? []) };
}

const fits = (text: string, limit: number): boolean => Array.from(text).length <= limit;

const joined = (lead: Words, entities: readonly Entity[]): Entity[] => [
  ...lead.entities,
  ...entities.map((entity) => ({ ...entity, offset: entity.offset + lead.text.length })),
];
