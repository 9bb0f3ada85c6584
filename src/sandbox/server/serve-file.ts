import type { ServerResponse } from 'node:http';
import { ApiError } from '../api-error.ts';
import type { FileDoc } from '../world/shapes.ts';
import type { World } from '../world/world.ts';

/** The file behind a `file_path` of `getFile`. */
export function fileByPath(world: World, filePath: string): FileDoc | undefined {
  const number = /\/file_(\d+)(?:\.\w+)?$/.exec(filePath)?.[1];
  if (number === undefined) return undefined;
  const file = world.docs.get('file', `AQAD${Number(number).toString(36).padStart(8, '0')}`);
  return file?.path === filePath ? file : undefined;
}

export function serveFile(world: World, response: ServerResponse, file: FileDoc | undefined): void {
  const bytes = file === undefined ? undefined : world.files.read(file.path);
  if (file === undefined || bytes === undefined) throw new ApiError(404, 'Not Found');
  response.writeHead(200, {
    'content-type': file.mime ?? 'application/octet-stream',
    'content-length': bytes.length,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(bytes);
}
