import { h, icon } from '../page/element.js';
import { keepList } from '../page/keep-list.js';
import { createOlder } from '../page/older.js';
import { count, currentLanguage, t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { dayKey, dayOf } from '../page/time.js';
import { bubble, runAction } from './bubble.js';
import { senderOf, serviceText } from './sender.js';

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const NEAR_END_PX = 48;
const GROUP_SECONDS = 300;
/** What Enter opens or plays of a message. */
const OPENABLE = 'a.picture, button.card-icon, a.card, .round-film';
/** Where the arrow keys stop: a message, or an item of an album. */
const STOPS = '[data-id], li.service';
const KEYS = { r: 'reply', e: 'edit', a: 'react', Delete: 'delete', Backspace: 'delete' };

/**
 * The messages of a chat. It stays at the end while the reader is there; otherwise a button tells how many are new.
 * `look(message)`: `{ isOwn, isNote, showsAuthor, replyTo, voterId }` · `actions(message)`: `{ name, run }[]`.
 */
export function createMessageList({ look, actions, follow, press, onEscape }) {
  const list = h('ol', { class: 'messages' });
  const scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region' }, list);
  const older = createOlder(scroller, list);
  scroller.prepend(older.button);
  const empty = h('div', { class: 'empty' });
  const below = h('button', { type: 'button', class: 'below', hidden: true, onclick: () => toEnd(true) });
  const element = h('div', { class: 'history' }, empty, scroller, below);
  let shownChat;
  let newestId = 0;
  let newCount = 0;
  let isAtEnd = true;

  const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;

  function toEnd(smooth = false) {
    isAtEnd = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !isCalm() ? 'smooth' : 'instant' });
    showBelow();
  }

  function showBelow() {
    if (isAtEnd) newCount = 0;
    below.hidden = isAtEnd;
    below.replaceChildren(newCount > 0 ? h('span', {}, String(newCount)) : '', icon('down'));
    below.setAttribute('aria-label', newCount > 0 ? count('newBelow', newCount) : t('newBelow'));
  }

  scroller.addEventListener('scroll', () => {
    isAtEnd = distance() < NEAR_END_PX;
    showBelow();
  });
  new ResizeObserver(() => {
    if (isAtEnd) toEnd();
  }).observe(scroller);
  list.addEventListener('load', () => isAtEnd && toEnd(), true);

  function jump(id) {
    const target = list.querySelector(`[data-id="${id}"]`);
    if (target === null) {
      notice(t('errorNotThere'));
      return;
    }
    target.scrollIntoView({ block: 'center', behavior: isCalm() ? 'instant' : 'smooth' });
    target.focus({ preventScroll: true });
    target.classList.add('flash');
    target.addEventListener('animationend', () => target.classList.remove('flash'), { once: true });
  }

  scroller.addEventListener('keydown', (event) => {
    const focused = document.activeElement.closest(STOPS);
    const nodes = [...list.querySelectorAll(STOPS)];
    const at = nodes.indexOf(focused);
    if (event.key === 'ArrowUp') (nodes[at < 0 ? nodes.length - 1 : at - 1] ?? focused)?.focus();
    else if (event.key === 'ArrowDown' && focused !== null) (nodes[at + 1] ?? focused).focus();
    else if (event.key === 'Escape') onEscape?.();
    else if (event.key === 'Enter') {
      if (document.activeElement !== focused) return;
      focused.querySelector(OPENABLE)?.click();
    } else {
      const name = KEYS[event.key];
      const action = document.activeElement === focused && focused?.actions?.find((one) => one.name === name);
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      runAction(action, focused);
    }
    event.preventDefault();
  });

  /** The days between messages, which of them are an album, and which begins a new group of its author. */
  function rows(messages) {
    const result = [];
    let before;
    for (const message of messages) {
      const isNewDay = before === undefined || dayKey(before.date) !== dayKey(message.date);
      if (isNewDay) result.push({ day: message.date });
      const album = message.media_group_id;
      if (!isNewDay && album !== undefined && before.media_group_id === album) {
        const row = result.at(-1);
        row.messages.push(message);
        row.actions.push(actions(message));
        row.look.isNote ||= look(message).isNote;
      } else {
        const startsGroup =
          isNewDay ||
          serviceText(before) !== null ||
          senderOf(before).id !== senderOf(message).id ||
          message.date - before.date > GROUP_SECONDS;
        const shown = { ...look(message), startsGroup };
        result.push({ messages: [message], look: shown, actions: [actions(message)] });
      }
      before = message;
    }
    return result;
  }

  function render(row) {
    if (row.messages === undefined) return h('li', { class: 'day' }, h('span', {}, dayOf(row.day)));
    const focusedId = document.activeElement?.closest('[data-id]')?.dataset.id;
    const node = bubble(row.messages, { ...row.look, follow, press, jump }, row.actions);
    node.actions = row.actions[0];
    if (row.messages.length > 1) {
      const items = [...node.querySelectorAll('.album-item')];
      const next = items.find(({ dataset }) => dataset.id === focusedId) ?? items[0];
      node.focus = (options) => next.focus(options);
    }
    return node;
  }

  return {
    element,
    followNext() {
      isAtEnd = true;
    },
    /** `chat` names what is shown: another name is another chat. `emptyParts()` is shown instead of no messages. `listName`: as for `older`. */
    show(chat, label, messages, emptyParts, listName) {
      const isSame = chat === shownChat;
      shownChat = chat;
      scroller.setAttribute('aria-label', label);
      scroller.title = '';
      scroller.setAttribute('aria-description', t('keys'));
      if (!isSame) {
        list.replaceChildren();
        isAtEnd = true;
      } else if (!isAtEnd) {
        newCount += messages.filter((message) => message.message_id > newestId).length;
      }
      newestId = messages.at(-1)?.message_id ?? 0;
      older.around(listName, () =>
        keepList(list, rows(messages), {
          key: (row) => row.messages?.[0].message_id ?? `day ${row.day}`,
          signature: (row) =>
            JSON.stringify([
              row.day === undefined ? null : dayOf(row.day),
              row.messages,
              row.look,
              row.actions?.map((actions) => actions.map(({ name, own }) => [name, own])),
              currentLanguage(),
            ]),
          render,
        }),
      );
      const isEmpty = messages.length === 0;
      if (isEmpty) showEmpty(emptyParts);
      empty.hidden = !isEmpty;
      scroller.hidden = isEmpty;
      if (isAtEnd) toEnd();
      else showBelow();
    },
  };

  function showEmpty({ signature, parts }) {
    const signed = JSON.stringify([shownChat, signature, currentLanguage()]);
    if (empty.signature === signed) return;
    empty.signature = signed;
    empty.replaceChildren(...parts());
  }
}
