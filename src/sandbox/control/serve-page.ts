import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ApiError } from '../bot-api/api-error.ts';

const FOLDER = fileURLToPath(new URL('../console/', import.meta.url));

/** A file of the console as it is, or one bundle of all scripts or styles. */
type Part = { file: string; type: string; isBundle: boolean };

const PARTS: Readonly<Record<string, Part>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8', isBundle: false },
  '/console/main.js': { file: 'main.ts', type: 'text/javascript; charset=utf-8', isBundle: true },
  '/console/main.css': { file: 'style/main.css', type: 'text/css; charset=utf-8', isBundle: true },
  '/console/icon.svg': { file: 'icon.svg', type: 'image/svg+xml', isBundle: false },
};

type Served = { body: Buffer; tag: string; sources: Map<string, number | null> };

/** Parts as the browser gets them. A newer source on the disk replaces the entry. */
const cache = new Map<Part, Promise<Served>>();

/** Serves the page and its parts. Nothing else on the disk has an address. */
export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  urlPath: string,
): Promise<void> {
  const part = Object.hasOwn(PARTS, urlPath) ? PARTS[urlPath] : undefined;
  if (part === undefined) throw new ApiError(404, 'Not Found');
  const { body, tag } = await readPart(part);
  const isKnown = request.headers['if-none-match'] === tag;
  response.writeHead(isKnown ? 304 : 200, {
    'content-type': part.type,
    'cache-control': 'no-cache',
    etag: tag,
    ...(isKnown ? {} : { 'content-length': body.length }),
  });
  response.end(isKnown ? undefined : body);
}

async function readPart(part: Part): Promise<Served> {
  const known = cache.get(part);
  if (known !== undefined && (await isCurrent(await known))) return known;
  // Another request may have begun the same work during the look at the disk.
  const newest = cache.get(part);
  if (newest !== undefined && newest !== known) return newest;
  const served = prepare(part);
  cache.set(part, served);
  served.catch(() => cache.delete(part));
  return served;
}

async function isCurrent({ sources }: Served): Promise<boolean> {
  const times = await Promise.all([...sources.keys()].map(modifiedOf));
  return [...sources.values()].every((time, index) => time === times[index]);
}

/** Null: the file does not exist. */
const modifiedOf = async (file: string): Promise<number | null> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

async function prepare({ file, isBundle }: Part): Promise<Served> {
  const source = path.join(FOLDER, file);
  const { body, names } = isBundle ? await bundle(source) : { body: await readFile(source), names: [source] };
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const sources = await Promise.all(names.map(async (name) => [name, await modifiedOf(name)] as const));
  return { body, tag, sources: new Map(sources) };
}

/** @returns the bundle, and the names of all its source files */
async function bundle(source: string): Promise<{ body: Buffer; names: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [source],
    absWorkingDir: FOLDER,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    logLevel: 'silent',
  });
  return {
    body: Buffer.from(outputFiles[0]?.contents ?? []),
    names: Object.keys(metafile.inputs).map((name) => path.resolve(FOLDER, name)),
  };
}
