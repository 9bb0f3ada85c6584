import { h } from '../page/element.js';

/** How long the server may take to show what was asked of it. */
const PATIENCE_MS = 2000;

/**
 * A switch of something that the server keeps. `set(isOn)` answers whether that was done; until the server shows it,
 * what it showed before does not turn the switch back.
 */
export function createSwitch(key, set) {
  const box = h('input', { type: 'checkbox', role: 'switch' });
  let isOn = false;
  let wishedUntilMs = 0;
  box.addEventListener('change', async () => {
    wishedUntilMs = performance.now() + PATIENCE_MS;
    if (await set(box.checked)) return;
    wishedUntilMs = 0;
    box.checked = isOn;
  });
  return {
    element: h('label', { class: 'switch' }, h('span', { 'data-text': key }), box),
    show(value) {
      isOn = value;
      if (value === box.checked) wishedUntilMs = 0;
      else if (performance.now() >= wishedUntilMs) box.checked = value;
    },
  };
}
