/** The colours that the desk gives to its posts: the first sign of a post's text. */
const LEVELS = [
  ['🟦', '1'],
  ['🟩', '2'],
  ['🟨', '3'],
  ['🟧', '4'],
  ['🟥', '5'],
  ['⬜', 'Closed'],
  ['❌', 'Banned'],
];

/** `1`–`5`, `Closed`, `Banned`, or null for any other post. */
export const levelOf = (text) => LEVELS.find(([glyph]) => text.startsWith(glyph))?.[1] ?? null;

export const GLYPHS = LEVELS.slice(0, 5).map(([glyph]) => glyph);
