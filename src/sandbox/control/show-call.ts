import type { Call } from '../bot-api/call-log.ts';
import type { ShownCall } from './state.ts';

const LONGEST_PARAMS = 600;

/** A call as the page lists the call; null: polling, which the page leaves out. */
export function showCall(call: Call): ShownCall | null {
  const { at, method, chatId, ok, error, durationMs } = call;
  if (method === 'getUpdates') return null;
  const json = JSON.stringify(call.params);
  const params = json.length > LONGEST_PARAMS ? `${json.slice(0, LONGEST_PARAMS)}…` : json;
  return { at, method, chat: chatId ?? null, ok, error, ms: durationMs, params };
}

/** The last calls, oldest first. */
export function showLastCalls(calls: readonly Call[], count: number): ShownCall[] {
  const shown: ShownCall[] = [];
  for (let index = calls.length - 1; index >= 0 && shown.length < count; index -= 1) {
    const call = calls[index];
    const one = call === undefined ? null : showCall(call);
    if (one !== null) shown.push(one);
  }
  return shown.reverse();
}
