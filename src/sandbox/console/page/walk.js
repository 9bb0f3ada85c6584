import { t } from './language.js';

const STOPS = 'a[href], button, input, video, audio';

/**
 * Of a long list only one item is on the way of Tab: where somebody was last, else the chosen one, else `firstOf(items)`.
 * The keys named `back` and `ahead`, Home and End walk to the others. `mark()` after each change of the list.
 */
export function createWalk(list, { back, ahead, firstOf }) {
  let visited = null;

  function current() {
    if (visited !== null && visited.parentElement === list) return visited;
    const chosen = list.querySelector('[aria-pressed="true"]');
    return [...list.children].find((item) => item.contains(chosen)) ?? firstOf(list.children);
  }

  function mark() {
    const item = current();
    for (const stop of list.querySelectorAll(STOPS)) {
      const tabIndex = item.contains(stop) ? 0 : -1;
      if (stop.tabIndex !== tabIndex) stop.tabIndex = tabIndex;
    }
    list.setAttribute('aria-description', t('walkKeys'));
  }

  const itemOf = (element) => [...list.children].find((item) => item.contains(element));

  list.addEventListener('focusin', ({ target }) => {
    visited = itemOf(target) ?? null;
    mark();
  });
  list.addEventListener('keydown', (event) => {
    const item = itemOf(event.target);
    // Arrows mean something of their own to these.
    if (item === undefined || event.target.matches('input, video, audio')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = {
      [back]: item.previousElementSibling,
      [ahead]: item.nextElementSibling,
      Home: list.firstElementChild,
      End: list.lastElementChild,
    }[event.key];
    if (next === undefined) return;
    next?.focus();
    event.preventDefault();
  });

  return { mark };
}
