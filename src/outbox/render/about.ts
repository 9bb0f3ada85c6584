import type { About } from '../../../machines/content.ts';
import { ABOUT } from '../../../machines/marks.ts';
import type { Texts } from '../../i18n/texts.ts';
import { concat } from './slice.ts';
import { plain, type Words, wordsLinking } from './words.ts';

/** `↩️ Em resposta a Loja`, and the quote below: the answered message of another chat. */
export function aboutWords(texts: Texts, { kind, from, quote }: About): Words {
  const name = from.name.replaceAll(/\s+/gu, ' ').trim();
  const key = kind === 'story' ? 'about-story' : 'about-message';
  const line = wordsLinking(texts, key, { name }, { variable: 'name', url: from.url ?? null });
  return concat(plain(ABOUT), line, ...(quote === undefined ? [] : [plain('\n'), quoted(quote)]));
}

const quoted = ({ text, entities = [] }: NonNullable<About['quote']>): Words => ({
  text,
  entities: [{ type: 'blockquote', offset: 0, length: text.length }, ...entities],
});
