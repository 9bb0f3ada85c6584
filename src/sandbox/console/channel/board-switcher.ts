import type { BoardState } from '../../control/state.ts';
import { postsIn, threadIn, threadKey, titleOf } from '../boards.ts';
import { bringInto } from '../page/bring-into.ts';
import { h } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { count, currentLanguage } from '../page/language.ts';
import { createWalk } from '../page/walk.ts';
import { unseenIn } from '../seen.ts';
import { choose, loaded, openBoard } from '../store.ts';

type Row = { id: number; title: string; unseen: number; isChosen: boolean };

/** The boards of the bot with their news. Hidden while the bot has one board. */
export function createBoardSwitcher(): { element: HTMLElement; show(): void } {
  const element = h('ul', { class: 'boards', 'data-label': 'boards' });
  const walk = createWalk(element, {
    back: 'ArrowLeft',
    ahead: 'ArrowRight',
    firstOf: (boards) => boards[0],
  });
  let shownId: number | null = null;
  return {
    element,
    show() {
      const { boards } = loaded();
      element.hidden = boards.length === 1;
      keepList(element, boards.map(rowOf), {
        key: ({ id }) => id,
        signature: (row) => JSON.stringify([row, currentLanguage()]),
        render,
      });
      walk.mark();
      const { channelId } = openBoard();
      if (channelId === shownId) return;
      shownId = channelId;
      const chosen = element.querySelector('[aria-pressed="true"]');
      if (chosen !== null) bringInto(element, chosen);
    },
  };
}

function rowOf(board: BoardState): Row {
  const { channelId: id } = board;
  const isChosen = id === openBoard().channelId;
  return { id, title: titleOf(board), isChosen, unseen: isChosen ? 0 : unseenOf(id) };
}

function unseenOf(boardId: number): number {
  const state = loaded();
  return postsIn(state, boardId).reduce(
    (sum, { id }) => sum + unseenIn(threadKey(boardId, id), threadIn(state, boardId, id)),
    0,
  );
}

function render({ id, title, unseen, isChosen }: Row): HTMLElement {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'chip',
      'aria-pressed': String(isChosen),
      onclick: () => choose({ boardId: id, postId: null, showsGroup: false }),
    },
    h('span', { class: 'board-title' }, title),
    unseen > 0 ? h('span', { class: 'badge', 'aria-hidden': 'true' }, String(unseen)) : null,
    unseen > 0 ? h('span', { class: 'hidden' }, ` ${count('unread', unseen)}`) : null,
  );
  const node = h('li', {}, button);
  node.focus = (options) => button.focus(options);
  return node;
}
