import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { ApiError, badRequest } from './api-error.ts';
import type { Upload } from '../world/add-file.ts';

export type RequestData = { args: Record<string, unknown>; uploads: ReadonlyMap<string, Upload> };

const BODY_LIMIT_BYTES = 50 * 1024 * 1024;

const NO_UPLOADS: RequestData['uploads'] = new Map();

const cutShort = (): ApiError => new ApiError(408, 'Request Timeout');

const tooLarge = (): ApiError => new ApiError(413, 'Request Entity Too Large');

/** Parameters from the query and from a form, multipart or JSON body; the body wins. */
export async function readRequest(request: IncomingMessage, query: string): Promise<RequestData> {
  const args = query === '' ? {} : parseForm(query);
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/form-data')) return readMultipart(request, args);
  const body = await readBody(request, BODY_LIMIT_BYTES);
  if (body.length === 0) return { args, uploads: NO_UPLOADS };
  const given = type.startsWith('application/json') ? parseJson(body) : parseForm(body.toString());
  return { args: query === '' ? given : { ...args, ...given }, uploads: NO_UPLOADS };
}

export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)),
    );
    request.on('error', reject);
    request.on('close', () => reject(cutShort()));
  });
}

function parseForm(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text));
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const value = JSON.parse(body.toString()) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    throw badRequest(`can't parse request: ${(error as Error).message}`);
  }
  throw badRequest("can't parse request: object expected");
}

function readMultipart(request: IncomingMessage, args: Record<string, unknown>): Promise<RequestData> {
  const uploads = new Map<string, Upload>();
  let size = 0;
  return new Promise((resolve, reject) => {
    const form = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: BODY_LIMIT_BYTES + 1 },
    });
    form.on('field', (name, value) => {
      args[name] = value;
    });
    form.on('file', (name, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
      });
      stream.on('close', () => {
        const mime = mimeType === 'application/octet-stream' ? undefined : mimeType;
        uploads.set(name, { bytes: Buffer.concat(chunks), fileName: filename, mime });
      });
    });
    form.on('close', () => (size > BODY_LIMIT_BYTES ? reject(tooLarge()) : resolve({ args, uploads })));
    form.on('error', (error) => reject(badRequest(`can't parse request: ${String(error)}`)));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(cutShort());
    });
    request.pipe(form);
  });
}
