import type { SeenUser } from '../../control/state.ts';
import type { EmptyParts } from '../message/message-list.ts';
import { avatar } from '../page/avatar.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { createMenu } from '../page/menu.ts';
import type { Pane } from '../page/pane.ts';
import { lookAt } from '../seen.ts';
import { act } from '../server.ts';
import { nameOf, userOf } from '../people.ts';
import { loaded, store } from '../store.ts';
import { createClientStrip } from './client-strip.ts';
import { personMenu } from './person-menu.ts';
import { createPrivateChat } from './private-chat.ts';
import { startWith } from './start-with.ts';

/** The clients' phones, one at a time. */
export function createClientPane(element: HTMLElement): Pane {
  const current = (): SeenUser | undefined => userOf(loaded(), store.choice.clientId);
  const strip = createClientStrip();
  const menu = createMenu(() => {
    const user = current();
    return user === undefined ? [] : personMenu(user);
  });
  const chat = createPrivateChat({ titleKey: 'clientChat', emptyParts });
  const botName = h('b', {});
  const owner = h('small', {});
  const botAvatar = h(
    'span',
    { class: 'bot-avatar', 'aria-hidden': 'true' },
    h('img', { src: '/console/icon.svg', alt: '' }),
  );
  element.append(
    h('h2', { class: 'hidden', id: 'client-title', 'data-text': 'clients' }),
    strip.element,
    h('header', { class: 'pane-head' }, botAvatar, h('div', { class: 'pane-name' }, botName, owner), menu),
    chat.element,
  );

  return {
    show() {
      strip.show();
      const user = current();
      if (user === undefined) return;
      const state = loaded();
      botName.textContent = state.bot.firstName;
      owner.textContent = t('phoneOf', { name: nameOf(user) });
      chat.show(user);
      if (element.checkVisibility()) lookAt(`p:${user.id}`, state.chats[user.id] ?? []);
    },
    redraw: () => chat.redraw(),
  };
}

function emptyParts(user: SeenUser): EmptyParts {
  const name = nameOf(user);
  return {
    signature: name,
    parts: () => [
      avatar(user.id, name),
      h('h3', {}, t('clientEmptyTitle')),
      h('p', {}, t('clientEmpty', { name: user.firstName })),
      h(
        'button',
        { type: 'button', class: 'button', onclick: () => void act('start', { userId: user.id }) },
        icon('play'),
        t('start'),
      ),
      h(
        'button',
        { type: 'button', class: 'button quiet', onclick: () => void startWith(user) },
        t('startWith'),
      ),
    ],
  };
}
