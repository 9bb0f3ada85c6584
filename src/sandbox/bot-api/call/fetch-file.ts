import path from 'node:path';
import { badRequest } from '../api-error.ts';
import { addFile, type FileTraits } from '../../world/add-file.ts';
import type { FileDoc, FileKind } from '../../world/shapes.ts';
import type { World } from '../../world/world.ts';

const MEGABYTE = 1024 * 1024;

/** The types of file that an address may hold (Bot API, "Sending files"). */
const TYPES: Record<FileKind, RegExp> = {
  photo: /^image\/(jpeg|png|webp)$/,
  live_photo: /^video\/mp4$/,
  video: /^video\/mp4$/,
  document: /^(application\/(pdf|zip)|image\/gif)$/,
  audio: /^audio\/(mpeg|mp4)$/,
  voice: /^audio\/ogg$/,
  animation: /^(image\/gif|video\/mp4)$/,
  sticker: /^image\/webp$/,
  video_note: /^video\/mp4$/,
};

/** The file at an address, which may have 5 MB as a photo and 20 MB else (FACTS.md #50). */
export function fetchFile(world: World, url: string, kind: FileKind, traits: FileTraits): FileDoc {
  const page = world.web.find(url);
  const limit = kind === 'photo' ? 5 * MEGABYTE : 20 * MEGABYTE;
  if (page === undefined || page.bytes.length > limit) throw badRequest('failed to get HTTP URL content');
  if (!TYPES[kind].test(page.mime)) throw badRequest('wrong type of the web page content');
  const { mime } = page;
  const bytes = Buffer.from(page.bytes);
  return addFile(world, kind, { bytes, mime, fileName: path.basename(new URL(url).pathname) }, traits);
}
