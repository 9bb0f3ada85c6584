import type { ServerResponse } from 'node:http';
import type { ApiError } from './api-error.ts';

export function respondJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** The Bot API's envelope of a refusal; the HTTP status is its code. */
export function respondError(response: ServerResponse, error: ApiError): void {
  const retryAfter = error.parameters?.retry_after;
  respondJson(
    response,
    error.code,
    {
      ok: false,
      error_code: error.code,
      description: error.message,
      ...(error.parameters === undefined ? {} : { parameters: error.parameters }),
    },
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  );
}
