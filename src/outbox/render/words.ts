import type { Content, Entity } from '../../../machines/content.ts';
import type { UserId } from '../../../machines/ids.ts';
import { rowOf } from '../../telegram/kinds.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import type { TextParams, Texts } from '../../i18n/texts.ts';

/** A text and its formatting, ready for the Bot API. */
export type Words = { text: string; entities: Entity[] };

export const plain = (text: string): Words => ({ text, entities: [] });

/** The words of a message, whatever its kind. */
export function wordsIn(content: Content): Words {
  if (content.kind === 'text') return { text: content.text, entities: content.entities };
  if (content.kind !== 'media') return plain('');
  return { text: content.caption ?? '', entities: content.captionEntities ?? [] };
}

/** The content saying this instead; null: it has no place for words. */
export function withWords(content: Content, { text, entities }: Words): Content | null {
  if (content.kind === 'text') return { ...content, text, entities };
  if (content.kind !== 'media' || rowOf(content.what).edit === 'nothing') return null;
  return { ...content, caption: text, captionEntities: entities };
}

/** Opens the person's profile; Telegram turns it into a mention when it knows them. */
export const personUrl = (person: UserId): string => `tg://user?id=${person}`;

export const personLink = (offset: number, length: number, person: UserId): Entity =>
  link(offset, length, personUrl(person));

export const link = (offset: number, length: number, url: string): Entity => ({
  type: 'text_link',
  offset,
  length,
  url,
});

/** A text of the catalogue in which one variable leads somewhere. */
export function wordsLinking(
  texts: Texts,
  key: TextKey,
  params: TextParams,
  { variable, url }: { variable: string; url: string | null },
): Words {
  const { text, spans } = texts.sayAndLocate(key, params, [variable]);
  const span = spans[variable];
  return { text, entities: span === undefined || url === null ? [] : [link(span.offset, span.length, url)] };
}
