import type { Content, Entity } from '../../../machines/content.ts';

/** In front of what a client has changed after the team could read it. */
export const EDITED = '✏️ ';

/** Telegram's limits, in code points (`TELEGRAM.md §2.1`). */
const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;

const shifted = (entities: readonly Entity[]): Entity[] =>
  entities.map((entity) => ({ ...entity, offset: entity.offset + EDITED.length }));

const fits = (text: string, limit: number): boolean =>
  Array.from(text).length + Array.from(EDITED).length <= limit;

/** The content with its mark, or without where there is no room for one. */
export function marked(content: Content): Content {
  if (content.kind === 'text' && fits(content.text, TEXT_LIMIT)) {
    return { ...content, text: EDITED + content.text, entities: shifted(content.entities) };
  }
  if (content.kind === 'media' && fits(content.caption ?? '', CAPTION_LIMIT)) {
    const caption = EDITED + (content.caption ?? '');
    return { ...content, caption, captionEntities: shifted(content.captionEntities ?? []) };
  }
  return content;
}
