import type { SeenUser } from '../../control/state.ts';
import { createPrivateChat } from '../client/private-chat.ts';
import type { EmptyParts } from '../message/message-list.ts';
import { avatar } from '../page/avatar.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import type { Pane } from '../page/pane.ts';
import { selectOptions } from '../page/select-options.ts';
import { act } from '../server.ts';
import { adminsOf, choose, loaded, nameOf, store, userOf } from '../store.ts';

/** The private chat of an administrator of the channel with the bot. */
export function createAdminPane(element: HTMLElement): Pane {
  const select: HTMLSelectElement = h('select', {
    'data-label': 'adminChoice',
    onchange: () => choose({ adminId: Number(select.value) }),
  });
  const chat = createPrivateChat({ titleKey: 'adminChat', emptyParts });
  const nobody = h('div', { class: 'empty', hidden: true }, h('p', { 'data-text': 'adminNobody' }));
  element.append(
    h(
      'header',
      { class: 'pane-head' },
      h('span', { class: 'head-icon' }, icon('bell')),
      h('div', { class: 'pane-name' }, h('h2', { id: 'admin-title', 'data-text': 'adminTitle' })),
      select,
    ),
    nobody,
    chat.element,
  );
  return {
    show() {
      const state = loaded();
      const { adminId } = store.choice;
      const options = adminsOf(state).map((user) => ({ value: String(user.id), text: nameOf(user) }));
      selectOptions(select, options, String(adminId ?? ''));
      const user = userOf(state, adminId);
      nobody.hidden = user !== undefined;
      chat.element.hidden = user === undefined;
      select.hidden = user === undefined;
      if (user !== undefined) chat.show(user);
    },
    redraw: () => chat.redraw(),
  };
}

function emptyParts(user: SeenUser): EmptyParts {
  const name = nameOf(user);
  const start = (): HTMLElement =>
    h(
      'button',
      { type: 'button', class: 'button', onclick: () => void act('start', { userId: user.id }) },
      icon('play'),
      t('start'),
    );
  return {
    signature: [name, user.started],
    parts: () =>
      user.started
        ? [
            avatar(user.id, name),
            h('h3', {}, t('adminEmptyTitle')),
            h('p', {}, t('adminEmpty', { name: user.firstName })),
          ]
        : [
            avatar(user.id, name),
            h('h3', {}, t('adminNotStartedTitle', { name: user.firstName })),
            h('p', {}, t('adminNotStarted')),
            start(),
          ],
  };
}
