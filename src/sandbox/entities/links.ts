export function linkedUserId(url: string): number | undefined {
  const match = /^tg:(?:\/\/)?user\?id=(\d+)$/i.exec(url.trim());
  const userId = Number(match?.[1] ?? 0);
  return userId === 0 ? undefined : userId;
}

const URL_PARTS = /^(?:(?<protocol>[^:/?#]*):\/\/)?(?<authority>[^/?#]*)(?<rest>.*)$/s;
const HOST = /^(?:[\w.!$,~*'();&+=-]|%[\da-f]{2}|[\u0080-\u{10ffff}])+$/iu;
const USER_INFO = /^(?:[\w.!$,~*'();&+=:-]|%[\da-f]{2}|[\u0080-\u{10ffff}])+$/iu;
const HIGHEST_PORT = 65_535;

/** The link as Telegram stores it, or undefined for what is no link (TDLib LinkManager.cpp, check_link; HttpUrl.cpp). */
export function checkedLink(url: string): string | undefined {
  const trimmed = url.trim();
  const own = /^(tg|ton):(?:\/\/)?(.*)$/is.exec(trimmed);
  if (own !== null) return ownLink(own[1] ?? '', own[2] ?? '');
  const parts = URL_PARTS.exec(trimmed)?.groups ?? {};
  const protocol = (parts['protocol'] ?? 'http').toLowerCase();
  if (protocol !== 'http' && protocol !== 'https' && protocol !== 'tonsite') return undefined;
  const authority = authorityOf(parts['authority'] ?? '');
  const isNamed = authority !== undefined && (authority.includes('.') || protocol === 'tonsite');
  return isNamed ? `${protocol}://${authority}${pathOf(parts['rest'] ?? '')}` : undefined;
}

/** `tg://resolve?domain=x`: no names, no ports, no passwords. */
function ownLink(scheme: string, link: string): string | undefined {
  const [, host = '', rest = ''] = /^([^/?#]*)(.*)$/s.exec(link) ?? [];
  if (!/^[a-z\d_-]+$/i.test(host)) return undefined;
  const path = pathOf(rest);
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.startsWith('/?') ? path.slice(1) : path}`;
}

function authorityOf(given: string): string | undefined {
  const [, userInfo, host = '', port] = /^(?:(.*)@)?(.*?)(?::(\d*))?$/s.exec(given) ?? [];
  const isRight =
    !/^[^a-z\d\u0080-\u{10ffff}]*$/iu.test(host) &&
    HOST.test(host) &&
    (userInfo === undefined || USER_INFO.test(userInfo)) &&
    (port === undefined || (Number(port) > 0 && Number(port) <= HIGHEST_PORT));
  if (!isRight) return undefined;
  const user = userInfo === undefined ? '' : `${userInfo}@`;
  return `${user}${host.toLowerCase()}${port === undefined ? '' : `:${Number(port)}`}`;
}

function pathOf(rest: string): string {
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return path.replaceAll(/\s/g, (blank) => {
    return `%${(blank.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
