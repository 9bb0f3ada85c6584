/** The colour of a client's post. */
export const GLYPHS = {
  banned: '❌',
  moved: '➡️',
  closed: '⬜️',
  1: '🟦',
  2: '🟩',
  3: '🟨',
  4: '🟧',
  5: '🟥',
} as const;
