import type { ShownCall } from '../../control/state.ts';
import { h } from '../page/element.ts';
import { keepList } from '../page/keep-list.ts';
import { currentLanguage, t } from '../page/language.ts';
import { secondOf } from '../page/time.ts';
import { titleOf } from '../boards.ts';
import { nameOf, userOf } from '../people.ts';
import { loaded, store } from '../store.ts';

/** The bot's last calls, newest first. `getUpdates` is left out, because polling never ends. */
export function createCallList(): { elements: HTMLElement[]; show(): void } {
  const list = h('ol', { class: 'call-list' });
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'data-label': 'callsTitle' },
    list,
  );
  const empty = h('p', { class: 'calls-empty', 'data-text': 'callsEmpty' });
  const numbers = new WeakMap<ShownCall, number>();
  let last = 0;
  function numberOf(call: ShownCall): number {
    const known = numbers.get(call) ?? (last += 1);
    numbers.set(call, known);
    return known;
  }

  return {
    elements: [empty, scroller],
    show() {
      for (const call of store.calls.toReversed()) numberOf(call);
      keepList(list, store.calls, {
        key: numberOf,
        signature: (call) => JSON.stringify([placeOf(call.chat), currentLanguage()]),
        render,
      });
      empty.hidden = store.calls.length > 0;
      scroller.hidden = store.calls.length === 0;
    },
  };
}

function placeOf(chat: number | null): string {
  const state = loaded();
  if (chat === null) return '';
  const board = state.boards.find(({ channelId, groupId }) => chat === channelId || chat === groupId);
  if (board !== undefined) {
    const name = t(chat === board.channelId ? 'chatChannel' : 'chatGroup');
    return state.boards.length === 1 ? name : `${name} ${titleOf(board)}`;
  }
  const user = userOf(state, chat);
  return user === undefined ? String(chat) : nameOf(user);
}

const render = ({ at, method, chat, ok, error, ms, params }: ShownCall): HTMLElement =>
  h(
    'li',
    { class: ok ? 'call' : 'call failed' },
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('span', { class: 'call-dot' }, h('span', { class: 'hidden' }, ok ? t('callOk') : t('callFailed'))),
        h('code', {}, method),
        h('span', { class: 'call-place' }, placeOf(chat)),
        h('span', { class: 'call-time' }, `${secondOf(at)} · ${t('callMs', { ms: Math.round(ms) })}`),
        ok ? null : h('span', { class: 'call-error' }, `${error?.error_code} ${error?.description}`),
      ),
      h('pre', { class: 'call-params' }, readable(params)),
    ),
  );

/** Writes each parameter on a line. Cut parameters stay as they are. */
function readable(params: string): string {
  try {
    const entries = Object.entries<unknown>(JSON.parse(params) as Record<string, unknown>);
    return entries
      .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join('\n');
  } catch {
    return params;
  }
}
