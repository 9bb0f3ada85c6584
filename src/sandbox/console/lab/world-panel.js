import { addPerson } from '../client/add-person.js';
import { ask } from '../client/ask.js';
import { avatar } from '../page/avatar.js';
import { h } from '../page/element.js';
import { keepList } from '../page/keep-list.js';
import { currentLanguage, t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { selectOptions } from '../page/select-options.js';
import { secondOf } from '../page/time.js';
import { act, control } from '../server.js';
import { nameOf, nowMs, refresh, store, teamOf } from '../store.js';
import { section } from './section.js';
import { createSwitch } from './switch.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Time, limits, the team, and the state as a whole. */
export function createWorldPanel() {
  const clock = createClock();
  const limit = createSwitch(
    'limitsOn',
    async (isOn) => (await control('limit', { mode: isOn ? 'telegram' : 'off' })).ok,
  );
  const team = createTeam();
  const picker = h('input', { type: 'file', accept: '.json,application/json', hidden: true, tabindex: -1 });
  picker.addEventListener('change', () => void importState(picker));
  const chip = (key, onclick) => h('button', { type: 'button', class: 'chip', 'data-text': key, onclick });

  const element = h(
    'div',
    { class: 'lab-panel lab-scroll' },
    section('clock', ...clock.elements),
    section('limits', limit.element, h('p', { class: 'lab-hint', 'data-text': 'limitsHint' })),
    section('team', ...team.elements),
    section(
      'state',
      h('p', { class: 'lab-hint', 'data-text': 'stateHint' }),
      h(
        'div',
        { class: 'lab-row' },
        h('a', {
          class: 'chip',
          href: '/console/export',
          download: 'balcao-sandbox.json',
          'data-text': 'stateExport',
        }),
        chip('stateImport', () => picker.click()),
        chip('stateReset', () => void resetState()),
        picker,
      ),
    ),
  );
  return {
    element,
    show() {
      clock.show();
      limit.show(store.state.control.limits === 'telegram');
      team.show();
    },
  };
}

function createClock() {
  const time = h('time', { class: 'clock-time' });
  const ahead = h('span', { class: 'lab-hint' });
  const steps = [
    ['advanceMinute', MINUTE_MS],
    ['advanceHour', HOUR_MS],
    ['advanceDay', DAY_MS],
  ].map(([key, ms]) =>
    h('button', {
      type: 'button',
      class: 'chip',
      'data-text': key,
      onclick: () => void control('advance', { ms }),
    }),
  );
  const row = h('div', { class: 'lab-row' }, ...steps);
  const draw = () => {
    time.textContent = secondOf(nowMs());
  };
  setInterval(() => {
    if (time.checkVisibility()) draw();
  }, 1000);
  return {
    elements: [h('div', { class: 'lab-row clock' }, time, ahead), row],
    show() {
      const { aheadMs } = store.state.control;
      row.hidden = aheadMs === null;
      ahead.textContent =
        aheadMs === null
          ? t('clockFixed')
          : aheadMs === 0
            ? t('clockReal')
            : t('clockAhead', { text: lengthOf(aheadMs) });
      draw();
    },
  };
}

function lengthOf(ms) {
  const parts = [
    ['days', Math.floor(ms / DAY_MS)],
    ['hours', Math.floor((ms % DAY_MS) / HOUR_MS)],
    ['minutes', Math.floor((ms % HOUR_MS) / MINUTE_MS)],
  ];
  return parts
    .filter(([, number]) => number > 0)
    .map(([key, number]) => t(key, { number }))
    .join(' ');
}

const ROLES = [
  ['administrator', 'roleAdministrator'],
  ['member', 'roleMember'],
  ['left', 'roleLeft'],
];

function createTeam() {
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
      keepList(list, teamOf(store.state), {
        key: (user) => user.id,
        signature: (user) => JSON.stringify([nameOf(user), user.channelRole, currentLanguage()]),
        render: teamRow,
      });
    },
  };
}

function teamRow(user) {
  const name = nameOf(user);
  const isOwner = user.channelRole === 'creator';
  const select = h('select', { 'aria-label': t('roleOf', { name }) });
  select.addEventListener('change', () => void setRole(user.id, select.value));
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

async function setRole(userId, role) {
  const { channelId, groupId } = store.state;
  const done = await act('setRole', { chatId: channelId, userId, role });
  if (done.ok) await act('setRole', { chatId: groupId, userId, role: role === 'left' ? 'left' : 'member' });
}

async function addAgent() {
  const agent = await addPerson(t('teamAdd'), t('teamAddHint'));
  if (agent !== null) await setRole(agent, 'member');
}

async function resetState() {
  const values = await ask({
    title: t('stateReset').replace('…', ''),
    hint: t('stateResetHint'),
    submit: t('stateReset').replace('…', ''),
    fields: [],
  });
  if (values !== null) await control('reset');
}

async function importState(picker) {
  const [file] = picker.files;
  picker.value = '';
  if (file === undefined) return;
  let state = null;
  try {
    state = JSON.parse(await file.text());
  } catch {
    // The server says what is expected instead.
  }
  const done = await control('import', { state });
  if (!done.ok) return;
  await refresh();
  notice(t('stateImported'));
}
