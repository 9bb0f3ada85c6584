import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'note-moved': ['agent', 'board'],
    'told-moved': ['agent', 'ticket', 'board'],
    'told-moved-back': ['ticket', 'board'],
    'told-moved-last': [],
    'refused-moved': ['board'],
    'refused-here': ['board'],
    'help-move': ['command', 'boards'],
    'help-move-one-board': [],
    'command-move': ['command'],
    'menu-move': [],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
