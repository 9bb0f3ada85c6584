import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { GLYPHS } from './level.js';

const LEVEL_HINTS = GLYPHS.map((glyph, index) => ({
  shown: `${glyph} /p ${index + 1}`,
  text: `/p ${index + 1}`,
  tip: () => t('hintLevel', { level: index + 1, text: t(`level${index + 1}`) }),
}));

const HINTS = [
  { shown: '#', word: 'hintNoteWord', text: '# ', isPrefix: true, tip: () => t('hintNote') },
  ...LEVEL_HINTS,
  { shown: '/fim', text: '/fim', tip: () => t('hintEnd') },
  { shown: '/fs', text: '/fs', tip: () => t('hintSilent') },
  { shown: '/ban', text: '/ban', tip: () => t('hintBan') },
  { shown: '/ajuda', text: '/ajuda', tip: () => t('hintHelp') },
];

/** What can be typed in a thread. A click writes it; Enter sends it. */
export function createHintChips(composer) {
  const chips = HINTS.map((hint) =>
    h('button', {
      type: 'button',
      class: hint.isPrefix ? 'chip note-chip' : 'chip',
      onclick: () => composer.insert(hint.text, hint.isPrefix),
    }),
  );
  const element = h('div', { class: 'hints', role: 'group', 'data-label': 'hints' }, ...chips);
  return {
    element,
    redraw() {
      for (const [index, chip] of chips.entries()) {
        const { shown, word, tip } = HINTS[index];
        chip.textContent = word === undefined ? shown : `${shown} ${t(word)}`;
        chip.title = tip();
        chip.setAttribute('aria-label', `${chip.textContent} – ${tip()}`);
      }
    },
  };
}
