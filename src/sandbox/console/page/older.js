import { showMore } from '../server.js';
import { store } from '../store.js';
import { h } from './element.js';

/** The button above a list of which only the newest are shown: more come, and what was in view stays where it was. */
export function createOlder(scroller, list) {
  let name = null;
  let isAsked = false;
  const button = h('button', {
    type: 'button',
    class: 'button older',
    hidden: true,
    'data-text': 'older',
    onclick() {
      isAsked = true;
      void showMore(name);
    },
  });
  const topOf = (key) => [...list.children].find(({ dataset }) => dataset.key === key)?.offsetTop;

  return {
    button,
    /** `fill` puts into the list what `listName` holds now. */
    around(listName, fill) {
      isAsked &&= listName === name;
      name = listName;
      const newest = isAsked ? list.lastElementChild?.dataset.key : undefined;
      const before = isAsked ? { top: topOf(newest) ?? 0, scrolled: scroller.scrollTop } : null;
      fill();
      button.hidden = !store.state.longer.includes(listName);
      if (before === null) return;
      const movedBy = (topOf(newest) ?? before.top) - before.top;
      if (movedBy === 0) return;
      isAsked = false;
      scroller.scrollTop = before.scrolled + movedBy;
    },
  };
}
