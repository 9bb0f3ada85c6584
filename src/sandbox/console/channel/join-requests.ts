import type { SeenRequest } from '../../control/state.ts';
import { avatar } from '../page/avatar.ts';
import { h, icon } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage, t } from '../page/language.ts';
import { adminsOf, nameOf, userOf } from '../people.ts';
import { act } from '../server.ts';
import { loaded, openBoard } from '../store.ts';

/** The people who ask to be let into the open board, with the decision of an administrator. */
export function createJoinRequests(): { element: HTMLElement; show(): void } {
  const element = h('ul', { class: 'join-requests', 'data-label': 'joinRequests' });
  return {
    element,
    show() {
      const { requests } = openBoard();
      element.hidden = requests.length === 0;
      keepList(element, requests, {
        key: ({ chatId, userId }) => `${chatId}/${userId}`,
        signature: (request) => JSON.stringify([request, nameOfUser(request.userId), currentLanguage()]),
        render,
      });
    },
  };
}

function nameOfUser(userId: number): string {
  const user = userOf(loaded(), userId);
  return user === undefined ? String(userId) : nameOf(user);
}

function render({ chatId, userId }: SeenRequest): HTMLElement {
  const name = nameOfUser(userId);
  const isChannel = chatId === openBoard().channelId;
  return h(
    'li',
    {},
    avatar(userId, name),
    h('span', { class: 'team-name' }, t(isChannel ? 'asksChannel' : 'asksGroup', { name })),
    decision(true, name, { chatId, userId }),
    decision(false, name, { chatId, userId }),
  );
}

function decision(
  isApproved: boolean,
  name: string,
  request: { chatId: number; userId: number },
): HTMLElement {
  const label = t(isApproved ? 'letIn' : 'refuse', { name });
  const onclick = (): void =>
    void act('decideRequest', { adminId: adminsOf(loaded(), openBoard())[0]?.id, ...request, isApproved });
  return h(
    'button',
    { type: 'button', class: 'round', 'aria-label': label, title: label, onclick },
    icon(isApproved ? 'check' : 'close'),
  );
}
