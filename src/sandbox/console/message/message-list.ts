import type { SeenMessage } from '../../control/state.ts';
import { type Child, h } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage, t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { createOlder } from '../page/older.ts';
import { dayOf } from '../page/time.ts';
import { offer } from './action-menu.ts';
import { bubble } from './bubble.ts';
import { createEndOfList, isCalm } from './end-of-list.ts';
import type { Press } from './keyboard.ts';
import type { Action } from './message-actions.ts';
import { addMessageKeys } from './message-keys.ts';
import { isMessageRow, type Look, type Row, rowsOf } from './message-rows.ts';
import type { Follow } from './rich-text.ts';

/** The content of an empty chat. A change of the signature draws the parts again. */
export type EmptyParts = { signature: unknown; parts(): Child[] };

type Reader = {
  look(message: SeenMessage): Look;
  actions(message: SeenMessage): Action[];
  follow: Follow;
  press: Press;
  onEscape(): void;
};

type Shown = {
  /** Another name is another chat. */
  chat: string;
  label: string;
  messages: readonly SeenMessage[];
  empty: EmptyParts;
  /** The list's name in the state. */
  listName: string;
};

export type MessageList = {
  element: HTMLElement;
  /** Scrolls to the next message, because the reader wrote the message. */
  followNext(): void;
  show(shown: Shown): void;
};

/** The messages of a chat. The list stays at its end while the reader is there. */
export function createMessageList({ look, actions, follow, press, onEscape }: Reader): MessageList {
  const list = h('ol', { class: 'messages' });
  const scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region' }, list);
  const older = createOlder(scroller, list);
  scroller.prepend(older.button);
  const empty = createEmpty();
  const end = createEndOfList(scroller, list);
  const element = h('div', { class: 'history' }, empty.element, scroller, end.button);
  let shownChat: string | null = null;
  let newestId = 0;
  addMessageKeys(scroller, list, onEscape);

  function render(row: Row): HTMLElement {
    if (!isMessageRow(row)) return h('li', { class: 'day' }, h('span', {}, dayOf(row.day)));
    const focusedId = document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id'];
    const node = bubble(row, { follow, press, jump: (id) => jumpTo(list, id) });
    offer(node, row.actions[0]);
    if (row.messages.length > 1) {
      const items = [...node.querySelectorAll<HTMLElement>('.album-item')];
      const next = items.find(({ dataset }) => dataset['id'] === focusedId) ?? items[0];
      node.focus = (options) => next?.focus(options);
    }
    return node;
  }

  return {
    element,
    followNext: () => end.follow(),
    show({ chat, label, messages, empty: emptyParts, listName }) {
      const isSame = chat === shownChat;
      shownChat = chat;
      scroller.setAttribute('aria-label', label);
      scroller.setAttribute('aria-description', t('keys'));
      if (!isSame) {
        list.replaceChildren();
        end.follow();
      }
      const arrived = isSame ? messages.filter((message) => message.message_id > newestId).length : 0;
      newestId = messages.at(-1)?.message_id ?? 0;
      older.around(listName, () =>
        keepList(list, rowsOf(messages, look, actions), { key: keyOf, signature: signatureOf, render }),
      );
      const isEmpty = messages.length === 0;
      if (isEmpty) empty.show(chat, emptyParts);
      empty.element.hidden = !isEmpty;
      scroller.hidden = isEmpty;
      end.keep(arrived);
    },
  };
}

const keyOf = (row: Row): string | number =>
  isMessageRow(row) ? row.messages[0].message_id : `day ${row.day}`;

const signatureOf = (row: Row): string =>
  JSON.stringify(
    isMessageRow(row)
      ? [
          row.messages,
          row.look,
          row.actions.map((actions) => actions.map(signatureOfAction)),
          currentLanguage(),
        ]
      : [dayOf(row.day), currentLanguage()],
  );

const signatureOfAction = (action: Action): unknown[] => [
  action.name,
  action.name === 'react' ? action.own : null,
];

/** Scrolls to a message and marks the message for a moment. */
function jumpTo(list: HTMLElement, id: number): void {
  const target = list.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (target === null) {
    notice(t('errorNotThere'));
    return;
  }
  target.scrollIntoView({ block: 'center', behavior: isCalm() ? 'instant' : 'smooth' });
  target.focus({ preventScroll: true });
  target.classList.add('flash');
  target.addEventListener('animationend', () => target.classList.remove('flash'), { once: true });
}

function createEmpty(): { element: HTMLElement; show(chat: string, parts: EmptyParts): void } {
  const element = h('div', { class: 'empty' });
  let shown = '';
  return {
    element,
    show(chat, { signature, parts }) {
      const signed = JSON.stringify([chat, signature, currentLanguage()]);
      if (shown === signed) return;
      shown = signed;
      element.replaceChildren(...parts().filter((part) => part instanceof Node || typeof part === 'string'));
    },
  };
}
