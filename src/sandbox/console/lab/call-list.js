import { h } from '../page/element.js';
import { keepList } from '../page/keep-list.js';
import { currentLanguage, t } from '../page/language.js';
import { secondOf } from '../page/time.js';
import { nameOf, store, userOf } from '../store.js';

/** The bot's last calls, newest first. `getUpdates` is left out: it never ends. */
export function createCallList() {
  const list = h('ol', { class: 'call-list' });
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'data-label': 'callsTitle' },
    list,
  );
  const empty = h('p', { class: 'calls-empty', 'data-text': 'callsEmpty' });
  const numbers = new WeakMap();
  let last = 0;
  const numberOf = (call) => {
    if (!numbers.has(call)) numbers.set(call, (last += 1));
    return numbers.get(call);
  };

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

function placeOf(chat) {
  const { state } = store;
  if (chat === null || chat === undefined) return '';
  if (Number(chat) === state.channelId) return t('chatChannel');
  if (Number(chat) === state.groupId) return t('chatGroup');
  const user = userOf(state, Number(chat));
  return user === undefined ? String(chat) : nameOf(user);
}

const render = ({ at, method, chat, ok, error, ms, params }) =>
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

/** One parameter a line, where they were not cut. */
function readable(params) {
  try {
    const entries = Object.entries(JSON.parse(params));
    return entries
      .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join('\n');
  } catch {
    return params;
  }
}
