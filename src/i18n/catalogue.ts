/** The texts of one feature: each key with its variables, and the folder with one file per language. */
export type Catalogue = {
  folder: URL;
  variables: Readonly<Record<string, readonly string[]>>;
};

export type VariablesOf<C extends Catalogue> = { [K in keyof C['variables']]: C['variables'][K][number] };

/** Every text with its variables. Each catalogue adds its own texts. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface TextVariables {}

export type TextKey = keyof TextVariables;

/** A text without variables. */
export type PlainTextKey = { [K in TextKey]: [TextVariables[K]] extends [never] ? K : never }[TextKey];

/** The values of a text's variables; nothing for a text without variables. */
export type ValuesOf<K extends TextKey, Value> = [TextVariables[K]] extends [never]
  ? []
  : [values: Readonly<Record<TextVariables[K], Value>>];
