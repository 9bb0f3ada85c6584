import { isIPv6 } from 'node:net';

export function linkedUserId(url: string): number | undefined {
  const match = /^tg:(?:\/\/)?user\?id=(\d+)(?:[&#].*)?$/is.exec(url);
  const userId = Number(match?.[1] ?? 0);
  return userId === 0 ? undefined : userId;
}

const URL_PARTS = /^(?:(?<protocol>[^:/?#]*):\/\/)?(?<authority>[^/?#]*)(?<rest>.*)$/s;
const HOST = /^(?:[\w.!$,~*'();&+=-]|%[\da-f]{2}|[\u0080-\u{10ffff}])+$/iu;
const USER_INFO = /^(?:[\w.!$,~*'();&+=:-]|%[\da-f]{2}|[\u0080-\u{10ffff}])*$/iu;
const BLANK = /[ \t\r\n\v\0]/g;
const HIGHEST_PORT = 65_535;

/** The link as Telegram stores the link; undefined: no link (TDLib LinkManager.cpp, check_link; HttpUrl.cpp). */
export function checkedLink(url: string): string | undefined {
  const own = /^(tg|ton|tonsite):(?:\/\/)?(.*)$/is.exec(url);
  if (own !== null) return ownLink(own[1] ?? '', own[2] ?? '');
  const parts = URL_PARTS.exec(url)?.groups ?? {};
  const protocol = (parts['protocol'] ?? 'http').toLowerCase();
  if (protocol !== 'http' && protocol !== 'https') return undefined;
  const authority = authorityOf(parts['authority'] ?? '');
  const isNamed = authority !== undefined && /\.[^@]*$|\]/.test(authority);
  return isNamed ? `${protocol}://${authority}${pathOf(parts['rest'] ?? '')}` : undefined;
}

/** `tg://resolve?domain=x`: no names, no ports, no passwords. */
function ownLink(scheme: string, link: string): string | undefined {
  const [, host = '', rest = ''] = /^@?([^/?#]*)(.*)$/s.exec(link) ?? [];
  const isRight =
    /^[a-z\d_-]+$/i.test(host) || (/^tonsite$/i.test(scheme) && /^(?!\.$)[a-z\d_.-]+$/i.test(host));
  if (!isRight) return undefined;
  const path = pathOf(rest);
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.startsWith('/?') ? path.slice(1) : path}`;
}

function isHost(host: string): boolean {
  const isName = HOST.test(host) && host !== '.';
  return isName || (host.startsWith('[') && isIPv6(host.slice(1, -1)));
}

function authorityOf(given: string): string | undefined {
  const [, userInfo, host = '', port] = /^(?:(.*)@)?(\[[^\]]*\]|.*?)(?::(\d*))?$/s.exec(given) ?? [];
  const isRight =
    isHost(host) &&
    (userInfo === undefined || host.startsWith('[') || USER_INFO.test(userInfo)) &&
    (port === undefined || (Number(port) > 0 && Number(port) <= HIGHEST_PORT));
  if (!isRight) return undefined;
  const user = (userInfo ?? '') === '' ? '' : `${userInfo}@`;
  return `${user}${host.toLowerCase()}${port === undefined ? '' : `:${Number(port)}`}`;
}

function pathOf(rest: string): string {
  const query = rest.replace(/[ \t\r\n\v\0]+$/, '');
  const path = query.startsWith('/') ? query : `/${query}`;
  return path.replaceAll(BLANK, (blank) => {
    return `%${(blank.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
