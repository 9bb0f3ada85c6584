import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    terms: ['collect', 'days'],
    'client-help': [],
    'help-agent': [],
    'command-help': ['command'],
    'command-terms': ['command'],
    'command-note': [],
    'menu-help': [],
    'menu-terms': [],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
