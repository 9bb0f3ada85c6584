import type { Call } from '../call-log.ts';

export type ShownCall = {
  at: number;
  method: string;
  chat: number | null;
  ok: boolean;
  error?: Call['error'];
  ms: number;
};

/** A call as the page lists it; null: polling, which the page leaves out. */
export function showCall(call: Call): ShownCall | null {
  const { at, method, chatId, ok, error, durationMs } = call;
  return method === 'getUpdates' ? null : { at, method, chat: chatId ?? null, ok, error, ms: durationMs };
}

/** The last ones, oldest first. */
export function showLastCalls(calls: readonly Call[], count: number): ShownCall[] {
  const shown: ShownCall[] = [];
  for (let index = calls.length - 1; index >= 0 && shown.length < count; index -= 1) {
    const call = calls[index];
    const one = call === undefined ? null : showCall(call);
    if (one !== null) shown.push(one);
  }
  return shown.reverse();
}
