import { type Sentence, wordsOf } from './sentences.ts';
import { BANNED, OPENERS, PRONOUNS } from './words.ts';

/** A fault in the prose, as `file:line fault`. */
type Fault = string;

export type Measure = {
  words: number;
  /** Pronouns and relative words per 100 words. */
  pronouns: number;
  /** Sentences over 20 words, per 100 sentences. */
  long: number;
  banned: Fault[];
  openers: Fault[];
};

const LONGEST_SENTENCE = 20;

export function measure(sentences: readonly Sentence[]): Measure {
  let words = 0;
  let pronouns = 0;
  let long = 0;
  const banned: Fault[] = [];
  const openers: Fault[] = [];
  for (const sentence of sentences) {
    const found = wordsOf(sentence.text);
    words += found.length;
    pronouns += pronounsAmong(found);
    if (found.length > LONGEST_SENTENCE) long += 1;
    banned.push(...bannedIn(sentence));
    openers.push(...openerOf(sentence, found[0] ?? ''));
  }
  return {
    words,
    pronouns: perHundred(pronouns, words),
    long: perHundred(long, sentences.length),
    banned,
    openers,
  };
}

const pronounsAmong = (words: readonly string[]): number =>
  words.filter((word) => PRONOUNS.has(word.replace(/['’]s$/, ''))).length;

/** The sentences with the most pronouns, as `file:line (count) text`. */
export function densest(sentences: readonly Sentence[], most: number): string[] {
  return sentences
    .map(({ path, line, text }) => ({ at: `${path}:${line}`, text, pronouns: pronounsAmong(wordsOf(text)) }))
    .filter(({ pronouns }) => pronouns > 0)
    .sort((a, b) => b.pronouns - a.pronouns)
    .slice(0, most)
    .map(({ at, text, pronouns }) => `${at} (${pronouns}) ${text}`);
}

/** Rounded to one digit, as the report shows the number. */
const perHundred = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;

function bannedIn({ path, line, text }: Sentence): Fault[] {
  const plain = text.replace(/`[^`]*`/g, ' ');
  return BANNED.flatMap(({ form, plain: better }) =>
    [...plain.matchAll(form)].map(([word]) => `${path}:${line} "${word}": write ${better}`),
  );
}

/** A heading and a question may open with any word. */
function openerOf({ path, line, text, isHeading }: Sentence, first: string): Fault[] {
  if (isHeading || text.endsWith('?') || !OPENERS.has(first) || text.startsWith('`')) return [];
  return [`${path}:${line} opens with "${first}": begin with the noun or the verb`];
}
