import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'canned-saved': ['bot', 'code'],
    'canned-changed': ['bot', 'code'],
    'canned-send-now': ['code'],
    'canned-removed': ['code'],
    'canned-remove-ask': ['code'],
    'canned-words': ['words'],
    'canned-none': [],
    'canned-list': ['count', 'bot'],
    'canned-line': ['code', 'words'],
    'canned-line-file': ['code', 'words'],
    'canned-offer': [],
    'button-canned-remove': [],
    'button-previous': [],
    'button-next': [],
    'refused-canned': ['code'],
    'refused-canned-owner': ['code'],
    'refused-canned-newer': ['code'],
    'refused-canned-unknown': ['code'],
    'refused-canned-near': ['code', 'near'],
    'refused-canned-album': [],
    'refused-canned-kind': [],
    'refused-canned-variable': ['names', 'known'],
    'refused-canned-braces': ['near'],
    'refused-canned-anonymous': [],
    'help-canned': ['command'],
    'help-canned-remove': ['command'],
    'help-canned-send': ['command'],
    'help-variable': ['command'],
    'variable-saved': ['name'],
    'refused-variable': ['name'],
    'command-canned': ['command'],
    'command-canned-list': ['command'],
    'command-canned-remove': ['command'],
    'command-canned-send': ['command'],
    'command-variable': ['command'],
    'menu-canned': [],
    'menu-canned-list': [],
    'menu-canned-send': [],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
