import { h } from '../page/element.js';
import { count, t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { selectOptions } from '../page/select-options.js';
import { act, breakIt } from '../server.js';
import { store } from '../store.js';
import { section } from './section.js';
import { createSwitch } from './switch.js';

/** What happens to the next calls. */
const NEXT = [
  {
    key: 'faultFlood',
    fault: {
      error_code: 429,
      description: 'Too Many Requests: retry after 5',
      parameters: { retry_after: 5 },
    },
  },
  { key: 'faultServer', fault: { error_code: 502, description: 'Bad Gateway' } },
  { key: 'faultSlow', fault: { delayMs: 5000 } },
  { key: 'faultDropBefore', fault: 'drop-before' },
  { key: 'faultDropAfter', fault: 'drop-after' },
  {
    key: 'faultAlbum',
    method: 'sendMediaGroup',
    fault: { failsAt: 2, reason: 'Bad Request: wrong file identifier/HTTP URL specified' },
  },
];

/** What happens at once. */
const ONCE = [
  { key: 'faultRestart', run: () => breakIt('restart') },
  { key: 'faultRedeliver', run: () => breakIt('redeliverLast') },
  { key: 'faultSpurious', run: spuriousEdit },
];

const COPIES = [
  ['come', 'copiesCome'],
  ['withheld', 'copiesWithheld'],
  ['lost', 'copiesLost'],
];

/** What Telegram and the network do to a bot, on demand. */
export function createFaultsPanel() {
  const where = h('select', { 'data-label': 'faultWhere' });
  const times = h('select', { 'data-label': 'faultTimes' });
  selectOptions(
    times,
    [1, 3, 10].map((n) => ({ value: String(n), text: `${n}×` })),
    '1',
  );
  const copies = h('select', {
    'data-label': 'faultCopies',
    onchange: () => void setCopies(copies.value),
  });
  const left = h('p', { class: 'faults-left', role: 'status' });
  const mend = h('button', { type: 'button', class: 'chip', 'data-text': 'faultMend', onclick: mendAll });

  const chatOf = () => {
    const { channelId, groupId } = store.state;
    return { channel: channelId, group: groupId, client: store.choice.clientId }[where.value];
  };
  const next = ({ fault, method }) => {
    const chatId = chatOf();
    const place = chatId === undefined || chatId === null ? {} : { chatId };
    void breakIt('next', { fault, method, times: Number(times.value), sparesPolling: true, ...place });
  };
  const place = createBotPlace();
  const updates = createWithheld();

  const element = h(
    'div',
    { class: 'lab-panel lab-scroll' },
    h('div', { class: 'faults-state' }, left, mend),
    section(
      'faultCalls',
      h('div', { class: 'lab-row' }, where, times),
      h('div', { class: 'lab-grid' }, ...NEXT.map((one) => faultButton(one.key, () => next(one)))),
    ),
    section(
      'faultOnce',
      h('div', { class: 'lab-grid' }, ...ONCE.map(({ key, run }) => faultButton(key, run))),
    ),
    section('faultCopies', copies),
    section('faultUpdates', ...updates.elements),
    section('faultBot', ...place.elements),
  );

  return {
    element,
    show() {
      const { faults, copies: how, withheldUpdates } = store.state;
      selectOptions(
        where,
        [
          { value: 'any', text: t('faultAnywhere') },
          { value: 'channel', text: t('faultChannel') },
          { value: 'group', text: t('faultGroup') },
          { value: 'client', text: t('faultClient') },
        ],
        where.value || 'any',
      );
      selectOptions(
        copies,
        COPIES.map(([value, key]) => ({ value, text: t(key) })),
        how,
      );
      const number = faults.reduce((sum, rule) => sum + rule.left, 0);
      const troubles = [
        number > 0 && count('faultActive', number),
        how !== 'come' && `${t('faultCopies')}: ${t(how === 'lost' ? 'copiesLost' : 'copiesWithheld')}`,
        withheldUpdates.length > 0 && t('faultWithheld'),
        !isInPlace() && t('faultPlace'),
      ].filter(Boolean);
      const isCalm = troubles.length === 0;
      left.textContent = isCalm ? t('faultNone') : troubles.join(' · ');
      left.parentElement.classList.toggle('stormy', !isCalm);
      mend.hidden = isCalm;
      place.show();
      updates.show();
    },
  };
}

function faultButton(key, run) {
  return h(
    'button',
    { type: 'button', class: 'fault-button', onclick: () => void run() },
    h('b', { 'data-text': key }),
    h('small', { 'data-text': `${key}Hint` }),
  );
}

const isInPlace = () => {
  const { botRoles, isLinked } = store.state;
  return isLinked && Object.values(botRoles).every((role) => role === 'administrator');
};

async function setCopies(how) {
  await breakIt('loseCopies', { lost: how === 'lost' });
  await breakIt('withholdCopies', { withheld: how === 'withheld' });
}

async function mendAll() {
  await breakIt('clear');
  await setCopies('come');
  for (const chatId of store.state.withheldUpdates) {
    await breakIt('withholdUpdates', { chatId, withheld: false });
  }
  if (isInPlace()) return;
  const { channelId, groupId, isLinked } = store.state;
  for (const chatId of [channelId, groupId]) await act('setBotRights', { chatId, rights: {} });
  if (!isLinked) await act('linkGroup', { channelId, groupId });
}

async function spuriousEdit() {
  const { state, choice } = store;
  const own = (state.chats[choice.clientId] ?? []).findLast(({ from }) => from?.id === choice.clientId);
  if (own === undefined) notice(t('faultNothing'));
  else await breakIt('spuriousEdit', { chatId: choice.clientId, messageId: own.message_id });
}

/** The updates of a chat wait while those of the others pass. */
function createWithheld() {
  const places = [
    ['updatesClient', () => store.choice.clientId],
    ['updatesGroup', () => store.state.groupId],
    ['updatesChannel', () => store.state.channelId],
  ].map(([key, chatOf]) => {
    const toggle = createSwitch(
      key,
      async (withheld) => (await breakIt('withholdUpdates', { chatId: chatOf(), withheld })).ok,
    );
    return { toggle, chatOf };
  });
  return {
    elements: places.map(({ toggle }) => toggle.element),
    show() {
      for (const { toggle, chatOf } of places) toggle.show(store.state.withheldUpdates.includes(chatOf()));
    },
  };
}

/** Whether the bot may do its work, and whether the group still belongs to the channel. */
function createBotPlace() {
  const setAdmin = async (chatId, isOn) =>
    (await act('setBotRights', { chatId, rights: isOn ? {} : 'none' })).ok;
  const inChannel = createSwitch('botChannel', (isOn) => setAdmin(store.state.channelId, isOn));
  const inGroup = createSwitch('botGroup', (isOn) => setAdmin(store.state.groupId, isOn));
  const linked = createSwitch('botLinked', async (isOn) => {
    const { channelId, groupId } = store.state;
    return (await act('linkGroup', { channelId, groupId: isOn ? groupId : null })).ok;
  });
  return {
    elements: [inChannel, inGroup, linked].map(({ element }) => element),
    show() {
      const { botRoles, isLinked } = store.state;
      inChannel.show(botRoles.channel === 'administrator');
      inGroup.show(botRoles.group === 'administrator');
      linked.show(isLinked);
    },
  };
}
