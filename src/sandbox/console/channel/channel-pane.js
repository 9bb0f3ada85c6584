import { snippetOf } from '../message/sender.js';
import { avatar } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { count, t } from '../page/language.js';
import { choose, store, teamOf } from '../store.js';
import { createPostComposer } from './post-composer.js';
import { createPostList } from './post-list.js';
import { createThread } from './thread.js';

/** The channel's posts beside the comments of the chosen one; in a narrow pane one of the two. */
export function createChannelPane(element) {
  const title = h('h2', { id: 'channel-title' });
  const about = h('small', {});
  const face = h('span', { class: 'face' });
  const pinnedCount = h('b', {});
  const pinnedText = h('span', {});
  const pinnedBar = h(
    'button',
    { type: 'button', class: 'pinned-bar', hidden: true, onclick: openNextPinned },
    icon('pin'),
    h('span', { class: 'pinned-words' }, pinnedCount, pinnedText),
  );
  const writing = createPostComposer();
  const posts = createPostList({ edit: writing.edit });
  const thread = createThread();
  const hasRoom = matchMedia('(min-width: 1080px)'); // As in layout.css.
  let revealed = null;
  let hadPosts = null;

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
      pinnedBar,
      posts.element,
      writing.element,
    ),
    thread.element,
  );

  const pinned = () => store.state.posts.filter((post) => post.pinned);

  /** From the newest to the oldest, and again. */
  function nextPinned() {
    const ordered = pinned().reverse();
    const at = ordered.findIndex((post) => post.id === store.choice.postId);
    return ordered[(at + 1) % ordered.length];
  }

  function openNextPinned() {
    const post = nextPinned();
    if (post !== undefined) choose({ postId: post.id });
  }

  function showPinned() {
    const next = nextPinned();
    pinnedBar.hidden = next === undefined;
    if (next === undefined) return;
    const text = snippetOf(next.message);
    pinnedCount.textContent = count('pinned', pinned().length);
    pinnedText.textContent = text;
    pinnedBar.title = t('pinnedNext');
  }

  /** The first post of an empty channel opens by itself, where there is room beside the list. */
  function openFirstPost() {
    const { state, choice } = store;
    const isFirst = hadPosts === false && state.posts.length > 0;
    hadPosts = state.posts.length > 0;
    if (isFirst && choice.postId === null && hasRoom.matches) choose({ postId: state.posts[0].id });
  }

  return {
    show() {
      const { state, choice } = store;
      title.textContent = state.channel.title;
      about.textContent = count('members', teamOf(state).length);
      if (face.childElementCount === 0) face.append(avatar(state.channelId, state.channel.title));
      showPinned();
      posts.show();
      writing.show();
      thread.show();
      element.classList.toggle('has-thread', choice.postId !== null);
      if (choice.postId !== revealed) {
        revealed = choice.postId;
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
