import type { Entity } from '../../../machines/content.ts';
import type { UserId } from '../../../machines/words.ts';
import type { TextKey } from '../../i18n/keys.ts';
import type { TextParams, Texts } from '../../i18n/texts.ts';

/** A text and its formatting, ready for the Bot API. */
export type Words = { text: string; entities: Entity[] };

export const plain = (text: string): Words => ({ text, entities: [] });

/** Opens the person's profile; Telegram turns it into a mention when it knows them. */
export const personLink = (offset: number, length: number, person: UserId): Entity => ({
  type: 'text_link',
  offset,
  length,
  url: `tg://user?id=${person}`,
});

/** A text of the catalogue in which one variable is somebody's clickable name. */
export function wordsAbout(
  texts: Texts,
  key: TextKey,
  params: TextParams,
  person: { variable: string; id: UserId | null },
): Words {
  const { text, spans } = texts.sayAndLocate(key, params, [person.variable]);
  const span = spans[person.variable];
  const link =
    span === undefined || person.id === null ? [] : [personLink(span.offset, span.length, person.id)];
  return { text, entities: link };
}
