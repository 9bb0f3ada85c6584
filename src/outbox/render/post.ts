import type { ShownFace } from '../../../machines/client/post-text.ts';
import type { ClientId } from '../../../machines/ids.ts';
import { personLink, type Words } from './words.ts';

/**
 * `🟦 700 👤 Ana Silva`, with 🚫 behind the name while the client cannot be reached, ⏳ while the comments are late. The second
 * line has the number of the ticket. The id opens the client's profile; `telegram/inbound` finds the client by the place of the id.
 */
export function postWords(client: ClientId, face: ShownFace): Words {
  const id = String(client);
  const name = face.name.replaceAll(/\s+/gu, ' ').trim();
  return {
    text: `${face.glyph} ${id} 👤 ${name}${face.away ? ' 🚫' : ''}${face.waiting === true ? ' ⏳' : ''}${face.ticket > 0 ? `\n#${face.ticket}` : ''}`,
    entities: [personLink(face.glyph.length + 1, id.length, client)],
  };
}
