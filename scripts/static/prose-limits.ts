import type { Measure } from './measure.ts';

type Limits = { pronouns: number; long: number; banned: number; openers: number };

/** The limit of every folder: per 100 words, per 100 sentences, and two counts. */
const GOAL: Limits = { pronouns: 6, long: 10, banned: 0, openers: 0 };

/** Folders whose prose is not rewritten yet, with today's values. A line is only ever lowered or deleted. */
export const UNFINISHED: Readonly<Record<string, Limits>> = {
  'src/outbox': { pronouns: 6, long: 10, banned: 1, openers: 2 },
};

/** The folder of a file in the report: an area of `src`, another top folder, or a page. */
export function folderOf(path: string): string {
  if (path.endsWith('.md')) return path;
  const [top = '', area = '', ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? `${top}/${area}` : top;
}

/** Lists the numbers of a folder above the limit. */
export function excess(folder: string, found: Measure, unfinished = UNFINISHED): string[] {
  const limit = unfinished[folder] ?? GOAL;
  const counts = [
    ['pronouns and relative words per 100 words', found.pronouns, limit.pronouns],
    ['sentences over 20 words per 100', found.long, limit.long],
    ['words that are not everyday English', found.banned.length, limit.banned],
    ['sentences that open without a noun or verb', found.openers.length, limit.openers],
  ] as const;
  return counts
    .filter(([, value, most]) => value > most)
    .map(([name, value, most]) => `${folder} has ${value} ${name}; at most ${most}`);
}

/** Unfinished folders below the limit, and folders without files. */
export function finished(found: ReadonlyMap<string, Measure>, unfinished = UNFINISHED): string[] {
  return Object.keys(unfinished).filter((folder) => {
    const measured = found.get(folder);
    return measured === undefined || excess(folder, measured, {}).length === 0;
  });
}
