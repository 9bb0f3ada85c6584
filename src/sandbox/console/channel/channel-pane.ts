import { avatar } from '../page/avatar.ts';
import { h } from '../page/element.ts';
import { count } from '../page/language.ts';
import type { Pane } from '../page/pane.ts';
import { titleOf } from '../boards.ts';
import { membersOf } from '../people.ts';
import { choose, loaded, openBoard, posts, store } from '../store.ts';
import { createBoardSwitcher } from './board-switcher.ts';
import { createChannelMenu } from './channel-menu.ts';
import { createGroupChat } from './group-chat.ts';
import { createJoinRequests } from './join-requests.ts';
import { createPinnedBar } from './pinned-bar.ts';
import { createPostComposer } from './post-composer.ts';
import { createPostList } from './post-list.ts';
import { createThread } from './thread.ts';

/** The channel's posts beside the comments of the chosen post; in a narrow pane one of the two. */
export function createChannelPane(element: HTMLElement): Pane {
  const title = h('h2', { id: 'channel-title' });
  const about = h('small', {});
  const face = h('span', { class: 'face' });
  const boards = createBoardSwitcher();
  const requests = createJoinRequests();
  const pinned = createPinnedBar();
  const writing = createPostComposer();
  const list = createPostList(writing.edit);
  const thread = createThread();
  const group = createGroupChat();
  const hasRoom = matchMedia('(min-width: 1080px)'); // As in layout.css.
  let revealed: number | null = null;
  let emptyBoardId: number | null = null;
  let shownId: number | null = null;

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
        createChannelMenu(),
      ),
      boards.element,
      requests.element,
      pinned.element,
      list.element,
      writing.element,
    ),
    thread.element,
    group.element,
  );

  /** Opens the first post of an empty channel, where the list leaves room beside it. */
  function openFirstPost(): void {
    const [first] = posts();
    const { channelId } = openBoard();
    const isFirst = emptyBoardId === channelId && first !== undefined;
    emptyBoardId = first === undefined ? channelId : null;
    const { postId, showsGroup } = store.choice;
    if (isFirst && postId === null && !showsGroup && hasRoom.matches) choose({ postId: first.id });
  }

  return {
    show() {
      const board = openBoard();
      const { postId, showsGroup } = store.choice;
      title.textContent = titleOf(board);
      about.textContent = count('members', membersOf(loaded(), board).length);
      if (shownId !== board.channelId) face.replaceChildren(avatar(board.channelId, titleOf(board)));
      shownId = board.channelId;
      boards.show();
      requests.show();
      pinned.show();
      list.show();
      writing.show();
      thread.show();
      group.show();
      element.classList.toggle('has-thread', postId !== null || showsGroup);
      if (postId !== revealed) {
        revealed = postId;
        if (revealed !== null) list.reveal(revealed);
      }
      openFirstPost();
    },
    redraw() {
      writing.redraw();
      thread.redraw();
      group.redraw();
    },
  };
}
