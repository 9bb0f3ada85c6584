import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'search-found': ['client', 'count', 'words'],
    'search-none': ['client', 'words'],
    'search-older': ['days'],
    'search-hit-client': ['when', 'words'],
    'search-hit-agent': ['when', 'words'],
    'search-hit-note': ['when', 'words'],
    'refused-search-anonymous': [],
    'help-search': ['command'],
    'command-search': ['command'],
    'menu-search': [],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
