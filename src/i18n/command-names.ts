import type { Locale } from '../../machines/locales.ts';

export const languages = ['pt', 'en', 'es'] as const;

export type Language = (typeof languages)[number];

/** Names of a command, in lower case and without accents. The first name of a language is shown in menus and help. */
export type CommandNames = Readonly<Record<Language, readonly [string, ...string[]]>>;

export const languageOf = (locale: Locale): Language =>
  languages.find((language) => locale.startsWith(language)) ?? 'pt';

/** The language of a reader's Telegram, as in the menu: a language without command names reads the desk's. */
export const readerLanguage = (spoken: string | undefined, desk: Locale): Language =>
  languages.find((language) => spoken?.split('-')[0] === language) ?? languageOf(desk);

/** A name without capitals and accents: `Versões` → `versoes`. */
export const plainName = (typed: string): string =>
  typed.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** All names of a command, each once: every name works in every language. */
export const allNames = (names: CommandNames): string[] => [
  ...new Set(languages.flatMap((language) => names[language])),
];
