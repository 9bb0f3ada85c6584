import { h, icon } from '../page/element.ts';
import { count, t } from '../page/language.ts';

export const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const NEAR_END_PX = 48;

type EndOfList = {
  /** The button that leads to the end and counts new messages. */
  button: HTMLButtonElement;
  /** Scrolls to the end at the next `keep()`. */
  follow(): void;
  /** Keeps a reader at the end there; adds `arrived` messages to the count of any other reader. */
  keep(arrived: number): void;
};

/** Keeps a chat at its end while the reader is there. */
export function createEndOfList(scroller: HTMLElement, list: HTMLElement): EndOfList {
  let isAtEnd = true;
  let newCount = 0;
  const button = h('button', { type: 'button', class: 'below', hidden: true, onclick: () => toEnd(true) });

  function toEnd(smooth: boolean): void {
    isAtEnd = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !isCalm() ? 'smooth' : 'instant' });
    draw();
  }

  function draw(): void {
    if (isAtEnd) newCount = 0;
    button.hidden = isAtEnd;
    button.replaceChildren(newCount > 0 ? h('span', {}, String(newCount)) : '', icon('down'));
    button.setAttribute('aria-label', newCount > 0 ? count('newBelow', newCount) : t('newBelow'));
  }

  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    draw();
  });
  new ResizeObserver(() => {
    if (isAtEnd) toEnd(false);
  }).observe(scroller);
  list.addEventListener('load', () => isAtEnd && toEnd(false), true);

  return {
    button,
    follow() {
      isAtEnd = true;
    },
    keep(arrived) {
      newCount += arrived;
      if (isAtEnd) toEnd(false);
      else draw();
    },
  };
}
