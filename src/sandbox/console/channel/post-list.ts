import type { SeenPost } from '../../control/state.ts';
import { bringInto } from '../page/bring-into.ts';
import { h, icon } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage } from '../page/language.ts';
import { createOlder } from '../page/older.ts';
import { createWalk } from '../page/walk.ts';
import { unseenIn } from '../seen.ts';
import { listName, threadKey } from '../boards.ts';
import { commentsOf, loaded, openBoard, poster, posts, speakerOf, store } from '../store.ts';
import { postCard, type PostRow } from './post-card.ts';
import type { EditPost } from './post-menu.ts';

const NEAR_END_PX = 48;

type PostList = { element: HTMLElement; show(): void; reveal(postId: number): void };

/** The channel in the eyes of its members: the newest post below. `edit(message)` begins to edit a post. */
export function createPostList(edit: EditPost): PostList {
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
  let shownId: number | null = null;
  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  });
  // A hidden pane cannot scroll.
  new ResizeObserver(() => {
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  }).observe(scroller);

  return {
    element,
    show() {
      const { channelId } = openBoard();
      if (channelId !== shownId) {
        list.replaceChildren();
        isAtEnd = true;
      }
      shownId = channelId;
      older.around(listName(loaded(), channelId, 'posts'), () =>
        keepList(list, albumsOf(posts()).map(rowOf), {
          key: (row) => row.posts[0].id,
          signature: (row) => JSON.stringify([row, currentLanguage()]),
          render: (row) => postCard(row, edit),
        }),
      );
      walk.mark();
      const isEmpty = posts().length === 0;
      empty.hidden = !isEmpty;
      scroller.hidden = isEmpty;
      if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
    },
    reveal(postId) {
      const card = list.querySelector(`[data-key="${postId}"]`);
      if (card !== null) bringInto(scroller, card);
    },
  };
}

function rowOf(album: PostRow['posts']): PostRow {
  const [{ id }] = album;
  const isChosen = album.some((post) => post.id === store.choice.postId);
  return {
    posts: album,
    isChosen,
    unseen: isChosen ? 0 : unseenIn(threadKey(openBoard().channelId, id), commentsOf(id)),
    readerId: speakerOf(store.choice)?.userId,
    posterId: poster()?.id,
  };
}

/** Puts consecutive posts of one album together. */
function albumsOf(all: readonly SeenPost[]): PostRow['posts'][] {
  const albums: PostRow['posts'][] = [];
  for (const post of all) {
    const before = albums.at(-1);
    const album = post.message.media_group_id;
    if (album !== undefined && before?.[0].message.media_group_id === album) before.push(post);
    else albums.push([post]);
  }
  return albums;
}
