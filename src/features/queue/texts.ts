import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'queue-head': ['answered', 'waiting'],
    'queue-empty': ['answered'],
    'queue-row': ['glyph', 'name', 'number', 'wait'],
    'queue-again': [],
    'people-found': ['count', 'words'],
    'people-none': ['words'],
    'people-more': ['count'],
    'people-row': ['glyph', 'id', 'name', 'number', 'username'],
    'help-people': ['command'],
    'command-queue': ['command'],
    'command-people': ['command'],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
