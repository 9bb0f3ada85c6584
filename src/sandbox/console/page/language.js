import { COMPOSE_TEXTS } from '../texts/compose.js';
import { ERROR_TEXTS } from '../texts/errors.js';
import { LAB_TEXTS } from '../texts/lab.js';
import { MEDIA_TEXTS } from '../texts/media.js';
import { PAGE_TEXTS } from '../texts/page.js';
import { TOUR_TEXTS } from '../texts/tour.js';

const FILES = [PAGE_TEXTS, COMPOSE_TEXTS, MEDIA_TEXTS, LAB_TEXTS, ERROR_TEXTS, TOUR_TEXTS];
const TEXTS = {
  pt: Object.assign({}, ...FILES.map(({ pt }) => pt)),
  en: Object.assign({}, ...FILES.map(({ en }) => en)),
};

const KEPT = 'balcao-language';
const kept = localStorage.getItem(KEPT);
let language = kept === 'en' || kept === 'pt' ? kept : navigator.language.startsWith('pt') ? 'pt' : 'en';

export const currentLanguage = () => language;
export const locale = () => (language === 'pt' ? 'pt-BR' : 'en');

export function t(key, params = {}) {
  const text = TEXTS[language][key];
  if (text === undefined) throw new Error(`No text "${key}" in ${language}.`);
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => String(params[name]));
}

/** `one` or `many`, by the number. */
export const count = (key, number) => t(number === 1 ? `${key}One` : `${key}Many`, { number });

/** Fills what stands in the page: `data-text` its content, `data-label` its accessible name. */
export function applyTexts(root = document) {
  for (const element of root.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
  for (const element of root.querySelectorAll('[data-tip]')) {
    element.setAttribute('aria-label', t(element.dataset.tip));
    element.title = t(element.dataset.tip);
  }
}

export function switchLanguage() {
  language = language === 'pt' ? 'en' : 'pt';
  localStorage.setItem(KEPT, language);
}
