import { t } from './language.ts';

const STOPS = 'a[href], button, input, video, audio';

type WalkKeys = {
  back: string;
  ahead: string;
  firstOf(items: HTMLCollection): Element | undefined;
};

/**
 * Puts a single item of a long list on the way of Tab: the last visited, else the chosen, else `firstOf(items)`.
 * The keys `back` and `ahead`, Home and End walk to other items. Call `mark()` after each change of the list.
 */
export function createWalk(list: HTMLElement, { back, ahead, firstOf }: WalkKeys): { mark(): void } {
  let visited: Element | null = null;

  function current(): Element | undefined {
    if (visited !== null && visited.parentElement === list) return visited;
    const chosen = list.querySelector('[aria-pressed="true"]');
    return [...list.children].find((item) => item.contains(chosen)) ?? firstOf(list.children);
  }

  function mark(): void {
    const item = current();
    for (const stop of list.querySelectorAll<HTMLElement>(STOPS)) {
      const tabIndex = item?.contains(stop) === true ? 0 : -1;
      if (stop.tabIndex !== tabIndex) stop.tabIndex = tabIndex;
    }
    list.setAttribute('aria-description', t('walkKeys'));
  }

  const itemOf = (element: Element): Element | undefined =>
    [...list.children].find((item) => item.contains(element));

  list.addEventListener('focusin', ({ target }) => {
    visited = itemOf(target as Element) ?? null;
    mark();
  });
  list.addEventListener('keydown', (event) => {
    const target = event.target as Element;
    const item = itemOf(target);
    // Arrow keys have a meaning of their own in fields and players.
    if (item === undefined || target.matches('input, video, audio')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = {
      [back]: item.previousElementSibling,
      [ahead]: item.nextElementSibling,
      Home: list.firstElementChild,
      End: list.lastElementChild,
    }[event.key];
    if (next === undefined) return;
    (next as HTMLElement | null)?.focus();
    event.preventDefault();
  });

  return { mark };
}
