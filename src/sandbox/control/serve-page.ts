import fs from 'node:fs';
import path from 'node:path';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { ApiError } from '../bot-api/api-error.ts';

const FOLDER = fileURLToPath(new URL('../console/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** `/` is the page, `/console/<name>` its parts. Nothing outside their folder is served. */
export function servePage(response: ServerResponse, urlPath: string): void {
  const name = urlPath === '/' ? 'index.html' : decodeName(urlPath);
  const file = path.resolve(FOLDER, name);
  const type = TYPES[path.extname(file)];
  const isInside = file.startsWith(FOLDER);
  if (name === '' || type === undefined || !isInside || !fs.existsSync(file)) {
    throw new ApiError(404, 'Not Found');
  }
  const bytes = fs.readFileSync(file);
  response.writeHead(200, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}

function decodeName(urlPath: string): string {
  if (!urlPath.startsWith('/console/')) return '';
  try {
    return decodeURIComponent(urlPath.slice('/console/'.length));
  } catch {
    return '';
  }
}
