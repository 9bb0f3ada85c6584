import type { ForwardedFrom } from '../../../machines/content.ts';
import { FORWARDED } from '../../../machines/marks.ts';
import type { Texts } from '../../i18n/texts.ts';
import { type Words, wordsLinking } from './words.ts';

/** `↪️ Encaminhada de Zeca`: the name opens the person or the place. */
export function forwardedWords(texts: Texts, from: ForwardedFrom): Words {
  const name = from.name.replaceAll(/\s+/gu, ' ').trim();
  const { text, entities } = wordsLinking(
    texts,
    'forwarded-from',
    { name },
    { variable: 'name', url: from.url ?? null },
  );
  return {
    text: FORWARDED + text,
    entities: entities.map((link) => ({ ...link, offset: link.offset + FORWARDED.length })),
  };
}

/** The line in front of a forwarded message, with the line break. */
export function forwardedLine(texts: Texts, from: ForwardedFrom): Words {
  const { text, entities } = forwardedWords(texts, from);
  return { text: `${text}\n`, entities };
}
