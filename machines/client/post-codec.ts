import type { ClientId } from '../ids.ts';
import { GLYPHS } from './glyphs.ts';
import type { ShownFace } from './post-text.ts';

/**
 * The text of a post, written and read: `🟦 700 👤 Ana Silva`. Behind the name stands 🚫 while the client cannot be reached, and
 * ⏳ while the comments are late. The second line has the number of the ticket.
 *
 * @returns the text, and the place of the id in UTF-16 code units: the id opens the client's profile
 */
export function writePost(
  client: ClientId,
  face: ShownFace,
): { text: string; id: { offset: number; length: number } } {
  const id = String(client);
  const name = face.name.replaceAll(/\s+/gu, ' ').trim();
  const marks = `${face.away ? ' 🚫' : ''}${face.waiting === true ? ' ⏳' : ''}`;
  const ticket = face.ticket > 0 ? `\n#${face.ticket}` : '';
  return {
    text: `${face.glyph} ${id} 👤 ${name}${marks}${ticket}`,
    id: { offset: face.glyph.length + 1, length: id.length },
  };
}

/** The text of the post of an erased client: neither name nor id. `word` stands in the place of both. */
export const writeErasedPost = (word: string): string => `${GLYPHS.closed} ${word}`;

const POST = new RegExp(`^(?:${Object.values(GLYPHS).join('|')}) (\\d+) 👤`, 'u');

/** The client of a post, read by position: a name follows the id, and cannot forge an id. Null: no text of a post. */
export function readPost(text: string): ClientId | null {
  const id = POST.exec(text)?.[1];
  return id === undefined ? null : (Number(id) as ClientId);
}
