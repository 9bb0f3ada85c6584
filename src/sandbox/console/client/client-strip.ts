import type { SeenUser } from '../../control/state.ts';
import { avatar } from '../page/avatar.ts';
import { bringInto } from '../page/bring-into.ts';
import { h, icon } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { count, currentLanguage, t } from '../page/language.ts';
import { createWalk } from '../page/walk.ts';
import { unseenIn } from '../seen.ts';
import { clientsOf, nameOf } from '../people.ts';
import { choose, loaded, refresh, store } from '../store.ts';
import { addPerson } from './add-person.ts';

type Row = { user: SeenUser; unseen: number; isChosen: boolean };

/** The row of clients with the chosen client. */
export function createClientStrip(): { element: HTMLElement; show(): void } {
  const list = h('ul', { class: 'strip-people', 'data-label': 'clientChoice' });
  const walk = createWalk(list, { back: 'ArrowLeft', ahead: 'ArrowRight', firstOf: (people) => people[0] });
  const add = h(
    'button',
    { type: 'button', class: 'strip-person strip-add', onclick: () => void addClient() },
    h('span', { class: 'avatar add', 'aria-hidden': 'true' }, icon('add')),
    h('span', { class: 'strip-name', 'data-text': 'clientAdd' }),
  );
  const element = h('div', { class: 'strip' }, list, add);
  let shownId: number | null = null;

  return {
    element,
    show() {
      const { clientId } = store.choice;
      keepList(list, clientsOf(loaded()).map(rowOf), {
        key: ({ user }) => user.id,
        signature: (row) => JSON.stringify([row, currentLanguage()]),
        render,
      });
      walk.mark();
      if (shownId === clientId) return;
      shownId = clientId;
      const chosen = list.querySelector('[aria-pressed="true"]');
      if (chosen !== null) bringInto(list, chosen);
    },
  };
}

function rowOf(user: SeenUser): Row {
  const isChosen = user.id === store.choice.clientId;
  const received = (loaded().chats[user.id] ?? []).filter((message) => message.from?.id !== user.id);
  return { user, isChosen, unseen: isChosen ? 0 : unseenIn(`p:${user.id}`, received) };
}

function render({ user, unseen, isChosen }: Row): HTMLElement {
  const name = nameOf(user);
  const hidden = (text: string): HTMLElement => h('span', { class: 'hidden' }, text);
  const badge = unseen > 0 ? h('span', { class: 'badge', 'aria-hidden': 'true' }, String(unseen)) : null;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'strip-person',
      'aria-pressed': String(isChosen),
      title: name,
      onclick: () => choose({ clientId: user.id }),
    },
    h('span', { class: user.blocked ? 'avatar-frame off' : 'avatar-frame' }, avatar(user.id, name), badge),
    h(
      'span',
      { class: 'strip-name' },
      user.firstName,
      user.lastName === undefined ? null : hidden(` ${user.lastName}`),
      unseen > 0 ? hidden(` ${count('unread', unseen)}`) : null,
    ),
  );
  const node = h('li', {}, button);
  node.focus = (options) => button.focus(options);
  return node;
}

async function addClient(): Promise<void> {
  const clientId = await addPerson(t('clientAdd'), t('clientAddHint'));
  if (clientId === null) return;
  await refresh();
  choose({ clientId, view: 'client' });
}
