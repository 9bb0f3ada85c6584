/** The first is the default, and stands in for a text another catalogue lacks. */
export const locales = ['pt-BR', 'en', 'es'] as const;

export type Locale = (typeof locales)[number];
