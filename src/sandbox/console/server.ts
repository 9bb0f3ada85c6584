import type { ActAnswer, ConsoleState, Delta, ShownCall } from '../control/state.ts';
import { translateFailure, translateRefusal } from './page/errors.ts';
import { notice } from './page/notice.ts';

type Arguments = Record<string, unknown>;
type Done = { ok: true; result: unknown } | { ok: false };

export async function loadState(): Promise<ConsoleState> {
  const response = await fetch('/console/state');
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as ConsoleState;
}

/** An act of a person. Shows a refusal; the answer says whether the act was done. */
export const act = (name: string, args?: Arguments): Promise<Done> => post('act', name, args);

/** A fault. */
export const breakIt = (name: string, args?: Arguments): Promise<Done> => post('fault', name, args);

/** A change of the whole: time, limits, state. */
export const control = (name: string, args?: Arguments): Promise<Done> => post('control', name, args);

/** Asks for more of a list of which only the newest items are shown. The items arrive as a change. */
export const showMore = (list: string): Promise<Done> => post('more', list);

async function post(door: string, name: string, args: Arguments = {}): Promise<Done> {
  try {
    const response = await fetch(`/console/${door}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ do: name, ...args }),
    });
    const answer = (await response.json()) as ActAnswer;
    if (answer.ok) return answer;
    notice(translateRefusal(answer));
  } catch (error) {
    notice(translateFailure(error instanceof Error ? error.message : String(error)));
  }
  return { ok: false };
}

const ANSWER_EVERY_MS = 120;
const ANSWER_WITHIN_MS = 4000;

/** The bot's answer to a press or an inline query; null: no answer in time. */
export async function answerTo<Answer>(queryId: string): Promise<Answer | null> {
  for (let waitedMs = 0; waitedMs < ANSWER_WITHIN_MS; waitedMs += ANSWER_EVERY_MS) {
    const response = await fetch(`/console/answer/${queryId}`);
    const { answer } = (await response.json()) as { answer: Answer | null };
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, ANSWER_EVERY_MS));
  }
  return null;
}

type Listener = {
  onChange(delta: Delta): void;
  onCall(call: ShownCall): void;
  onConnected(connected: boolean): void;
};

/** Follows the server's events. The browser connects again by itself; until then `onConnected(false)`. */
export function listen({ onChange, onCall, onConnected }: Listener): void {
  const events = new EventSource('/console/events');
  events.addEventListener('open', () => onConnected(true));
  events.addEventListener('error', () => onConnected(false));
  events.addEventListener('change', ({ data }) => onChange(JSON.parse(data as string) as Delta));
  events.addEventListener('call', ({ data }) => onCall(JSON.parse(data as string) as ShownCall));
}
