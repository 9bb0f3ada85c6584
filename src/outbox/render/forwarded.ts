import { type Content, FORWARDED, type ForwardedFrom } from '../../../machines/content.ts';
import type { Texts } from '../../i18n/texts.ts';
import { prefixed } from './prefix.ts';
import { type Words, wordsLinking } from './words.ts';

/** `↪️ Encaminhada de Zeca`, the name opening whoever it is. */
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

/** The line in front of what a client passes on, its end included. */
export function forwardedLine(texts: Texts, from: ForwardedFrom): Words {
  const { text, entities } = forwardedWords(texts, from);
  return { text: `${text}\n`, entities };
}

/** The content with the line of whose it is; null: it has no place or no room for one. */
export function introduced(content: Content, texts: Texts): Content | null {
  if (content.kind === 'refused' || content.forwardedFrom === undefined) return content;
  const { forwardedFrom: from } = content;
  const isBare = content.kind === 'media' && (content.caption ?? '') === '';
  return prefixed(content, isBare ? forwardedWords(texts, from) : forwardedLine(texts, from));
}
