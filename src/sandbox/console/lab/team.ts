import type { SeenUser } from '../../control/state.ts';
import { addPerson } from '../client/add-person.ts';
import { avatar } from '../page/avatar.ts';
import { h } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage, type TextKey, t } from '../page/language.ts';
import { selectOptions } from '../page/select-options.ts';
import { act } from '../server.ts';
import { loaded, nameOf, teamOf } from '../store.ts';

const ROLES: readonly [string, TextKey][] = [
  ['administrator', 'roleAdministrator'],
  ['member', 'roleMember'],
  ['left', 'roleLeft'],
];

/** The members of the channel with their roles. */
export function createTeam(): { elements: HTMLElement[]; show(): void } {
  const list = h('ul', { class: 'team' });
  const add = h('button', {
    type: 'button',
    class: 'chip',
    'data-text': 'teamAdd',
    onclick: () => void addAgent(),
  });
  return {
    elements: [list, h('div', { class: 'lab-row' }, add)],
    show() {
      keepList(list, teamOf(loaded()), {
        key: (user) => user.id,
        signature: (user) => JSON.stringify([nameOf(user), user.channelRole, currentLanguage()]),
        render: teamRow,
      });
    },
  };
}

function teamRow(user: SeenUser): HTMLElement {
  const name = nameOf(user);
  const isOwner = user.channelRole === 'creator';
  const select: HTMLSelectElement = h('select', {
    'aria-label': t('roleOf', { name }),
    onchange: () => void setRole(user.id, select.value),
  });
  selectOptions(
    select,
    ROLES.map(([value, key]) => ({ value, text: t(key) })),
    user.channelRole,
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
  const { channelId, groupId } = loaded();
  const done = await act('setRole', { chatId: channelId, userId, role });
  if (done.ok) await act('setRole', { chatId: groupId, userId, role: role === 'left' ? 'left' : 'member' });
}

async function addAgent(): Promise<void> {
  const agent = await addPerson(t('teamAdd'), t('teamAddHint'));
  if (agent !== null) await setRole(agent, 'member');
}
