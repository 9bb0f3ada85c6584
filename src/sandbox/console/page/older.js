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
  const firstOf = () => list.firstElementChild?.dataset.key;

  return {
    button,
    /** `fill` puts into the list what `listName` holds now. */
    around(listName, fill) {
      isAsked &&= listName === name;
      name = listName;
      const first = firstOf();
      const fromEnd = scroller.scrollHeight - scroller.scrollTop;
      fill();
      button.hidden = !store.state.longer.includes(listName);
      if (!isAsked || firstOf() === first) return;
      isAsked = false;
      scroller.scrollTop = scroller.scrollHeight - fromEnd;
    },
  };
}
