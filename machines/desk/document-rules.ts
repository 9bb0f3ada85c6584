import { isLocale } from '../locales.ts';
import { isBoardId, parseBoard } from './board.ts';
import { isCannedCode, isVariableId, parseCanned, parseVariable } from './canned.ts';
import { type DocumentKind, type DocumentValues, SETTINGS_ID } from './document.ts';
import { type AnyFields, type Fields, readFields, withFirst } from './fields.ts';
import { parseNamedHours } from './hours.ts';
import type { Parsed } from './problem.ts';
import { type FirstSettings, isId, settingsFields } from './settings.ts';
import { builtInTexts, type CheckTemplate, type CompanyTexts, textFields } from './texts.ts';

type DocumentRule<Value> = {
  /** The documents of the kind always exist: people neither create nor archive one. */
  readonly isFixed: boolean;
  readonly isId: (id: string) => boolean;
  /** Reads an untrusted value. Absent fields have their first values. */
  readonly parse: (value: unknown, id: string) => Parsed<Value>;
};

/** A table with a row for every kind of document. */
export type DocumentRules = { readonly [Kind in DocumentKind]: DocumentRule<DocumentValues[Kind]> };

/** Values from the environment. They hold until people change the document. Settings of features stand under their names. */
export type FirstValues = FirstSettings & {
  /** In the language `locale`. */
  readonly texts: CompanyTexts;
};

/** @param features settings of the features */
export function documentRules(
  first: FirstValues,
  checkTemplate: CheckTemplate,
  features: AnyFields = {},
): DocumentRules {
  const settings: Fields<DocumentValues['settings']> = {
    ...settingsFields(first),
    ...withFirst(features, first),
  };
  const firstTexts = (id: string) => (id === first.locale ? first.texts : builtInTexts);
  return {
    settings: {
      isFixed: true,
      isId: (id) => id === SETTINGS_ID,
      parse: (value) => readFields(settings, value),
    },
    texts: {
      isFixed: true,
      isId: isLocale,
      parse: (value, id) => readFields(textFields(checkTemplate, firstTexts(id)), value),
    },
    hours: { isFixed: false, isId, parse: parseNamedHours },
    boards: { isFixed: false, isId: isBoardId, parse: parseBoard },
    canned: { isFixed: false, isId: isCannedCode, parse: parseCanned },
    variables: { isFixed: false, isId: isVariableId, parse: parseVariable },
  };
}
