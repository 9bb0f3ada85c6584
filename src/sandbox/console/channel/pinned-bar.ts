import type { SeenPost } from '../../control/state.ts';
import { snippetOf } from '../message/sender.ts';
import { h, icon } from '../page/element.ts';
import { count, t } from '../page/language.ts';
import { choose, posts, store } from '../store.ts';

/** The bar above the posts that leads from one pinned post to the next. */
export function createPinnedBar(): { element: HTMLElement; show(): void } {
  const number = h('b', {});
  const text = h('span', {});
  const element = h(
    'button',
    {
      type: 'button',
      class: 'pinned-bar',
      hidden: true,
      onclick: () => {
        const post = nextOf(pinned());
        if (post !== undefined) choose({ postId: post.id });
      },
    },
    icon('pin'),
    h('span', { class: 'pinned-words' }, number, text),
  );
  return {
    element,
    show() {
      const all = pinned();
      const next = nextOf(all);
      element.hidden = next === undefined;
      if (next === undefined) return;
      number.textContent = count('pinned', all.length);
      text.textContent = snippetOf(next.message);
      element.title = t('pinnedNext');
    },
  };
}

const pinned = (): SeenPost[] => posts().filter((post) => post.pinned);

/** The pinned post after the chosen one, from the newest to the oldest, and again. */
function nextOf(all: readonly SeenPost[]): SeenPost | undefined {
  const ordered = all.toReversed();
  const at = ordered.findIndex((post) => post.id === store.choice.postId);
  return ordered[(at + 1) % ordered.length];
}
