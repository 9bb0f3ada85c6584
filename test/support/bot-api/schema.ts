/** The shape of a value of the Bot API. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  /** The bytes of a file, or a reference. */
  | 'upload'
  | 'anything'
  | { is: string | number | boolean }
  | { list: Shape }
  | { either: Shape[] }
  /** A name ending in `?` may be absent. */
  | { fields: Record<string, Shape> }
  /** The name of a type. */
  | { type: string };

export type Schema = {
  types: Record<string, Shape>;
  methods: Record<string, { takes: Shape; gives: Shape }>;
};
