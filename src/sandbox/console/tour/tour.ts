import type { LabPanel } from '../lab/lab-pane.ts';
import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { choose } from '../store.ts';
import { createCard } from './card.ts';
import { createStory, reached } from './story.ts';

/** The time for reading a step, and more for each letter. */
const READING_MS = 4500;
const READING_MS_PER_LETTER = 42;

type Room = {
  /** Shows the rail at the side where the rail is hidden. */
  openSide(): void;
  openLab(panel: LabPanel): void;
};

/** Plays the product's story. A person may pause, step ahead or leave at any moment. */
export function createTour(button: HTMLElement, { openSide, openLab }: Room): void {
  let running: AbortController | null = null;
  button.addEventListener('click', () => {
    if (running === null) void play();
    else running.abort();
  });

  async function play(): Promise<void> {
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

function spotlight(selector: string | null): void {
  for (const element of document.querySelectorAll('.spotlight')) element.classList.remove('spotlight');
  if (selector !== null) document.querySelector(selector)?.classList.add('spotlight');
}
