import { h, icon } from './element.js';
import { t } from './language.js';

/** A button that opens a menu. `items()` gives `{ text, icon, run, danger }` when it opens. */
export function createMenu(items, { shape = 'more', tip = 'more', side = 'down' } = {}) {
  const list = h('div', { class: `menu ${side}`, role: 'menu', hidden: true });
  const button = h(
    'button',
    { type: 'button', class: 'round', 'data-tip': tip, 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    icon(shape),
  );
  const element = h('div', { class: 'menu-anchor' }, button, list);

  function close(focus = true) {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (focus) button.focus();
  }

  function open() {
    list.replaceChildren(
      ...items().map((item) =>
        h(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            class: item.danger ? 'danger' : null,
            onclick: () => {
              close();
              item.run();
            },
          },
          icon(item.icon),
          item.text,
        ),
      ),
    );
    list.setAttribute('aria-label', t(tip));
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    list.firstElementChild?.focus();
  }

  button.addEventListener('click', () => (list.hidden ? open() : close()));
  element.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const entries = [...list.children];
    const at = entries.indexOf(document.activeElement);
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') entries[(at + 1) % entries.length]?.focus();
    else if (event.key === 'ArrowUp') entries.at(at - 1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener('focusout', (event) => {
    if (!list.hidden && !element.contains(event.relatedTarget)) close(false);
  });
  return element;
}
