import { h } from '../page/element.js';
import { t } from '../page/language.js';

/** Tabs over panels that share one place. `panels`: `{ name, textKey, element }[]`; arrow keys walk the tabs. */
export function createSegments({ labelKey, panels }) {
  const tabs = panels.map(({ name, textKey, element }) => {
    element.id = `panel-${name}`;
    element.setAttribute('role', 'tabpanel');
    element.setAttribute('aria-labelledby', `tab-${name}`);
    return h(
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
  });
  const list = h('div', { class: 'segments', role: 'tablist', 'data-label': labelKey }, ...tabs);
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.indexOf(document.activeElement);
    const next = (at + step + tabs.length) % tabs.length;
    choose(panels[next].name);
    tabs[next].focus();
    event.preventDefault();
  });

  function choose(chosen) {
    for (const [index, { name, element }] of panels.entries()) {
      const isChosen = name === chosen;
      tabs[index].setAttribute('aria-selected', String(isChosen));
      tabs[index].tabIndex = isChosen ? 0 : -1;
      element.hidden = !isChosen;
    }
  }

  choose(panels[0].name);
  return { list, choose };
}
