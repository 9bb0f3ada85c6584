import { ASSUMPTION_TEXTS } from '../texts/assumptions.ts';
import { BOARD_TEXTS } from '../texts/boards.ts';
import { BUTTON_TEXTS } from '../texts/buttons.ts';
import { COMPOSE_TEXTS } from '../texts/compose.ts';
import { ERROR_TEXTS } from '../texts/errors.ts';
import { INVITE_TEXTS } from '../texts/invites.ts';
import { LAB_TEXTS } from '../texts/lab.ts';
import { MEDIA_TEXTS } from '../texts/media.ts';
import { PAGE_TEXTS } from '../texts/page.ts';
import { TOUR_TEXTS } from '../texts/tour.ts';

type Language = 'pt' | 'en';

const PT = {
  ...PAGE_TEXTS.pt,
  ...ASSUMPTION_TEXTS.pt,
  ...BOARD_TEXTS.pt,
  ...BUTTON_TEXTS.pt,
  ...COMPOSE_TEXTS.pt,
  ...MEDIA_TEXTS.pt,
  ...INVITE_TEXTS.pt,
  ...LAB_TEXTS.pt,
  ...ERROR_TEXTS.pt,
  ...TOUR_TEXTS.pt,
};

/** Names of all texts. A name without a text does not compile. */
export type TextKey = keyof typeof PT;

/** Names of the texts that exist for one and for many. */
type CountKey = TextKey extends infer Key ? (Key extends `${infer Name}One` ? Name : never) : never;

const EN: Record<TextKey, string> = {
  ...PAGE_TEXTS.en,
  ...ASSUMPTION_TEXTS.en,
  ...BOARD_TEXTS.en,
  ...BUTTON_TEXTS.en,
  ...COMPOSE_TEXTS.en,
  ...MEDIA_TEXTS.en,
  ...INVITE_TEXTS.en,
  ...LAB_TEXTS.en,
  ...ERROR_TEXTS.en,
  ...TOUR_TEXTS.en,
};

const TEXTS: Record<Language, Record<TextKey, string>> = { pt: PT, en: EN };

const KEPT = 'balcao-language';
const kept = localStorage.getItem(KEPT);
let language: Language =
  kept === 'en' || kept === 'pt' ? kept : navigator.language.startsWith('pt') ? 'pt' : 'en';

export const currentLanguage = (): Language => language;
export const locale = (): string => (language === 'pt' ? 'pt-BR' : 'en');

/** Values by name, or by position. */
export type TextParams = Readonly<Record<string | number, unknown>> | readonly unknown[];

export function t(key: TextKey, params: TextParams = {}): string {
  const values = new Map(Object.entries(params));
  return TEXTS[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values.get(name)));
}

/** The text for one or for many, by the number. */
export function count(key: CountKey, number: number): string {
  return t(`${key}${number === 1 ? 'One' : 'Many'}` as TextKey, { number });
}

const isText = (key: string | undefined): key is TextKey => key !== undefined && key in PT;

function textOf(key: string | undefined): string {
  if (!isText(key)) throw new Error(`No text "${key}". Add it to a file in texts/.`);
  return t(key);
}

/** Fills the page's own elements: `data-text` the content, `data-label` and `data-tip` the accessible name. */
export function applyTexts(root: ParentNode = document): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = textOf(element.dataset['text']);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    element.setAttribute('aria-label', textOf(element.dataset['label']));
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-tip]')) {
    element.title = textOf(element.dataset['tip']);
    element.setAttribute('aria-label', element.title);
  }
}

export function switchLanguage(): void {
  language = language === 'pt' ? 'en' : 'pt';
  localStorage.setItem(KEPT, language);
}
