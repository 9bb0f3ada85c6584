import type { Update } from '@grammyjs/types';
import type { Clock } from '../world/clock.ts';
import type { WebhookDoc } from '../world/shapes.ts';

type Posted =
  /** `args`: the fields of the answer's body, which may name a method. */
  | { ok: true; args: Record<string, unknown> }
  /** `status` is null when no answer came. */
  | { ok: false; status: number | null; message: string; retryAfterMs: number };

/** The idle limit of the server's outgoing connections (WH, `create_connection`). */
const PATIENCE_MS = 60_000;
const LONGEST_RETRY_AFTER_S = 3600;

/** Delivers an update. Returns the result. */
export async function postUpdate(
  { url, secret }: WebhookDoc,
  update: Update,
  clock: Clock,
  signal: AbortSignal,
): Promise<Posted> {
  const late = new AbortController();
  const cancel = clock.setTimeout(() => late.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
      headers: {
        'content-type': 'application/json',
        ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
      },
      body: JSON.stringify(update),
    });
    const body = await answer.text();
    if (answer.ok) return { ok: true, args: argumentsIn(body) };
    const message = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`.trimEnd();
    const seconds = Math.trunc(Number(answer.headers.get('retry-after') ?? 0)) || 0;
    const retryAfterMs = Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_S) * 1000;
    return { ok: false, status: answer.status, message, retryAfterMs };
  } catch (error) {
    const message = late.signal.aborted ? 'Read timeout expired' : connectionError(error);
    return { ok: false, status: null, message, retryAfterMs: 0 };
  } finally {
    cancel();
  }
}

function connectionError(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const refused = cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
  return refused ? 'Connection refused' : 'Webhook connection closed';
}

/** JSON or a form, as in a request. */
function argumentsIn(body: string): Record<string, unknown> {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}
