import { avatar } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { bringInto } from '../page/bring-into.js';
import { keepList } from '../page/keep-list.js';
import { count, currentLanguage, t } from '../page/language.js';
import { createWalk } from '../page/walk.js';
import { unseenIn } from '../seen.js';
import { choose, clientsOf, nameOf, refresh, store } from '../store.js';
import { addPerson } from './add-person.js';

/** Whose phone is shown. */
export function createClientStrip() {
  const list = h('ul', { class: 'strip-people', 'data-label': 'clientChoice' });
  const walk = createWalk(list, { back: 'ArrowLeft', ahead: 'ArrowRight', firstOf: (people) => people[0] });
  const add = h(
    'button',
    { type: 'button', class: 'strip-person strip-add', onclick: () => void addClient() },
    h('span', { class: 'avatar add', 'aria-hidden': 'true' }, icon('add')),
    h('span', { class: 'strip-name', 'data-text': 'clientAdd' }),
  );
  const element = h('div', { class: 'strip' }, list, add);
  let shownId = null;

  function render({ user, unseen, isChosen }) {
    const name = nameOf(user);
    const hidden = (text) => h('span', { class: 'hidden' }, text);
    const news = unseen > 0 ? h('span', { class: 'badge', 'aria-hidden': 'true' }, String(unseen)) : null;
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'strip-person',
          'aria-pressed': String(isChosen),
          title: name,
          onclick: () => choose({ clientId: user.id }),
        },
        h('span', { class: user.blocked ? 'avatar-frame off' : 'avatar-frame' }, avatar(user.id, name), news),
        h(
          'span',
          { class: 'strip-name' },
          user.firstName,
          user.lastName === undefined ? null : hidden(` ${user.lastName}`),
          unseen > 0 ? hidden(` ${count('unread', unseen)}`) : null,
        ),
      ),
    );
  }

  return {
    element,
    show() {
      const { state, choice } = store;
      const people = clientsOf(state).map((user) => {
        const isChosen = user.id === choice.clientId;
        const received = (state.chats[user.id] ?? []).filter((message) => message.from?.id !== user.id);
        return { user, isChosen, unseen: isChosen ? 0 : unseenIn(`p:${user.id}`, received) };
      });
      keepList(list, people, {
        key: ({ user }) => user.id,
        signature: (person) => JSON.stringify([person, currentLanguage()]),
        render: (person) => {
          const node = render(person);
          node.focus = () => node.firstElementChild.focus();
          return node;
        },
      });
      walk.mark();
      if (shownId !== choice.clientId) {
        shownId = choice.clientId;
        const chosen = list.querySelector('[aria-pressed="true"]');
        if (chosen !== null) bringInto(list, chosen);
      }
    },
  };
}

async function addClient() {
  const client = await addPerson(t('clientAdd'), t('clientAddHint'));
  if (client === null) return;
  await refresh();
  choose({ clientId: client, view: 'client' });
}
