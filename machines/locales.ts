/** Languages of the texts that people read. The first is the default, and stands in for a missing text. */
export const locales = ['pt-BR', 'en', 'es'] as const;

export type Locale = (typeof locales)[number];

export const isLocale = (word: unknown): word is Locale => locales.some((locale) => locale === word);
