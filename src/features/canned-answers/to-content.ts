import type { Content, MediaContent, TextContent } from '../../../machines/content.ts';
import type { CannedAnswer } from '../../../machines/desk/canned.ts';

/** The parts of a message that an answer keeps. Null: no bot can send the kind again. */
export function savedIn(content: Content): Pick<CannedAnswer, 'text' | 'entities' | 'file'> | null {
  if (content.kind === 'text') return { text: content.text, entities: content.entities, file: null };
  if (content.kind !== 'media') return null;
  const { fileId, uniqueId, stillId, what, caption = '', captionEntities = [] } = content;
  // A live photo comes with a still picture, which every surface can show.
  const file =
    what === 'live_photo' && stillId !== undefined
      ? ({ id: stillId, uniqueId, kind: 'photo' } as const)
      : { id: fileId, uniqueId, kind: what };
  return { text: caption, entities: captionEntities, file };
}

type Words = Pick<TextContent, 'text' | 'entities'>;

/** The message that the client gets. The decision fills the variables that are left. */
export function contentOf({ file }: CannedAnswer, { text, entities }: Words): TextContent | MediaContent {
  if (file === null) return { kind: 'text', text, entities, template: true };
  const { id: fileId, uniqueId, kind: what } = file;
  const caption = text === '' ? {} : { caption: text, captionEntities: entities };
  return { kind: 'media', what, fileId, uniqueId, ...caption, template: true };
}

/** The words behind the first `prefix` units of a text, with the formatting. */
export function wordsFrom({ text, entities }: Words, prefix: number): Words {
  const kept = entities.flatMap((entity) => {
    const end = entity.offset + entity.length - prefix;
    const offset = Math.max(0, entity.offset - prefix);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  return { text: text.slice(prefix), entities: kept };
}
