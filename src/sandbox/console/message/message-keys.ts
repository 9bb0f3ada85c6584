import { offeredBy } from './action-menu.ts';
import { runAction } from './bubble.ts';
import type { Action } from './message-actions.ts';

/** Enter opens or plays the first of these in a message. */
const OPENABLE = 'a.picture, button.card-icon, a.card, .round-film, .keyboard button, .keyboard a';
/** The arrow keys stop at a message or at an item of an album. */
const STOPS = '[data-id], li.service';
const KEYS: Record<string, Action['name']> = {
  r: 'reply',
  e: 'edit',
  a: 'react',
  Delete: 'delete',
  Backspace: 'delete',
};

/** Walks along the messages of `list` by keys, and acts on the focused message. Escape leaves. */
export function addMessageKeys(scroller: HTMLElement, list: HTMLElement, onEscape: () => void): void {
  scroller.addEventListener('keydown', (event) => {
    const active = document.activeElement;
    const focused = active?.closest<HTMLElement>(STOPS) ?? null;
    const nodes = [...list.querySelectorAll<HTMLElement>(STOPS)];
    const at = focused === null ? -1 : nodes.indexOf(focused);
    if (event.key === 'ArrowUp') (nodes[at < 0 ? nodes.length - 1 : at - 1] ?? focused)?.focus();
    else if (event.key === 'ArrowDown' && focused !== null) (nodes[at + 1] ?? focused).focus();
    else if (event.key === 'Escape') onEscape();
    else if (event.key === 'Enter') {
      if (focused === null || active !== focused) return;
      focused.querySelector<HTMLElement>(OPENABLE)?.click();
    } else if (focused === null || active !== focused || !runKey(event, focused)) return;
    event.preventDefault();
  });
}

/** True: the key means an action that the message offers. */
function runKey(event: KeyboardEvent, focused: HTMLElement): boolean {
  const name = KEYS[event.key];
  const action = name === undefined ? undefined : offeredBy(focused).find((one) => one.name === name);
  if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  runAction(action, focused);
  return true;
}
