import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import type { FileDoc } from '../world/shapes.ts';
import type { World } from '../world/world.ts';

/** The file behind a `file_path` of `getFile`. */
export function fileByPath(world: World, filePath: string): FileDoc | undefined {
  const number = /\/file_(\d+)(?:\.\w+)?$/.exec(filePath)?.[1];
  if (number === undefined) return undefined;
  const file = world.docs.get('file', `AQAD${Number(number).toString(36).padStart(8, '0')}`);
  return file?.path === filePath ? file : undefined;
}

/** Serves the file, or the part that a player asks for after a jump ahead. */
export function serveFile(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  file: FileDoc | undefined,
): void {
  const bytes = file === undefined ? undefined : world.files.read(file.path);
  if (file === undefined || bytes === undefined) throw new ApiError(404, 'Not Found');
  const part = partOf(request.headers.range, bytes.length);
  response.writeHead(part === undefined ? 200 : 206, {
    'content-type': file.mime ?? 'application/octet-stream',
    'content-length': part === undefined ? bytes.length : part.end - part.start + 1,
    'accept-ranges': 'bytes',
    ...(part === undefined ? {} : { 'content-range': `bytes ${part.start}-${part.end}/${bytes.length}` }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(part === undefined ? bytes : bytes.subarray(part.start, part.end + 1));
}

/** The range of `Range`; undefined: the whole file, also if the range is not a single range inside the file. */
function partOf(range: string | undefined, size: number): { start: number; end: number } | undefined {
  const found = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  if (found === null) return undefined;
  const start = Number(found[1]);
  const end = Math.min(found[2] ? Number(found[2]) : size - 1, size - 1);
  return start <= end ? { start, end } : undefined;
}
