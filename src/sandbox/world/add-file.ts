import path from 'node:path';
import { imageSize } from './image-size.ts';
import type { FileDoc, FileKind } from './shapes.ts';
import { nextCounter, type World } from './world.ts';

const KINDS: Record<FileKind, { folder: string; extension: string; mime: string }> = {
  photo: { folder: 'photos', extension: '.jpg', mime: 'image/jpeg' },
  live_photo: { folder: 'live_photos', extension: '.mp4', mime: 'video/mp4' },
  video: { folder: 'videos', extension: '.mp4', mime: 'video/mp4' },
  document: { folder: 'documents', extension: '', mime: 'application/octet-stream' },
  audio: { folder: 'music', extension: '.mp3', mime: 'audio/mpeg' },
  voice: { folder: 'voice', extension: '.oga', mime: 'audio/ogg' },
  animation: { folder: 'animations', extension: '.mp4', mime: 'video/mp4' },
  sticker: { folder: 'stickers', extension: '.webp', mime: 'image/webp' },
  video_note: { folder: 'video_notes', extension: '.mp4', mime: 'video/mp4' },
};

const MIME_BY_EXTENSION: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.zip': 'application/zip',
};

const MIME = /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)*$/;

/** Can the text stand in a `content-type` header? */
export const isMime = (text: string): boolean => MIME.test(text);

export type Upload = {
  bytes: Buffer;
  fileName?: string | undefined;
  mime?: string | undefined;
};

export type FileTraits = Pick<
  FileDoc,
  'width' | 'height' | 'durationSeconds' | 'emoji' | 'performer' | 'title'
>;

/** Stores an uploaded file. Returns the document with the new identity. */
export function addFile(world: World, kind: FileKind, upload: Upload, traits: FileTraits = {}): FileDoc {
  const { folder, extension, mime } = KINDS[kind];
  const number = nextCounter(world);
  const ownExtension = upload.fileName === undefined ? '' : path.extname(upload.fileName).toLowerCase();
  const safeExtension = /^\.[a-z0-9]{1,8}$/.test(ownExtension) ? ownExtension : extension;
  const isVisual = kind !== 'document' && kind !== 'audio' && kind !== 'voice';
  const size = isVisual ? (imageSize(upload.bytes) ?? { width: 640, height: 640 }) : undefined;
  const isTimed =
    kind === 'video' ||
    kind === 'live_photo' ||
    kind === 'audio' ||
    kind === 'voice' ||
    kind === 'animation' ||
    kind === 'video_note';
  const named = kind === 'document' || kind === 'audio' || kind === 'video' || kind === 'animation';
  const file: FileDoc = {
    id: `AQAD${number.toString(36).padStart(8, '0')}`,
    kind,
    size: upload.bytes.length,
    name: named ? upload.fileName : undefined,
    mime:
      (upload.mime !== undefined && isMime(upload.mime) ? upload.mime : undefined) ??
      MIME_BY_EXTENSION[ownExtension] ??
      mime,
    width: traits.width ?? size?.width,
    height: traits.height ?? size?.height,
    durationSeconds: isTimed ? (traits.durationSeconds ?? 1) : undefined,
    emoji: traits.emoji,
    performer: traits.performer,
    title: traits.title,
    path: `${folder}/file_${number}${safeExtension}`,
  };
  world.files.write(file.path, upload.bytes);
  world.docs.put('file', file.id, file);
  return file;
}
