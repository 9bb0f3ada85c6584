import { translateFailure, translateRefusal } from './page/errors.js';
import { notice } from './page/notice.js';

export async function loadState() {
  const response = await fetch('/console/state');
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** What a person does. A refusal is shown; the answer says whether it was done. */
export const act = (name, args) => post('act', name, args);

/** What goes wrong. */
export const breakIt = (name, args) => post('fault', name, args);

/** What happens to the whole of it: its time, its limits, its state. */
export const control = (name, args) => post('control', name, args);

/** More of a list of which only the newest are shown; they come as a change. */
export const showMore = (list) => post('more', list);

async function post(door, name, args = {}) {
  try {
    const response = await fetch(`/console/${door}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ do: name, ...args }),
    });
    const answer = await response.json();
    if (answer.ok) return answer;
    notice(translateRefusal(answer));
  } catch (error) {
    notice(translateFailure(error.message));
  }
  return { ok: false };
}

const ANSWER_EVERY_MS = 120;
const ANSWER_WITHIN_MS = 4000;

/** What the bot answers to a press or an inline query; null: nothing in time. */
export async function answerTo(queryId) {
  for (let waitedMs = 0; waitedMs < ANSWER_WITHIN_MS; waitedMs += ANSWER_EVERY_MS) {
    const response = await fetch(`/console/answer/${queryId}`);
    const { answer } = await response.json();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, ANSWER_EVERY_MS));
  }
  return null;
}

/** The browser connects again by itself; `onConnected(false)` until then. */
export function listen({ onChange, onCall, onConnected }) {
  const events = new EventSource('/console/events');
  events.addEventListener('open', () => onConnected(true));
  events.addEventListener('error', () => onConnected(false));
  events.addEventListener('change', (event) => onChange(JSON.parse(event.data)));
  events.addEventListener('call', (event) => onCall(JSON.parse(event.data)));
}
