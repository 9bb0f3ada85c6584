import { h, icon, type Shape } from './element.ts';
import { type TextKey, t } from './language.ts';
import { openBeside, type Side, walk } from './popover.ts';

export type MenuItem = { text: string; icon: Shape; run(): void; danger?: boolean };

type MenuLook = { shape?: Shape; tip?: TextKey; side?: Side };

/** A button that opens a menu. `items()` runs each time the menu opens. */
export function createMenu(
  items: () => MenuItem[],
  { shape = 'more', tip = 'more', side = 'down' }: MenuLook = {},
): HTMLButtonElement {
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
  let shown: HTMLElement | null = null;
  let shownBefore: HTMLElement | null = null;
  // The press that closes the menu must not open the menu again.
  button.addEventListener('pointerdown', () => {
    shownBefore = shown;
  });
  button.addEventListener('click', () => {
    if (shownBefore === null) open();
    shownBefore = null;
  });

  function open(): void {
    shown = openMenu(button, t(tip), items(), side);
    button.setAttribute('aria-expanded', 'true');
    shown.addEventListener('toggle', (event) => {
      if (event.newState !== 'closed') return;
      shown = null;
      button.setAttribute('aria-expanded', 'false');
    });
  }
  return button;
}

/** A menu beside `anchor`. The focus returns to `anchor`. */
export function openMenu(
  anchor: HTMLElement,
  label: string,
  items: readonly MenuItem[],
  side: Side = 'down',
): HTMLElement {
  const entries = items.map((item) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: item.danger === true ? 'danger' : null,
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
  const menu: HTMLElement = h('div', { class: 'menu', role: 'menu', 'aria-label': label }, ...entries);
  walk(menu, entries, ['ArrowDown', 'ArrowUp']);
  openBeside(anchor, menu, side);
  entries[0]?.focus();
  return menu;
}
