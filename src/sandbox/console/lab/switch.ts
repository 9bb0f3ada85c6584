import { h } from '../page/element.ts';
import type { TextKey } from '../page/language.ts';

/** The longest wait for the server to show a new value. */
const PATIENCE_MS = 2000;

type Switch = { element: HTMLElement; show(isOn: boolean): void };

/**
 * A switch of a value that the server keeps. `set(isOn)` answers whether the change was done. Until the server shows the
 * new value, the old value does not turn the switch back.
 */
export function createSwitch(key: TextKey, set: (isOn: boolean) => Promise<boolean>): Switch {
  const box = h('input', { type: 'checkbox', role: 'switch' });
  let isOn = false;
  let wishedUntilMs = 0;
  box.addEventListener('change', () => void change());

  async function change(): Promise<void> {
    wishedUntilMs = performance.now() + PATIENCE_MS;
    if (await set(box.checked)) return;
    wishedUntilMs = 0;
    box.checked = isOn;
  }

  return {
    element: h('label', { class: 'switch' }, h('span', { 'data-text': key }), box),
    show(value) {
      isOn = value;
      if (value === box.checked) wishedUntilMs = 0;
      else if (performance.now() >= wishedUntilMs) box.checked = value;
    },
  };
}
