/** The user of `tg://user?id=N`. */
export function linkedUserId(url: string): number | undefined {
  const match = /^tg:(?:\/\/)?user\?id=(\d+)$/i.exec(url.trim());
  return match === null ? undefined : Number(match[1]);
}

/** The link as Telegram stores it, or undefined for what is no link. */
export function checkedLink(url: string): string | undefined {
  const trimmed = url.trim();
  if (/^(?:tg|ton|tonsite|mailto|tel):/i.test(trimmed)) return trimmed;
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(candidate)) return undefined;
  const parsed = new URL(candidate);
  const known = parsed.protocol === 'http:' || parsed.protocol === 'https:' || parsed.protocol === 'ftp:';
  const hasHost = parsed.hostname.includes('.') || parsed.hostname === 'localhost';
  return known && hasHost ? parsed.href : undefined;
}
