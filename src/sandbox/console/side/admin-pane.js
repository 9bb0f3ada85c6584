import { createPrivateChat } from '../client/private-chat.js';
import { avatar } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { selectOptions } from '../page/select-options.js';
import { act } from '../server.js';
import { adminsOf, choose, nameOf, store, userOf } from '../store.js';

/** What an administrator of the channel reads from the bot in private. */
export function createAdminPane(element) {
  const select = h('select', {
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
      const { state, choice } = store;
      const options = adminsOf(state).map((user) => ({ value: String(user.id), text: nameOf(user) }));
      selectOptions(select, options, String(choice.adminId ?? ''));
      const user = userOf(state, choice.adminId);
      nobody.hidden = user !== undefined;
      chat.element.hidden = user === undefined;
      select.hidden = user === undefined;
      if (user !== undefined) chat.show(user);
    },
    redraw: () => chat.redraw(),
  };
}

function emptyParts(user) {
  const name = nameOf(user);
  const start = h(
    'button',
    { type: 'button', class: 'button', onclick: () => void act('start', { userId: user.id }) },
    icon('play'),
    t('start'),
  );
  const title = user.started ? t('adminEmptyTitle') : t('adminNotStartedTitle', { name: user.firstName });
  const words = user.started ? t('adminEmpty', { name: user.firstName }) : t('adminNotStarted');
  return {
    signature: [name, user.started],
    parts: () =>
      [avatar(user.id, name), h('h3', {}, title), h('p', {}, words), user.started ? null : start].filter(
        Boolean,
      ),
  };
}
