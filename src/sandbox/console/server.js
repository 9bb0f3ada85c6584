import { notice } from './page/notice.js';

export async function loadState() {
  const response = await fetch('/console/state');
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** What a person does. A refusal is shown; the answer says whether it was done. */
export async function act(name, args) {
  try {
    const response = await fetch('/console/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ do: name, ...args }),
    });
    const answer = await response.json();
    if (answer.ok) return answer;
    notice(answer.error ?? answer.description ?? `HTTP ${response.status}`);
  } catch (error) {
    notice(error.message);
  }
  return { ok: false };
}

/** The browser connects again by itself; `onConnected(false)` until then. */
export function listen({ onChange, onCall, onConnected }) {
  const events = new EventSource('/console/events');
  events.addEventListener('open', () => onConnected(true));
  events.addEventListener('error', () => onConnected(false));
  events.addEventListener('change', (event) => onChange(JSON.parse(event.data)));
  events.addEventListener('call', (event) => onCall(JSON.parse(event.data)));
}
