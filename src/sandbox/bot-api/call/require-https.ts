import { badRequest } from '../api-error.ts';
import { checkedLink } from '../entities/links.ts';

/** Refuses what is no address of a Mini App (tdlib: LinkManager.cpp, check_link with `https_only`). */
export function requireHttps(url: string, what: string): void {
  const reason = whyNot(url);
  if (reason !== undefined) throw badRequest(`${what} '${url}' is invalid: ${reason}`);
}

function whyNot(url: string): string | undefined {
  const protocol = /^([^:/?#]*):\/\//.exec(url)?.[1]?.toLowerCase();
  if (/^(tg|ton):/i.test(url)) return 'Only HTTPS links are allowed';
  if (protocol !== undefined && !['http', 'https'].includes(protocol)) return 'Unsupported URL protocol';
  if (/^(https?:\/\/)?([/?#]|$)/i.test(url)) return 'URL host is empty';
  if (protocol !== 'https') return 'Only HTTPS links are allowed';
  return checkedLink(url) === undefined ? 'Wrong HTTP URL' : undefined;
}
