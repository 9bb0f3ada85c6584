import type { SeenUser } from '../../control/state.ts';
import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { type Option, selectOptions } from '../page/select-options.ts';
import { titleOf } from '../boards.ts';
import { adminsOf, membersOf, nameOf } from '../people.ts';
import { choose, loaded, openBoard, type SpeakAs, store } from '../store.ts';

/** The author of comments: a member of the channel. Administrators also write anonymously, or as the channel. */
export function createSpeakerSelect(): { element: HTMLElement; show(): void } {
  const select: HTMLSelectElement = h('select', {
    'data-label': 'commentAs',
    onchange: () => choose({ speaker: select.value }),
  });
  const element = h(
    'div',
    { class: 'speaker' },
    h('span', { 'data-text': 'commentAs', 'aria-hidden': 'true' }),
    select,
  );
  return {
    element,
    show() {
      const state = loaded();
      const board = openBoard();
      const admins = adminsOf(state, board);
      selectOptions(
        select,
        [
          ...membersOf(state, board).map((user) => option(user, 'self', nameOf(user))),
          ...admins.map((user) => option(user, 'anonymous', t('anonymous', { name: user.firstName }))),
          ...admins
            .slice(0, 1)
            .map((user) => option(user, 'channel', t('asChannel', { title: titleOf(board) }))),
        ],
        store.choice.speaker ?? '',
      );
    },
  };
}

const option = ({ id }: SeenUser, as: SpeakAs, text: string): Option => ({ value: `${id}:${as}`, text });
