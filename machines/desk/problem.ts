/** A reason why a value is refused, and the fix. */
export type Problem = {
  /** Stable word for programs and translations: `interval-overlap`. */
  readonly name: string;
  /** Place in the value: `week.mon[1]`. Empty: the value as a whole. */
  readonly path: string;
  /** A sentence about the value at `path`. */
  readonly problem: string;
  /** An order: the change that makes the value acceptable. */
  readonly fix: string;
};

/** Either the typed value, or every problem at once. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LONGEST_SHOWN = 60;

/** The value as JSON, shortened for a message to people. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** One problem per field of the object that is not among `allowed`. */
export function unknownFields(value: JsonObject, allowed: readonly string[], path = ''): Problem[] {
  return Object.keys(value)
    .filter((field) => !allowed.includes(field))
    .map((field) => ({
      name: 'unknown-field',
      path: path === '' ? field : `${path}.${field}`,
      problem: `${shown(field)} is not a field here.`,
      fix: `Remove the field. The fields are: ${allowed.join(', ')}.`,
    }));
}
