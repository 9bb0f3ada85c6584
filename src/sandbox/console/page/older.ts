import { showMore } from '../server.ts';
import { loaded } from '../store.ts';
import { h } from './element.ts';

type Older = {
  button: HTMLButtonElement;
  /** `fill` puts the list named `listName` into the element. */
  around(listName: string, fill: () => void): void;
};

/** The button above a list of which only the newest items are shown. More items leave the view in its place. */
export function createOlder(scroller: HTMLElement, list: HTMLElement): Older {
  let name: string | null = null;
  let isAsked = false;
  const button = h('button', {
    type: 'button',
    class: 'button older',
    hidden: true,
    'data-text': 'older',
    onclick() {
      if (name === null) return;
      isAsked = true;
      void showMore(name);
    },
  });
  const keyOf = (child: Element | null): string | undefined =>
    child instanceof HTMLElement ? child.dataset['key'] : undefined;
  const topOf = (key: string | undefined): number | undefined =>
    ([...list.children] as HTMLElement[]).find((child) => keyOf(child) === key)?.offsetTop;

  return {
    button,
    around(listName, fill) {
      isAsked &&= listName === name;
      name = listName;
      const newest = isAsked ? keyOf(list.lastElementChild) : undefined;
      const before = isAsked ? { top: topOf(newest) ?? 0, scrolled: scroller.scrollTop } : null;
      fill();
      button.hidden = !loaded().longer.includes(listName);
      if (before === null) return;
      const movedBy = (topOf(newest) ?? before.top) - before.top;
      if (movedBy === 0) return;
      isAsked = false;
      scroller.scrollTop = before.scrolled + movedBy;
    },
  };
}
