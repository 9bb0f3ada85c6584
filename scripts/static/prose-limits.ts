import type { Measure } from './measure.ts';
import type { Sentence } from './sentences.ts';

/** The limit of every folder: per 100 words, per 100 sentences, and two counts. */
const LIMITS = { pronouns: 6, long: 10, banned: 0, openers: 0 };

/** A text speaks to a person: about the message at hand, and with the words of a talk. */
const MOST_PRONOUNS_OF_TEXTS = 8;

/** The folder of a sentence in the report: an area of `src`, another top folder, a page, or what the program says. */
export function folderOf({ path, said }: Pick<Sentence, 'path' | 'said'>): string {
  if (said !== undefined) return said;
  if (path.startsWith('.')) return path;
  if (path.endsWith('.md')) return path;
  const [top = '', area = '', ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? `${top}/${area}` : top;
}

/** Lists the numbers of a folder above the LIMITS. */
export function excess(folder: string, found: Measure): string[] {
  const counts = [
    [
      'pronouns and relative words per 100 words',
      found.pronouns,
      folder === 'texts' ? MOST_PRONOUNS_OF_TEXTS : LIMITS.pronouns,
    ],
    ['sentences over 20 words per 100', found.long, LIMITS.long],
    ['words that are not everyday English', found.banned.length, LIMITS.banned],
    ['sentences that open without a noun or verb', found.openers.length, LIMITS.openers],
  ] as const;
  return counts
    .filter(([, value, most]) => value > most)
    .map(([name, value, most]) => `${folder} has ${value} ${name}; at most ${most}`);
}
