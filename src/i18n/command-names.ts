import type { Locale } from '../../machines/locales.ts';

export const languages = ['pt', 'en', 'es'] as const;

type Language = (typeof languages)[number];

/** Names of a command, in lower case and without accents. The first name of a language is shown in menus and help. */
export type CommandNames = Readonly<Record<Language, readonly [string, ...string[]]>>;

export const languageOf = (locale: Locale): Language =>
  languages.find((language) => locale.startsWith(language)) ?? 'pt';

/** `Versões` → `versoes`. */
export const plainName = (typed: string): string =>
  typed.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** All names of a command, each once: every name works in every language. */
export const allNames = (names: CommandNames): string[] => [
  ...new Set(languages.flatMap((language) => names[language])),
];
