import { writePost } from '../../../machines/client/post-codec.ts';
import type { ShownFace } from '../../../machines/client/post-text.ts';
import type { ClientId } from '../../../machines/ids.ts';
import { personLink, type Words } from './words.ts';

/** The text of a client's post; the id opens the client's profile. */
export function postWords(client: ClientId, face: ShownFace): Words {
  const { text, id } = writePost(client, face);
  return { text, entities: [personLink(id.offset, id.length, client)] };
}
