import { h } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';
import { PRIORITIES } from './level.ts';

type Hint = {
  shown: string;
  word?: TextKey;
  text: string;
  isPrefix?: boolean;
  tip(): string;
};

const HINTS: readonly Hint[] = [
  { shown: '#', word: 'hintNoteWord', text: '# ', isPrefix: true, tip: () => t('hintNote') },
  ...PRIORITIES.map(({ glyph, name }, index) => ({
    shown: `${glyph} /p ${index + 1}`,
    text: `/p ${index + 1}`,
    tip: () => t('hintLevel', { level: index + 1, text: t(name) }),
  })),
  { shown: '/fim', text: '/fim', tip: () => t('hintEnd') },
  { shown: '/fs', text: '/fs', tip: () => t('hintSilent') },
  { shown: '/ban', text: '/ban', tip: () => t('hintBan') },
  { shown: '/ajuda', text: '/ajuda', tip: () => t('hintHelp') },
];

type Field = { insert(text: string, isPrefix?: boolean): void };

/** The commands of a thread. A click writes the command; Enter sends it. */
export function createHintChips(composer: Field): { element: HTMLElement; redraw(): void } {
  const chips = HINTS.map((hint) => {
    const chip = h('button', {
      type: 'button',
      class: hint.isPrefix === true ? 'chip note-chip' : 'chip',
      onclick: () => composer.insert(hint.text, hint.isPrefix),
    });
    return { hint, chip };
  });
  const element = h(
    'div',
    { class: 'hints', role: 'group', 'data-label': 'hints' },
    ...chips.map(({ chip }) => chip),
  );
  return {
    element,
    redraw() {
      for (const { chip, hint } of chips) {
        chip.textContent = hint.word === undefined ? hint.shown : `${hint.shown} ${t(hint.word)}`;
        chip.title = hint.tip();
        chip.setAttribute('aria-label', `${chip.textContent} – ${hint.tip()}`);
      }
    },
  };
}
