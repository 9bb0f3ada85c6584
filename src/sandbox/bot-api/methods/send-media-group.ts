import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { openEnvelope, postAsBot } from '../call/send-content.ts';
import { readMedia } from '../call/send-file.ts';
import { renderMessage } from '../wire/message.ts';
import type { MediaContent } from '../../world/shapes.ts';
import { nextAlbumId } from '../../world/world.ts';

const MOST_ITEMS = 10;
const ALLOWED = new Set(['photo', 'live_photo', 'video', 'document', 'audio']);

export const sendMediaGroup: Method = (call) => {
  const given = jsonArgument(call.args, 'media', 'media');
  if (!Array.isArray(given)) throw badRequest("can't parse media JSON object");
  if (given.length === 0) throw badRequest('there are no messages to send');
  if (given.length > MOST_ITEMS) throw badRequest('too many messages to send as an album');
  const contents = given.map((item: unknown): MediaContent => {
    const media = asObject(item);
    if (media === undefined) throw badRequest("can't parse InputMedia: expected an Object");
    const kind = textArgument(media, 'type');
    if (!ALLOWED.has(kind)) throw badRequest("can't use the media of the specified type in the album");
    return readMedia(call, media, 'media', kind as MediaContent['kind']);
  });
  requireOneKind(contents);
  const first = contents[0];
  if (first === undefined) throw badRequest('there are no messages to send');
  const envelope = { ...openEnvelope(call, first, contents.length), markup: {} };
  const albumId = contents.length === 1 ? undefined : nextAlbumId(call.world);
  return contents.map((content) =>
    renderMessage(call.world, call.botId, postAsBot(call, envelope, content, { albumId })),
  );
};

/** Photos and videos mix; documents and audios stay among themselves. */
function requireOneKind(contents: readonly MediaContent[]): void {
  const kinds = new Set(contents.map(({ kind }) => kind));
  if (kinds.size === 1) return;
  for (const kind of ['audio', 'document'] as const) {
    if (kinds.has(kind)) throw badRequest(`${kind} can't be mixed with other media types`);
  }
}
