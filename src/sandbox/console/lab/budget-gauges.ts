import type { Budget } from '../../bot-api/limits.ts';
import { h } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';
import { loaded, nowMs, openBoard } from '../store.ts';

const GAUGES = [
  { name: 'channel', textKey: 'gaugeChannel' },
  { name: 'group', textKey: 'gaugeGroup' },
  { name: 'all', textKey: 'gaugeAll' },
] as const;

const TICK_MS = 500;

/** The used part of each sending limit at this moment. */
export function createBudgetGauges(): { element: HTMLElement; show(): void } {
  const gauges = GAUGES.map((gauge) => ({ ...gauge, ...createGauge(gauge.textKey) }));
  const element = h(
    'div',
    { class: 'gauges', role: 'group', 'data-label': 'gauges' },
    ...gauges.map(({ node }) => node),
  );
  let timer: number | undefined;

  function draw(): void {
    const budgets = budgetsNow();
    let isAnySpent = false;
    for (const { name, set } of gauges) isAnySpent = set(budgets[name]) || isAnySpent;
    if (isAnySpent) timer ??= setInterval(draw, TICK_MS);
    else {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return { element, show: draw };
}

/** The budgets of the open board and of all chats together. */
function budgetsNow(): { channel: Budget; group: Budget; all: Budget } {
  const { boards, budgets } = loaded().control;
  const { channelId } = openBoard();
  return { ...budgets, ...boards.find((board) => board.channelId === channelId)?.budgets };
}

/** `set` answers true while a part of the budget is spent. */
function createGauge(textKey: TextKey): { node: HTMLElement; set(budget: Budget): boolean } {
  const fill = h('span', { class: 'gauge-fill' });
  const bar = h('div', { class: 'gauge-bar', role: 'meter', 'aria-valuemin': 0 }, fill);
  const number = h('span', { class: 'gauge-number' });
  const node = h('div', { class: 'gauge' }, h('span', { 'data-text': textKey }), number, bar);
  return {
    node,
    set({ allowed, windowMs, spentAtMs }) {
      const times = spentAtMs.filter((atMs) => atMs > nowMs() - windowMs);
      const spent = Math.min(times.length, allowed);
      const seconds = windowMs / 1000;
      const isFull = times.length >= allowed;
      const freeInMs = isFull ? (times[times.length - allowed] ?? 0) + windowMs - nowMs() : 0;
      const value = t('gaugeValue', { spent, allowed, seconds });
      const freeInSeconds = Math.ceil(freeInMs / 1000);
      const said = isFull ? `${value}, ${t('gaugeFree', { seconds: freeInSeconds })}` : value;
      // Three gauges side by side have no room for more words.
      number.textContent = isFull && seconds > 1 ? `${freeInSeconds} s` : `${spent}/${allowed}`;
      node.title = said;
      node.classList.toggle('full', isFull);
      node.classList.toggle('busy', !isFull && spent >= allowed * 0.7);
      fill.style.width = `${(spent / allowed) * 100}%`;
      bar.setAttribute('aria-label', t(textKey));
      bar.setAttribute('aria-valuemax', String(allowed));
      bar.setAttribute('aria-valuenow', String(spent));
      bar.setAttribute('aria-valuetext', said);
      return times.length > 0;
    },
  };
}
