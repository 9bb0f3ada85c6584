import type { ShownFace } from '../../../machines/client/post-text.ts';
import type { ClientId, UserId } from '../../../machines/ids.ts';
import { personLink, type Words } from './words.ts';

/** `🟦 700 👤 Ana Silva`, with 🚫 behind it while the client cannot be reached, ⏳ while its comments are late. The id opening the client's profile. `telegram/inbound` finds the client again by the id's place. */
export function postWords(client: ClientId, face: ShownFace): Words {
  const id = String(client);
  const name = face.name.replaceAll(/\s+/gu, ' ').trim();
  return {
    text: `${face.glyph} ${id} 👤 ${name}${face.away ? ' 🚫' : ''}${face.waiting === true ? ' ⏳' : ''}`,
    entities: [personLink(face.glyph.length + 1, id.length, client as number as UserId)],
  };
}
