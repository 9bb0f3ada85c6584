import type { CannedAnswer } from '../../../machines/desk/canned.ts';
import type { DeskSettings } from '../../../machines/desk/desk-settings.ts';
import type { Document } from '../../../machines/desk/document.ts';
import { plainName } from '../../i18n/command-names.ts';

const LONGEST_CODE = 40;

/** `Prazo de entrega` → `prazo-de-entrega`. Null: no letter and no digit is left. */
export function codeIn(text: string): string | null {
  const code = plainName(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST_CODE)
    .replace(/-+$/, '');
  return code === '' ? null : code;
}

type Answer = Document<CannedAnswer>;

/** The answers that can be used. */
export const usable = ({ canned }: Pick<DeskSettings, 'canned'>): Answer[] =>
  [...canned.values()].filter(({ archived, value }) => !archived && value.state === 'approved');

/** Null: no usable answer has the code. */
export function answerOf({ canned }: Pick<DeskSettings, 'canned'>, code: string | null): Answer | null {
  const found = code === null ? undefined : canned.get(code);
  return found === undefined || found.archived || found.value.state !== 'approved' ? null : found;
}

type Folded = { code: string; text: string };

/** A version of a document never changes, so the folded words are computed once. */
const folded = new WeakMap<Answer, Folded>();

function foldedOf(answer: Answer): Folded {
  const known = folded.get(answer);
  if (known !== undefined) return known;
  const made = { code: plainName(answer.value.code), text: plainName(answer.value.text) };
  folded.set(answer, made);
  return made;
}

/** 3: the code begins with the words. 2: the code contains the words. 1: the text contains every word. 0: no hit. */
function rankOf(answer: Answer, words: string, code: string): number {
  const found = foldedOf(answer);
  if (code !== '' && found.code.startsWith(code)) return 3;
  if (code !== '' && found.code.includes(code)) return 2;
  return words.split(/\s+/).every((word) => found.text.includes(word)) ? 1 : 0;
}

/** The answers with the words, the best first. Among equals the most used come first. Pure. */
export function ranked(
  answers: readonly Answer[],
  typed: string,
  used: ReadonlyMap<string, number>,
): Answer[] {
  const words = plainName(typed).trim();
  const code = codeIn(typed) ?? '';
  return answers
    .map((answer) => ({
      answer,
      rank: words === '' ? 1 : rankOf(answer, words, code),
      used: used.get(answer.id) ?? 0,
    }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || b.used - a.used || (a.answer.id < b.answer.id ? -1 : 1))
    .map(({ answer }) => answer);
}
