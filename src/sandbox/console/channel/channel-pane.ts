import { avatar } from '../page/avatar.ts';
import { h } from '../page/element.ts';
import { count } from '../page/language.ts';
import type { Pane } from '../page/pane.ts';
import { choose, loaded, store, teamOf } from '../store.ts';
import { createPinnedBar } from './pinned-bar.ts';
import { createPostComposer } from './post-composer.ts';
import { createPostList } from './post-list.ts';
import { createThread } from './thread.ts';

/** The channel's posts beside the comments of the chosen post; in a narrow pane one of the two. */
export function createChannelPane(element: HTMLElement): Pane {
  const title = h('h2', { id: 'channel-title' });
  const about = h('small', {});
  const face = h('span', { class: 'face' });
  const pinned = createPinnedBar();
  const writing = createPostComposer();
  const posts = createPostList(writing.edit);
  const thread = createThread();
  const hasRoom = matchMedia('(min-width: 1080px)'); // As in layout.css.
  let revealed: number | null = null;
  let hadPosts: boolean | null = null;

  element.append(
    h(
      'div',
      { class: 'feed' },
      h(
        'header',
        { class: 'pane-head' },
        face,
        h('div', { class: 'pane-name' }, title, about),
        writing.button,
      ),
      pinned.element,
      posts.element,
      writing.element,
    ),
    thread.element,
  );

  /** Opens the first post of an empty channel, where the list leaves room beside it. */
  function openFirstPost(): void {
    const [first] = loaded().posts;
    const isFirst = hadPosts === false && first !== undefined;
    hadPosts = first !== undefined;
    if (isFirst && store.choice.postId === null && hasRoom.matches) choose({ postId: first.id });
  }

  return {
    show() {
      const state = loaded();
      const { postId } = store.choice;
      title.textContent = state.channel.title ?? '';
      about.textContent = count('members', teamOf(state).length);
      if (face.childElementCount === 0) face.append(avatar(state.channelId, state.channel.title ?? ''));
      pinned.show();
      posts.show();
      writing.show();
      thread.show();
      element.classList.toggle('has-thread', postId !== null);
      if (postId !== revealed) {
        revealed = postId;
        if (revealed !== null) posts.reveal(revealed);
      }
      openFirstPost();
    },
    redraw() {
      writing.redraw();
      thread.redraw();
    },
  };
}
