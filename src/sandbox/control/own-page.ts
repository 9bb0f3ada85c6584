import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { ApiError } from '../bot-api/api-error.ts';

/**
 * Refuses the pages of other sites on every path, the Bot API's too. A foreign page sends a foreign `Origin`, a
 * `Host` whose name was pointed at this machine, or `Sec-Fetch-Site`. Bots and programs send no such header.
 *
 * @throws ApiError 403
 */
export function requireOwnPage(request: IncomingMessage, ownHost: string): void {
  const host = request.headers.host ?? '';
  const { origin } = request.headers;
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const isOwnName = name === 'localhost' || name === ownHost || isIP(name) !== 0;
  const isOwnOrigin = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!isOwnName || !isOwnOrigin || isForeignFetch(request)) {
    throw new ApiError(403, 'Forbidden: foreign page');
  }
}

/** A link to the console may be followed from anywhere, and a page's files show nothing. All else is for the console. */
function isForeignFetch({ headers, method, url = '/' }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const isRead = method === 'GET' || method === 'HEAD';
  const isPage = /^\/(?:console\/[\w./-]+\.\w+)?(?:\?.*)?$/.test(url);
  return !isRead || !isPage;
}
