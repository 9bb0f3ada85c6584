import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { ApiError } from '../bot-api/api-error.ts';

const FOLDER = fileURLToPath(new URL('../console/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type Served = { modifiedMs: number; bytes: Promise<{ body: Buffer; tag: string }> };

/** Files as the browser gets them. A newer file on the disk replaces the entry. */
const cache = new Map<string, Served>();

/**
 * Serves the page at `/` and its parts at `/console/<name>`. TypeScript becomes JavaScript under the same name. No file
 * outside the console's folder is served.
 */
export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  urlPath: string,
): Promise<void> {
  const file = path.resolve(FOLDER, urlPath === '/' ? 'index.html' : decodeName(urlPath));
  const type = TYPES[path.extname(file)];
  const isInside = file.startsWith(FOLDER);
  const modifiedMs = type === undefined || !isInside ? null : await modifiedOf(file);
  if (type === undefined || modifiedMs === null) throw new ApiError(404, 'Not Found');
  const { body, tag } = await readServed(file, modifiedMs);
  const isKnown = request.headers['if-none-match'] === tag;
  response.writeHead(isKnown ? 304 : 200, {
    'content-type': type,
    'cache-control': 'no-cache',
    etag: tag,
    ...(isKnown ? {} : { 'content-length': body.length }),
  });
  response.end(isKnown ? undefined : body);
}

function decodeName(urlPath: string): string {
  if (!urlPath.startsWith('/console/')) return '';
  try {
    return decodeURIComponent(urlPath.slice('/console/'.length));
  } catch {
    return '';
  }
}

/** Null: the file does not exist. */
async function modifiedOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() === true ? found.mtimeMs : null;
}

function readServed(file: string, modifiedMs: number): Served['bytes'] {
  const known = cache.get(file);
  if (known?.modifiedMs === modifiedMs) return known.bytes;
  const bytes = prepare(file).then((body) => ({
    body,
    tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  }));
  cache.set(file, { modifiedMs, bytes });
  return bytes;
}

async function prepare(file: string): Promise<Buffer> {
  const body = await readFile(file);
  if (!file.endsWith('.ts')) return body;
  const { code } = await transform(body, {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    minifyWhitespace: true,
    sourcefile: path.relative(FOLDER, file),
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return Buffer.from(code);
}
