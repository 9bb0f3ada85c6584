import type { FileDoc, FileKind } from '../world/shapes.ts';
import type { World } from '../world/world.ts';

const PREFIXES: Record<FileKind, string> = {
  photo: 'AgAC',
  live_photo: 'BAAC',
  document: 'BQAC',
  video: 'BAAC',
  audio: 'CQAC',
  voice: 'AwAC',
  animation: 'CgAC',
  sticker: 'CAAC',
  video_note: 'DQAC',
};

/** A `file_id` is good for one bot only (TELEGRAM.md §8.18). */
export function fileIdFor(botId: number, file: FileDoc, variant = ''): string {
  return PREFIXES[file.kind] + Buffer.from(`${botId}:${file.id}:${variant}`).toString('base64url');
}

export function fileByFileId(world: World, botId: number, fileId: string): FileDoc | undefined {
  const [owner, id] = Buffer.from(fileId.slice(4), 'base64url').toString().split(':');
  if (owner !== String(botId) || id === undefined) return undefined;
  return world.docs.get('file', id);
}
