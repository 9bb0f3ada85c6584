import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { ApiError } from '../bot-api/api-error.ts';

/**
 * A page of another site must not act here: its requests carry a foreign `Origin`, or a `Host` that is a name
 * someone pointed at this machine.
 */
export function requireOwnPage(request: IncomingMessage, ownHost: string): void {
  const host = request.headers.host ?? '';
  const { origin } = request.headers;
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const isOwnName = name === 'localhost' || name === ownHost || isIP(name) !== 0;
  const isOwnOrigin = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  const isForeignFetch = request.headers['sec-fetch-site'] === 'cross-site' && request.method !== 'GET';
  if (!isOwnName || !isOwnOrigin || isForeignFetch) throw new ApiError(403, 'Forbidden: foreign page');
}
