import type { SeenUser } from '../../control/state.ts';
import { addPerson } from '../client/add-person.ts';
import { avatar } from '../page/avatar.ts';
import { h } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage, type TextKey, t } from '../page/language.ts';
import { selectOptions } from '../page/select-options.ts';
import { act } from '../server.ts';
import { nameOf, roleIn, teamOf } from '../people.ts';
import { titleOf } from '../boards.ts';
import { loaded, openBoard } from '../store.ts';

const ROLES: readonly [string, TextKey][] = [
  ['administrator', 'roleAdministrator'],
  ['member', 'roleMember'],
  ['left', 'roleLeft'],
];

/** The team with the roles in the open board. */
export function createTeam(): { elements: HTMLElement[]; show(): void } {
  const board = h('p', { class: 'lab-hint' });
  const list = h('ul', { class: 'team' });
  const add = h('button', {
    type: 'button',
    class: 'chip',
    'data-text': 'teamAdd',
    onclick: () => void addAgent(),
  });
  return {
    elements: [board, list, h('div', { class: 'lab-row' }, add)],
    show() {
      const { boards } = loaded();
      board.hidden = boards.length === 1;
      board.textContent = t('teamOfBoard', { title: titleOf(openBoard()) });
      keepList(list, teamOf(loaded()), {
        key: (user) => user.id,
        signature: (user) =>
          JSON.stringify([
            nameOf(user),
            roleIn(openBoard(), user.id),
            openBoard().channelId,
            currentLanguage(),
          ]),
        render: teamRow,
      });
    },
  };
}

function teamRow(user: SeenUser): HTMLElement {
  const name = nameOf(user);
  const role = roleIn(openBoard(), user.id);
  const isOwner = role === 'creator';
  const select: HTMLSelectElement = h('select', {
    'aria-label': t('roleOf', { name }),
    onchange: () => void setRole(user.id, select.value),
  });
  selectOptions(
    select,
    ROLES.map(([value, key]) => ({ value, text: t(key) })),
    role,
  );
  return h(
    'li',
    {},
    avatar(user.id, name),
    h('span', { class: 'team-name' }, name),
    isOwner ? h('span', { class: 'lab-hint' }, t('roleCreator')) : select,
  );
}

async function setRole(userId: number, role: string): Promise<void> {
  const { channelId, groupId } = openBoard();
  const done = await act('setRole', { chatId: channelId, userId, role });
  if (done.ok) await act('setRole', { chatId: groupId, userId, role: role === 'left' ? 'left' : 'member' });
}

async function addAgent(): Promise<void> {
  const agent = await addPerson(t('teamAdd'), t('teamAddHint'));
  if (agent !== null) await setRole(agent, 'member');
}
