import { h } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';
import { secondOf } from '../page/time.ts';
import { control } from '../server.ts';
import { loaded, nowMs } from '../store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const STEPS: readonly [TextKey, number][] = [
  ['advanceMinute', MINUTE_MS],
  ['advanceHour', HOUR_MS],
  ['advanceDay', DAY_MS],
];

/** The sandbox's time, with steps ahead. */
export function createClock(): { elements: HTMLElement[]; show(): void } {
  const time = h('time', { class: 'clock-time' });
  const ahead = h('span', { class: 'lab-hint' });
  const steps = STEPS.map(([key, ms]) =>
    h('button', {
      type: 'button',
      class: 'chip',
      'data-text': key,
      onclick: () => void control('advance', { ms }),
    }),
  );
  const row = h('div', { class: 'lab-row' }, ...steps);
  const draw = (): void => {
    time.textContent = secondOf(nowMs());
  };
  setInterval(() => {
    if (time.checkVisibility()) draw();
  }, 1000);
  return {
    elements: [h('div', { class: 'lab-row clock' }, time, ahead), row],
    show() {
      const { aheadMs } = loaded().control;
      row.hidden = aheadMs === null;
      ahead.textContent = aheadText(aheadMs);
      draw();
    },
  };
}

function aheadText(aheadMs: number | null): string {
  if (aheadMs === null) return t('clockFixed');
  return aheadMs === 0 ? t('clockReal') : t('clockAhead', { text: lengthOf(aheadMs) });
}

function lengthOf(ms: number): string {
  const parts: [TextKey, number][] = [
    ['days', Math.floor(ms / DAY_MS)],
    ['hours', Math.floor((ms % DAY_MS) / HOUR_MS)],
    ['minutes', Math.floor((ms % HOUR_MS) / MINUTE_MS)],
  ];
  return parts
    .filter(([, number]) => number > 0)
    .map(([key, number]) => t(key, { number }))
    .join(' ');
}
