import { h } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';

type Panel<Name extends string> = { name: Name; textKey: TextKey; element: HTMLElement };

type Segments<Name extends string> = { list: HTMLElement; choose(name: Name): void };

/** Tabs over panels that share one place. Arrow keys walk the tabs. */
export function createSegments<Name extends string>(
  labelKey: TextKey,
  panels: readonly [Panel<Name>, ...Panel<Name>[]],
): Segments<Name> {
  const tabs = panels.map(({ name, textKey, element }) => {
    element.id = `panel-${name}`;
    element.setAttribute('role', 'tabpanel');
    element.setAttribute('aria-labelledby', `tab-${name}`);
    const tab = h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        'aria-controls': element.id,
        'data-text': textKey,
        onclick: () => choose(name),
      },
      t(textKey),
    );
    return { name, tab, element };
  });
  const list = h(
    'div',
    { class: 'segments', role: 'tablist', 'data-label': labelKey },
    ...tabs.map(({ tab }) => tab),
  );
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex(({ tab }) => tab === document.activeElement);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    choose(next.name);
    next.tab.focus();
    event.preventDefault();
  });

  function choose(chosen: Name): void {
    for (const { name, tab, element } of tabs) {
      const isChosen = name === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      element.hidden = !isChosen;
    }
  }

  choose(panels[0].name);
  return { list, choose };
}
