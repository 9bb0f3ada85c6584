import type { FileDoc, FileKind } from '../../world/shapes.ts';
import type { World } from '../../world/world.ts';

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

/** A `file_id` is good for one bot only (FACTS.md #50). */
export function fileIdFor(botId: number, file: FileDoc, variant = ''): string {
  return PREFIXES[file.kind] + Buffer.from(`${botId}:${file.id}:${variant}`).toString('base64url');
}

/**
 * The last byte of a file id of Telegram: the version of the format (tdlib: FileManager.h, PERSISTENT_ID_VERSION).
 */
const FORMATS: ReadonlySet<number | undefined> = new Set([2, 3, 4]);

/** Why Telegram cannot even read it (tdlib: base64.cpp, FileManager.cpp from_persistent_id). */
export function unreadableFileId(fileId: string): string | undefined {
  const body = fileId.replace(/=+$/, '');
  const padding = fileId.length - body.length;
  if (padding >= 3) return 'Wrong string padding';
  if (padding > 0 && fileId.length % 4 !== 0) return 'Wrong padding length';
  if (body.length % 4 === 1) return 'Wrong string length';
  if (!/^[\w-]*$/.test(body)) return 'Wrong character in the string';
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.toString('base64url') !== body) return 'Wrong padding in the string';
  const isOurs = /^\d+:AQAD\w+:/.test(bytes.subarray(3).toString());
  return isOurs || FORMATS.has(bytes.at(-1)) ? undefined : "can't unserialize it. Wrong last symbol";
}

export function fileByFileId(world: World, botId: number, fileId: string): FileDoc | undefined {
  const [owner, id] = Buffer.from(fileId.slice(4), 'base64url').toString().split(':');
  if (owner !== String(botId) || id === undefined) return undefined;
  return world.docs.get('file', id);
}
