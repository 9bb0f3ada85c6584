import type { SeenInvite } from '../../control/state.ts';
import { ask } from '../client/ask.ts';
import { openAddress } from '../client/open.ts';
import { h } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage, type TextKey, t } from '../page/language.ts';
import { adminsOf, nameOf } from '../people.ts';
import { act } from '../server.ts';
import { loaded, openBoard } from '../store.ts';

/** The ways of an invitation: for one person, for everybody, or after a request. */
const KINDS: Record<string, { text: TextKey; rules: Record<string, unknown> }> = {
  once: { text: 'inviteOnce', rules: { memberLimit: 1 } },
  open: { text: 'inviteOpen', rules: {} },
  request: { text: 'inviteRequest', rules: { createsJoinRequest: true } },
};

/** The invitations into the open board. Anybody may open one. */
export function createInvites(): { elements: HTMLElement[]; show(): void } {
  const list = h('ul', { class: 'invites' });
  const add = h('button', {
    type: 'button',
    class: 'chip',
    'data-text': 'inviteAdd',
    onclick: () => void addInvite(),
  });
  return {
    elements: [list, h('div', { class: 'lab-row' }, add)],
    show() {
      keepList(list, openBoard().invites, {
        key: ({ link }) => link,
        signature: (invite) => JSON.stringify([invite, openBoard().channelId, currentLanguage()]),
        render,
      });
      add.hidden = adminsOf(loaded(), openBoard()).length === 0;
    },
  };
}

function render(invite: SeenInvite): HTMLElement {
  const { link, chatId, name } = invite;
  const place = t(chatId === openBoard().channelId ? 'chatChannel' : 'chatGroup');
  const isOver = invite.isRevoked === true || invite.uses >= (invite.memberLimit ?? Number.POSITIVE_INFINITY);
  return h(
    'li',
    {},
    h(
      'span',
      { class: 'invite-words' },
      h('code', {}, link.replace('https://', '')),
      h('small', {}, [name, place, stateOf(invite)].filter(Boolean).join(' · ')),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        disabled: isOver,
        'aria-label': t('inviteOpenAs', { link }),
        onclick: () => void openAs(link),
      },
      t('inviteEnter'),
    ),
  );
}

function stateOf({ isRevoked, memberLimit, uses, createsJoinRequest }: SeenInvite): string {
  if (isRevoked === true) return t('inviteRevoked');
  if (createsJoinRequest) return t('inviteAsks');
  return memberLimit === undefined
    ? t('inviteUses', { uses })
    : t('inviteUsesOf', { uses, limit: memberLimit });
}

async function addInvite(): Promise<void> {
  const { channelId, groupId } = openBoard();
  const values = await ask({
    title: t('inviteAdd').replace('…', ''),
    hint: t('inviteHint'),
    submit: t('add'),
    fields: [
      {
        name: 'chatId',
        label: t('inviteWhere'),
        options: [
          { value: String(channelId), text: t('chatChannel') },
          { value: String(groupId), text: t('chatGroup') },
        ],
      },
      {
        name: 'kind',
        label: t('inviteKind'),
        options: Object.entries(KINDS).map(([value, { text }]) => ({ value, text: t(text) })),
      },
    ],
  });
  if (values === null) return;
  const userId = adminsOf(loaded(), openBoard())[0]?.id;
  await act('invite', { userId, chatId: Number(values.chatId), ...KINDS[values.kind]?.rules });
}

/** Opens an invitation as a person that the dialog asks for. */
async function openAs(link: string): Promise<void> {
  const people = loaded().users.filter(({ deactivated }) => !deactivated);
  const values = await ask({
    title: t('inviteEnter').replace('…', ''),
    hint: link,
    submit: t('open'),
    fields: [
      {
        name: 'userId',
        label: t('person'),
        options: people.map((user) => ({ value: String(user.id), text: nameOf(user) })),
      },
    ],
  });
  if (values !== null) await openAddress(Number(values.userId), link);
}
