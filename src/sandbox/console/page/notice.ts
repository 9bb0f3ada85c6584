import { byId, h, icon } from './element.ts';
import { t } from './language.ts';

const SHOWN_MS = 8000;

/** Shows a failure or an answer of the bot for some seconds. */
export function notice(text: string): void {
  const close = (): void => element.remove();
  const element = h(
    'div',
    { class: 'notice' },
    h('span', {}, text),
    h('button', { type: 'button', class: 'round', 'aria-label': t('close'), onclick: close }, icon('close')),
  );
  byId('notices').append(element);
  setTimeout(close, SHOWN_MS);
}
