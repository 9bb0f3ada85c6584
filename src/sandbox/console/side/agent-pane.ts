import type { SeenUser } from '../../control/state.ts';
import { personMenu } from '../client/person-menu.ts';
import { createPrivateChat } from '../client/private-chat.ts';
import type { EmptyParts } from '../message/message-list.ts';
import { avatar } from '../page/avatar.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { createMenu } from '../page/menu.ts';
import type { Pane } from '../page/pane.ts';
import { selectOptions } from '../page/select-options.ts';
import { act } from '../server.ts';
import { isAdmin, nameOf, teamOf, userOf } from '../people.ts';
import { choose, loaded, store } from '../store.ts';

/** The private chat of a member of the team with the bot. */
export function createAgentPane(element: HTMLElement): Pane {
  const current = (): SeenUser | undefined => userOf(loaded(), store.choice.agentId);
  const select: HTMLSelectElement = h('select', {
    'data-label': 'agentChoice',
    onchange: () => choose({ agentId: Number(select.value) }),
  });
  const menu = createMenu(() => {
    const user = current();
    return user === undefined ? [] : personMenu(user);
  });
  const chat = createPrivateChat({ titleKey: 'agentChat', emptyParts });
  const nobody = h('div', { class: 'empty', hidden: true }, h('p', { 'data-text': 'agentNobody' }));
  element.append(
    h(
      'header',
      { class: 'pane-head' },
      h('div', { class: 'pane-name' }, h('h2', { id: 'agent-title', 'data-text': 'agentTitle' })),
      select,
      menu,
    ),
    nobody,
    chat.element,
  );
  return {
    show() {
      const options = teamOf(loaded()).map((user) => ({ value: String(user.id), text: nameOf(user) }));
      selectOptions(select, options, String(store.choice.agentId ?? ''));
      const user = current();
      nobody.hidden = user !== undefined;
      for (const part of [chat.element, select, menu]) part.hidden = user === undefined;
      if (user !== undefined) chat.show(user);
    },
    redraw: () => chat.redraw(),
  };
}

function emptyParts(user: SeenUser): EmptyParts {
  const name = nameOf(user);
  return {
    signature: [name, user.started, isAdmin(loaded(), user)],
    parts: () => [avatar(user.id, name), ...(user.started ? nothingYet(user) : notStarted(user))],
  };
}

const nothingYet = (user: SeenUser): HTMLElement[] => [
  h('h3', {}, t('agentEmptyTitle')),
  h('p', {}, t(isAdmin(loaded(), user) ? 'agentEmpty' : 'agentEmptyMember', { name: user.firstName })),
];

const notStarted = (user: SeenUser): HTMLElement[] => [
  h('h3', {}, t('agentNotStartedTitle', { name: user.firstName })),
  h('p', {}, t(isAdmin(loaded(), user) ? 'agentNotStarted' : 'agentNotStartedMember')),
  h(
    'button',
    { type: 'button', class: 'button', onclick: () => void act('start', { userId: user.id }) },
    icon('play'),
    t('start'),
  ),
];
