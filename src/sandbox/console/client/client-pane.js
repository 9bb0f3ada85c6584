import { avatar } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { createMenu } from '../page/menu.js';
import { lookAt } from '../seen.js';
import { act } from '../server.js';
import { nameOf, store, userOf } from '../store.js';
import { ask } from './ask.js';
import { createClientStrip } from './client-strip.js';
import { createPrivateChat } from './private-chat.js';

/** The clients' phones, one at a time. */
export function createClientPane(element) {
  const current = () => userOf(store.state, store.choice.clientId);
  const strip = createClientStrip();
  const menu = createMenu(() => {
    const user = current();
    const block = user.blocked
      ? { icon: 'block', text: t('unblock'), run: () => void act('unblock', { userId: user.id }) }
      : { icon: 'block', text: t('block'), run: () => void act('block', { userId: user.id }), danger: true };
    const deactivate = {
      icon: 'delete',
      text: t('deactivate'),
      run: () => void act('deactivate', { userId: user.id }),
      danger: true,
    };
    return [{ icon: 'play', text: t('startWith'), run: () => void startWith(user) }, block, deactivate];
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
      botName.textContent = store.state.bot.firstName;
      owner.textContent = t('phoneOf', { name: nameOf(user) });
      chat.show(user);
      if (element.checkVisibility()) lookAt(`p:${user.id}`, store.state.chats[user.id] ?? []);
    },
    redraw: () => chat.redraw(),
  };
}

function emptyParts(user) {
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

async function startWith(user) {
  const values = await ask({
    title: t('startWith').replace('…', ''),
    hint: t('startHint', { bot: store.state.bot.username }),
    submit: t('start'),
    fields: [
      {
        name: 'payload',
        label: t('startParameter'),
        pattern: '[A-Za-z0-9_\\-]{1,64}',
        required: true,
        maxlength: 64,
      },
    ],
  });
  if (values !== null) await act('start', { userId: user.id, payload: values.payload });
}
