import type { Catalogue, VariablesOf } from '../../i18n/catalogue.ts';

export const texts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'alert-created': ['client'],
    'alert-resumed': ['client'],
  },
} as const satisfies Catalogue;

declare module '../../i18n/catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof texts> {}
}
