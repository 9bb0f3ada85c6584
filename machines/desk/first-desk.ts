import { type DeskSettings, readDesk } from './desk-settings.ts';
import { documentRules } from './document-rules.ts';
import { builtInTexts } from './texts.ts';

/** The documents of a desk without changes and without an environment. */
export const firstDesk: DeskSettings = readDesk(
  { version: 0, documents: [] },
  documentRules({ timeZone: 'UTC', locale: 'pt-BR', texts: builtInTexts }, () => []),
  null,
).desk;
