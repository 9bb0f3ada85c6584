import type { CopyMode, Fault } from '../../control/state.ts';
import { h } from '../page/element.ts';
import { count, type TextKey, t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { selectOptions } from '../page/select-options.ts';
import { breakIt } from '../server.ts';
import { loaded, openBoard, store } from '../store.ts';
import { createBotPlace, isInPlace, mendPlace } from './bot-place.ts';
import { section } from './section.ts';
import { createWithheld } from './withheld.ts';

type NextFault = { key: TextKey; hint: TextKey; fault: Fault; method?: string };

/** Faults of the next calls. */
const NEXT: readonly NextFault[] = [
  {
    key: 'faultRateLimit',
    hint: 'faultRateLimitHint',
    fault: {
      error_code: 429,
      description: 'Too Many Requests: retry after 5',
      parameters: { retry_after: 5 },
    },
  },
  { key: 'faultServer', hint: 'faultServerHint', fault: { error_code: 502, description: 'Bad Gateway' } },
  { key: 'faultSlow', hint: 'faultSlowHint', fault: { delayMs: 5000 } },
  { key: 'faultDropBefore', hint: 'faultDropBeforeHint', fault: 'drop-before' },
  { key: 'faultDropAfter', hint: 'faultDropAfterHint', fault: 'drop-after' },
  {
    key: 'faultAlbum',
    hint: 'faultAlbumHint',
    method: 'sendMediaGroup',
    fault: { failsAt: 2, reason: 'Bad Request: wrong file identifier/HTTP URL specified' },
  },
];

/** Faults that happen at once. */
const ONCE: readonly { key: TextKey; hint: TextKey; run(): unknown }[] = [
  { key: 'faultRestart', hint: 'faultRestartHint', run: () => breakIt('restart') },
  { key: 'faultRedeliver', hint: 'faultRedeliverHint', run: () => breakIt('redeliverLast') },
  { key: 'faultSpurious', hint: 'faultSpuriousHint', run: spuriousEdit },
];

const COPIES: readonly [CopyMode, TextKey][] = [
  ['come', 'copiesCome'],
  ['withheld', 'copiesWithheld'],
  ['lost', 'copiesLost'],
];

type Part = { elements: HTMLElement[]; show(): void };

/** Faults of Telegram and of the network, on demand. */
export function createFaultsPanel(): { element: HTMLElement; show(): void } {
  const state = createTroubles();
  const next = createNextFaults();
  const copies = createCopies();
  const place = createBotPlace();
  const updates = createWithheld();
  const once = ONCE.map(({ key, hint, run }) => faultButton(key, hint, run));
  const element = h(
    'div',
    { class: 'lab-panel lab-scroll' },
    ...state.elements,
    section('faultCalls', ...next.elements),
    section('faultOnce', h('div', { class: 'lab-grid' }, ...once)),
    section('faultCopies', ...copies.elements),
    section('faultUpdates', ...updates.elements),
    section('faultBot', ...place.elements),
  );
  return {
    element,
    show() {
      for (const part of [state, next, copies, place, updates]) part.show();
    },
  };
}

function createTroubles(): Part {
  const left = h('p', { class: 'faults-left', role: 'status' });
  const mend = h('button', {
    type: 'button',
    class: 'chip',
    'data-text': 'faultMend',
    onclick: () => void mendAll(),
  });
  const element = h('div', { class: 'faults-state' }, left, mend);
  return {
    elements: [element],
    show() {
      const troubles = troublesNow();
      const isCalm = troubles.length === 0;
      left.textContent = isCalm ? t('faultNone') : troubles.join(' · ');
      element.classList.toggle('stormy', !isCalm);
      mend.hidden = isCalm;
    },
  };
}

function troublesNow(): string[] {
  const { faults, copies, withheldUpdates } = loaded();
  const number = faults.reduce((sum, rule) => sum + rule.left, 0);
  const troubles = [
    number > 0 ? count('faultActive', number) : null,
    copies === 'come'
      ? null
      : `${t('faultCopies')}: ${t(copies === 'lost' ? 'copiesLost' : 'copiesWithheld')}`,
    withheldUpdates.length > 0 ? t('faultWithheld') : null,
    isInPlace() ? null : t('faultPlace'),
  ];
  return troubles.filter((trouble) => trouble !== null);
}

function createNextFaults(): Part {
  const where = h('select', { 'data-label': 'faultWhere' });
  const times = h('select', { 'data-label': 'faultTimes' });
  selectOptions(
    times,
    [1, 3, 10].map((n) => ({ value: String(n), text: `${n}×` })),
    '1',
  );
  const next = ({ fault, method }: NextFault): void => {
    const chatId = chatNamed(where.value);
    const place = chatId === null ? {} : { chatId };
    void breakIt('next', { fault, method, times: Number(times.value), sparesPolling: true, ...place });
  };
  const buttons = NEXT.map((one) => faultButton(one.key, one.hint, () => next(one)));
  return {
    elements: [h('div', { class: 'lab-row' }, where, times), h('div', { class: 'lab-grid' }, ...buttons)],
    show: () =>
      selectOptions(
        where,
        [
          { value: 'any', text: t('faultAnywhere') },
          { value: 'channel', text: t('faultChannel') },
          { value: 'group', text: t('faultGroup') },
          { value: 'client', text: t('faultClient') },
        ],
        where.value || 'any',
      ),
  };
}

/** Null: any chat. */
function chatNamed(name: string): number | null {
  const { channelId, groupId } = openBoard();
  if (name === 'channel') return channelId;
  if (name === 'group') return groupId;
  return name === 'client' ? store.choice.clientId : null;
}

function createCopies(): Part {
  const select: HTMLSelectElement = h('select', {
    'data-label': 'faultCopies',
    onchange: () => void setCopies(select.value),
  });
  const options = (): { value: string; text: string }[] =>
    COPIES.map(([value, key]) => ({ value, text: t(key) }));
  return { elements: [select], show: () => selectOptions(select, options(), loaded().copies) };
}

function faultButton(key: TextKey, hint: TextKey, run: () => unknown): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'fault-button', onclick: () => void run() },
    h('b', { 'data-text': key }),
    h('small', { 'data-text': hint }),
  );
}

async function setCopies(how: string): Promise<void> {
  await breakIt('loseCopies', { lost: how === 'lost' });
  await breakIt('withholdCopies', { withheld: how === 'withheld' });
}

async function mendAll(): Promise<void> {
  await breakIt('clear');
  await setCopies('come');
  for (const chatId of loaded().withheldUpdates) {
    await breakIt('withholdUpdates', { chatId, withheld: false });
  }
  await mendPlace();
}

async function spuriousEdit(): Promise<void> {
  const { clientId } = store.choice;
  const own = loaded().chats[clientId ?? 0]?.findLast(({ from }) => from?.id === clientId);
  if (own === undefined) notice(t('faultNothing'));
  else await breakIt('spuriousEdit', { chatId: clientId, messageId: own.message_id });
}
