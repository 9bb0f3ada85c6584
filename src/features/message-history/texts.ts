import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'refused-file-gone': [],
    'versions-earlier': [],
    'versions-none': [],
    'versions-other-file': [],
    'help-versions': [],
    'command-versions': ['command'],
    'menu-versions': [],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
