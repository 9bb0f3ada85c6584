import { bringInto } from '../page/bring-into.js';
import { h, icon } from '../page/element.js';
import { keepList } from '../page/keep-list.js';
import { currentLanguage } from '../page/language.js';
import { createOlder } from '../page/older.js';
import { createWalk } from '../page/walk.js';
import { unseenIn } from '../seen.js';
import { posterOf, speakerOf, store } from '../store.js';
import { postCard } from './post-card.js';

const NEAR_END_PX = 48;

/** The channel as its members see it: the newest post below. `edit(message)` begins to edit a post. */
export function createPostList({ edit }) {
  const list = h('ol', { class: 'posts' });
  const walk = createWalk(list, {
    back: 'ArrowUp',
    ahead: 'ArrowDown',
    firstOf: (cards) => cards[cards.length - 1],
  });
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'data-label': 'channelPosts' },
    list,
  );
  const older = createOlder(scroller, list);
  scroller.prepend(older.button);
  const empty = h(
    'div',
    { class: 'empty' },
    h('span', { class: 'empty-icon' }, icon('channel')),
    h('h3', { 'data-text': 'channelEmptyTitle' }),
    h('p', { 'data-text': 'channelEmpty' }),
  );
  const element = h('div', { class: 'post-list' }, empty, scroller);
  let isAtEnd = true;
  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  });
  // A pane that was hidden had no place to scroll to.
  new ResizeObserver(() => {
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  }).observe(scroller);

  return {
    element,
    show() {
      const { posts, threads } = store.state;
      const { postId } = store.choice;
      const viewer = { readerId: speakerOf(store.choice)?.userId, posterId: posterOf(store)?.id };
      const rows = albumsOf(posts).map((album) => {
        const [post] = album;
        const isChosen = album.some(({ id }) => id === postId);
        const unseen = isChosen ? 0 : unseenIn(`t:${post.id}`, threads[post.id] ?? []);
        return { posts: album, isChosen, unseen, ...viewer };
      });
      older.around('posts', () =>
        keepList(list, rows, {
          key: (row) => row.posts[0].id,
          signature: (row) => JSON.stringify([row, currentLanguage()]),
          render: (row) => postCard(row, edit),
        }),
      );
      walk.mark();
      empty.hidden = posts.length > 0;
      scroller.hidden = posts.length === 0;
      if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
    },
    reveal(postId) {
      const card = list.querySelector(`[data-key="${postId}"]`);
      if (card !== null) bringInto(scroller, card);
    },
  };
}

/** Posts one after the other that are one album stand together. */
function albumsOf(posts) {
  const albums = [];
  for (const post of posts) {
    const before = albums.at(-1);
    const album = post.message.media_group_id;
    if (album !== undefined && before?.[0].message.media_group_id === album) before.push(post);
    else albums.push([post]);
  }
  return albums;
}
