/** No connection was made, so Telegram carried out nothing. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A proxy that answers CONNECT with a refusal (undici). */
const REFUSAL = /^Proxy response \((\d+)\)/;

export function isUnsent(error: unknown): boolean {
  return error instanceof ProxyError || UNSENT.has(codeOf(error)) || refusalIn(error) !== null;
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function refusalIn(error: unknown): string | null {
  return error instanceof Error ? (REFUSAL.exec(error.message)?.[1] ?? null) : null;
}

/** The proxy of the environment did not let a call out. Nothing was sent. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** @param proxy its address, without a password */
  constructor(proxy: string, cause: unknown) {
    const status = refusalIn(cause);
    const answer = status === null ? `does not answer (${codeOf(cause)})` : `answers ${status}`;
    super(`The proxy ${proxy} ${answer}. Correct HTTPS_PROXY, or name the server in NO_PROXY`, { cause });
  }
}
