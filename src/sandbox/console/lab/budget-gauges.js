import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { nowMs, store } from '../store.js';

const GAUGES = [
  { name: 'channel', textKey: 'gaugeChannel' },
  { name: 'group', textKey: 'gaugeGroup' },
  { name: 'all', textKey: 'gaugeAll' },
];

const TICK_MS = 500;

/** How much of each sending limit is used up at this moment. */
export function createBudgetGauges() {
  const gauges = GAUGES.map((gauge) => ({ ...gauge, ...createGauge(gauge.textKey) }));
  const element = h(
    'div',
    { class: 'gauges', role: 'group', 'data-label': 'gauges' },
    ...gauges.map(({ node }) => node),
  );
  let timer = null;

  function draw() {
    const { budgets } = store.state.control;
    let isAnySpent = false;
    for (const { name, set } of gauges) isAnySpent = set(budgets[name]) || isAnySpent;
    if (isAnySpent) timer ??= setInterval(draw, TICK_MS);
    else {
      clearInterval(timer);
      timer = null;
    }
  }

  return { element, show: draw };
}

function createGauge(textKey) {
  const fill = h('span', { class: 'gauge-fill' });
  const bar = h('div', { class: 'gauge-bar', role: 'meter', 'aria-valuemin': 0 }, fill);
  const number = h('span', { class: 'gauge-number' });
  const node = h('div', { class: 'gauge' }, h('span', { 'data-text': textKey }), number, bar);
  return {
    node,
    /** True while something is spent. */
    set({ allowed, windowMs, spentAtMs }) {
      const times = spentAtMs.filter((atMs) => atMs > nowMs() - windowMs);
      const spent = Math.min(times.length, allowed);
      const seconds = windowMs / 1000;
      const isFull = times.length >= allowed;
      const freeInMs = isFull ? times[times.length - allowed] + windowMs - nowMs() : 0;
      const value = t('gaugeValue', { spent, allowed, seconds });
      const freeInSeconds = Math.ceil(freeInMs / 1000);
      const said = isFull ? `${value}, ${t('gaugeFree', { seconds: freeInSeconds })}` : value;
      // One beside the other, three gauges have no room for more words.
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
