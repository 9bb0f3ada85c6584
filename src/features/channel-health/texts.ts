import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'report-gap': ['from', 'to'],
    'health-channel-rights': [],
    'health-group-rights': [],
    'health-unlinked': [],
    'health-other-group': [],
    'health-threads-fail': [],
    'health-channel-refused': [],
    'health-group-refused': [],
    'health-repaired': [],
    'health-group-moved': ['group'],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
