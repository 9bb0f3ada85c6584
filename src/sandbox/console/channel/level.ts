import { type TextKey, t } from '../page/language.ts';

type Level = '1' | '2' | '3' | '4' | '5' | 'Closed' | 'Banned';

/** The colours of the desk's posts: the first sign of a post's text. */
const LEVELS: readonly [string, Level][] = [
  ['🟦', '1'],
  ['🟩', '2'],
  ['🟨', '3'],
  ['🟧', '4'],
  ['🟥', '5'],
  ['⬜', 'Closed'],
  ['❌', 'Banned'],
];

/** Null: the post is not of a client. */
export const levelOf = (text: string): Level | null =>
  LEVELS.find(([glyph]) => text.startsWith(glyph))?.[1] ?? null;

export const nameOfLevel = (level: Level): string => t(`level${level}`);

export const PRIORITIES: readonly { glyph: string; name: TextKey }[] = LEVELS.slice(0, 5).map(
  ([glyph, level]) => ({ glyph, name: `level${level}` as const }),
);
