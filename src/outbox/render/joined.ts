import type { Entity, TextContent } from '../../../machines/content.ts';

/** Between messages that left together. */
export const SEPARATOR = '\n';

export type Joined = {
  text: string;
  entities: Entity[];
  /** The place of each message, in UTF-16 code units. */
  spans: { start: number; end: number }[];
};

/** Several messages as a single text, with the formatting moved along. Pure. */
export function join(parts: readonly TextContent[]): Joined {
  const joined: Joined = { text: '', entities: [], spans: [] };
  for (const [index, part] of parts.entries()) {
    if (index > 0) joined.text += SEPARATOR;
    const start = joined.text.length;
    joined.text += part.text;
    joined.entities.push(...part.entities.map((entity) => ({ ...entity, offset: entity.offset + start })));
    joined.spans.push({ start, end: joined.text.length });
  }
  return joined;
}
