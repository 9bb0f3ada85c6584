import { h, icon } from './element.js';
import { t } from './language.js';
import { openBeside, walk } from './popover.js';

/** A button that opens a menu. `items()` gives `{ text, icon, run, danger }` when it opens. */
export function createMenu(items, { shape = 'more', tip = 'more', side = 'down' } = {}) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'data-tip': tip,
      'aria-label': t(tip),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    },
    icon(shape),
  );
  let shown = null;
  let shownBefore = null;
  // The press that closes the menu, as any press elsewhere does, must not open it again.
  button.addEventListener('pointerdown', () => {
    shownBefore = shown;
  });
  button.addEventListener('click', () => {
    if (shownBefore === null) open();
    shownBefore = null;
  });

  function open() {
    shown = openMenu(button, t(tip), items(), side);
    button.setAttribute('aria-expanded', 'true');
    shown.addEventListener('toggle', ({ newState }) => {
      if (newState !== 'closed') return;
      shown = null;
      button.setAttribute('aria-expanded', 'false');
    });
  }
  return button;
}

/** A menu beside `anchor`, which gets the focus again. */
export function openMenu(anchor, label, items, side = 'down') {
  const entries = items.map((item) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: item.danger ? 'danger' : null,
        onclick: () => {
          menu.hidePopover();
          anchor.focus({ preventScroll: true });
          item.run();
        },
      },
      icon(item.icon),
      item.text,
    ),
  );
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label }, ...entries);
  walk(menu, entries, ['ArrowDown', 'ArrowUp']);
  openBeside(anchor, menu, side);
  entries[0]?.focus();
  return menu;
}
