import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { choose } from '../store.js';
import { createStory, reached } from './story.js';

/** For reading: some time at least, and more for a longer text. */
const READING_MS = 4500;
const READING_MS_PER_LETTER = 42;

/**
 * Plays the product's story by itself; people may pause it, step ahead or leave at any moment. `openSide` shows the
 * rail where it is hidden, `openLab(name)` one of the panels behind the scenes.
 */
export function createTour(button, { openSide, openLab }) {
  let running = null;
  button.addEventListener('click', () => {
    if (running === null) void play();
    else running.abort();
  });

  async function play() {
    const stop = new AbortController();
    running = stop;
    button.setAttribute('aria-pressed', 'true');
    openSide();
    const story = createStory();
    const card = createCard(story.length, () => stop.abort());
    document.body.append(card.element);
    card.element.showPopover();
    try {
      for (const [index, step] of story.entries()) {
        if (stop.signal.aborted) break;
        if (step.lab !== undefined) openLab(step.lab);
        if (step.view !== undefined) choose({ view: step.view });
        spotlight(step.look);
        const letters = card.show(step, index);
        const reading = card.wait(READING_MS + letters * READING_MS_PER_LETTER, stop.signal);
        await step.run();
        if (!(await reached(() => stop.signal.aborted || step.until()))) {
          notice(t('tourFailed'));
          break;
        }
        await reading;
      }
    } finally {
      spotlight(null);
      card.element.remove();
      button.setAttribute('aria-pressed', 'false');
      running = null;
      button.focus({ preventScroll: true });
    }
  }
}

function spotlight(selector) {
  for (const element of document.querySelectorAll('.spotlight')) element.classList.remove('spotlight');
  if (selector !== null) document.querySelector(selector)?.classList.add('spotlight');
}

function createCard(total, leave) {
  const title = h('h2', { id: 'tour-title' });
  const words = h('p', {});
  const count = h('span', { class: 'tour-count' });
  const bar = h('span', {});
  let isPaused = false;
  let skip = () => {};
  const pause = h('button', { type: 'button', class: 'round', onclick: () => setPaused(!isPaused) });
  const next = h('button', { type: 'button', class: 'button', onclick: () => skip() });
  const close = h(
    'button',
    { type: 'button', class: 'round', 'aria-label': t('tourEnd'), title: t('tourEnd'), onclick: leave },
    icon('close'),
  );
  const element = h(
    'section',
    { class: 'tour-card', popover: 'manual', role: 'region', 'aria-label': t('tourTitle') },
    h('div', { class: 'tour-bar', 'aria-hidden': 'true' }, bar),
    h('div', { class: 'tour-head' }, count, pause, close),
    h('div', { 'aria-live': 'polite' }, title, words),
    h('div', { class: 'dialog-buttons' }, next),
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
  });

  function setPaused(paused) {
    isPaused = paused;
    const name = t(paused ? 'tourGo' : 'tourPause');
    pause.replaceChildren(icon(paused ? 'play' : 'pause'));
    pause.setAttribute('aria-label', name);
    pause.title = name;
  }
  setPaused(false);

  return {
    element,
    /** How long the text is. */
    show(step, index) {
      const params = step.params?.() ?? {};
      title.textContent = t(`tour${step.name}Title`);
      words.textContent = t(`tour${step.name}`, params);
      next.textContent = t(index + 1 < total ? 'tourNext' : 'tourDone');
      // The newest call stands at the top of its panel, the newest message at the foot of its chat.
      element.classList.toggle('at-foot', step.view === 'calls');
      count.textContent = t('tourStep', { number: index + 1, total });
      bar.style.width = `${((index + 1) / total) * 100}%`;
      return words.textContent.length;
    },
    /** Resolves when that much time has passed without a pause, or somebody steps ahead or leaves. */
    wait(ms, signal) {
      return new Promise((resolve) => {
        let left = ms;
        const tick = 100;
        const timer = setInterval(() => {
          if (!isPaused) left -= tick;
          if (left <= 0 || signal.aborted) done();
        }, tick);
        const done = () => {
          clearInterval(timer);
          resolve();
        };
        skip = () => {
          setPaused(false);
          done();
        };
      });
    },
  };
}
