import { h, icon } from './element.js';
import { t } from './language.js';

const SHOWN_MS = 8000;

/** What went wrong, for a while. */
export function notice(text) {
  const close = () => element.remove();
  const element = h(
    'div',
    { class: 'notice' },
    h('span', {}, text),
    h('button', { type: 'button', class: 'round', 'aria-label': t('close'), onclick: close }, icon('close')),
  );
  document.getElementById('notices').append(element);
  setTimeout(close, SHOWN_MS);
}
