import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import type { Step } from './story.ts';

const TICK_MS = 100;

type TourCard = {
  element: HTMLElement;
  /** Returns the number of letters to read. */
  show(step: Step, index: number): number;
  /** Resolves after `ms` without a pause, or when the person steps ahead or leaves. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

/** The card that tells the story, with its buttons. */
export function createCard(total: number, leave: () => void): TourCard {
  const title = h('h2', { id: 'tour-title' });
  const words = h('p', {});
  const count = h('span', { class: 'tour-count' });
  const bar = h('span', {});
  const waiting = createWaiting();
  const next = h('button', { type: 'button', class: 'button', onclick: () => waiting.skip() });
  const close = h(
    'button',
    { type: 'button', class: 'round', 'aria-label': t('tourEnd'), title: t('tourEnd'), onclick: leave },
    icon('close'),
  );
  const element = h(
    'section',
    { class: 'tour-card', popover: 'manual', role: 'region', 'aria-label': t('tourTitle') },
    h('div', { class: 'tour-bar', 'aria-hidden': 'true' }, bar),
    h('div', { class: 'tour-head' }, count, waiting.button, close),
    h('div', { 'aria-live': 'polite' }, title, words),
    h('div', { class: 'dialog-buttons' }, next),
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
  });

  return {
    element,
    show(step, index) {
      title.textContent = t(`tour${step.name}Title`);
      words.textContent = t(`tour${step.name}`, step.params?.() ?? {});
      next.textContent = t(index + 1 < total ? 'tourNext' : 'tourDone');
      // The newest call stands at the top of its panel, the newest message at the foot of its chat.
      element.classList.toggle('at-foot', step.view === 'calls');
      count.textContent = t('tourStep', { number: index + 1, total });
      bar.style.width = `${((index + 1) / total) * 100}%`;
      return words.textContent.length;
    },
    wait: waiting.wait,
  };
}

/** The time of a step, with the button that pauses it. */
function createWaiting(): { button: HTMLElement; skip(): void; wait: TourCard['wait'] } {
  let isPaused = false;
  let end = (): void => undefined;
  const button = h('button', { type: 'button', class: 'round', onclick: () => setPaused(!isPaused) });

  function setPaused(paused: boolean): void {
    isPaused = paused;
    button.replaceChildren(icon(paused ? 'play' : 'pause'));
    button.title = t(paused ? 'tourGo' : 'tourPause');
    button.setAttribute('aria-label', button.title);
  }
  setPaused(false);

  return {
    button,
    skip() {
      setPaused(false);
      end();
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        let left = ms;
        const timer = setInterval(() => {
          if (!isPaused) left -= TICK_MS;
          if (left <= 0 || signal.aborted) end();
        }, TICK_MS);
        end = () => {
          clearInterval(timer);
          resolve();
        };
      }),
  };
}
