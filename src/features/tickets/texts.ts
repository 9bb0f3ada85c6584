import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    start: ['first-name'],
    restart: [],
    end: [],
    'note-origin': ['origin'],
    'note-prioritized': ['agent', 'glyph', 'level'],
    'note-closed': ['agent'],
    'note-closed-silently': ['agent'],
    'note-banned': ['agent'],
    'note-unbanned': ['agent'],
    'refused-closed-already': [],
    'refused-banned-already': [],
    'help-priority': [],
    'command-close': ['command'],
    'command-close-silently': ['command'],
    'command-ban': ['command'],
    'command-priority': ['command'],
    'menu-p': [],
    'menu-close': [],
    'menu-close-silently': [],
    'menu-ban': [],
    'level-1': [],
    'level-2': [],
    'level-3': [],
    'level-4': [],
    'level-5': [],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
