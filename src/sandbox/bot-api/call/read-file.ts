import { badRequest } from '../api-error.ts';
import { addFile, type FileTraits } from '../../world/add-file.ts';
import type { FileDoc, FileKind } from '../../world/shapes.ts';
import { fetchFile } from './fetch-file.ts';
import { fileByFileId, unreadableFileId } from '../wire/file-id.ts';
import { type Arguments, has, numberArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';

const PHOTO_LIMIT_BYTES = 10 * 1024 * 1024;

/** The file of a parameter: a `file_id`, a part of the form, or `attach://<part>`. */
export function readFile(call: Call, args: Arguments, name: string, kind: FileKind): FileDoc {
  const upload = call.uploads.get(name);
  if (upload !== undefined && args === call.args) return store(call, kind, name, args);
  if (!has(args, name)) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  const value = textArgument(args, name);
  const attached = /^attach:\/\/(.+)$/.exec(value)?.[1];
  if (attached !== undefined) return store(call, kind, attached, args);
  // An address has a dot, and no file_id has a dot (tdlib: FileManager.cpp, from_persistent_id).
  if (value.includes('.')) return fetchFile(call.world, value, kind, traits(args));
  const unreadable = unreadableFileId(value);
  if (unreadable !== undefined) throw badRequest(`wrong remote file identifier specified: ${unreadable}`);
  const file = fileByFileId(call.world, call.botId, value);
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind === kind) return file;
  if (kind === 'document' || kind === 'photo' || file.kind === 'photo') {
    throw badRequest(`can't use file of type ${spoken(file.kind)} as ${spoken(kind)}`);
  }
  return file;
}

function spoken(kind: FileKind): string {
  const words = kind.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('');
}

function store(call: Call, kind: FileKind, part: string, args: Arguments): FileDoc {
  const upload = call.uploads.get(part);
  if (upload === undefined) throw badRequest('file not found in the request');
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo' && upload.bytes.length > PHOTO_LIMIT_BYTES) throw badRequest('file is too big');
  return addFile(call.world, kind, upload, traits(args));
}

function traits(args: Arguments): FileTraits {
  const optional = (name: string): string | undefined =>
    has(args, name) ? textArgument(args, name) : undefined;
  return {
    width: numberArgument(args, 'width') ?? numberArgument(args, 'length'),
    height: numberArgument(args, 'height') ?? numberArgument(args, 'length'),
    durationSeconds: numberArgument(args, 'duration'),
    emoji: optional('emoji'),
    performer: optional('performer'),
    title: optional('title'),
  };
}
