import { isJsonObject, type Parsed, type Problem, shown, unknownFields } from './problem.ts';

/** The value of a field, or the reasons why the value is refused. */
type Reading<Value> = { readonly value: Value } | { readonly faults: readonly Fault[] };

export type Fault = Pick<Problem, 'problem' | 'fix'>;

/** One field of a document. */
export type Field<Value> = {
  /** The value until people set another. */
  readonly first: Value;
  read(value: unknown): Reading<Value>;
};

/** A table with a row for every field of `Value`. */
export type Fields<Value> = { readonly [Name in keyof Value]: Field<Value[Name]> };

/** Fields of some features, whichever they are. */
export type AnyFields = Fields<Readonly<Record<string, unknown>>>;

/** The present values of the fields of a feature. */
export type ReadSettings = <Value extends object>(fields: Fields<Value>) => Value;

/** The fields with the given first values; a field without a given value keeps its own. */
export const withFirst = (fields: AnyFields, first: Readonly<Record<string, unknown>>): AnyFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, first: first[name] ?? field.first }]),
  );

/** Reads an untrusted object. An absent field and a null have the first value. An unknown field is refused. */
export function readFields<Value>(fields: Fields<Value>, value: unknown): Parsed<Value> {
  if (!isJsonObject(value)) return { ok: false, problems: [notAnObject(value)] };
  const names = Object.keys(fields) as (keyof Value & string)[];
  const problems: Problem[] = unknownFields(value, names);
  const read: Partial<Value> = {};
  for (const name of names) {
    const raw = value[name] ?? null;
    const reading: Reading<Value[typeof name]> =
      raw === null ? { value: fields[name].first } : fields[name].read(raw);
    if ('value' in reading) read[name] = reading.value;
    else problems.push(...reading.faults.map((fault) => ({ name: 'field-invalid', path: name, ...fault })));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: read as Value };
}

const notAnObject = (value: unknown): Problem => ({
  name: 'not-an-object',
  path: '',
  problem: `${shown(value)} is not an object.`,
  fix: 'Write the fields between braces, such as {"reopenMinutes": 30}.',
});

export const refusal = (problem: string, fix: string): Reading<never> => ({ faults: [{ problem, fix }] });

/** @param unit the unit of the number, such as `minutes` */
export const wholeNumber = (first: number, lowest: number, highest: number, unit: string): Field<number> => ({
  first,
  read: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
      ? { value }
      : refusal(
          `${shown(value)} is out of range or not a whole number.`,
          `Write a whole number of ${unit} from ${lowest} to ${highest}.`,
        ),
});

export const yesOrNo = (first: boolean): Field<boolean> => ({
  first,
  read: (value) =>
    typeof value === 'boolean'
      ? { value }
      : refusal(`${shown(value)} is neither true nor false.`, 'Write true or false.'),
});

export const oneOf = <const Choice extends string>(
  first: NoInfer<Choice>,
  choices: readonly Choice[],
): Field<Choice> => ({
  first,
  read(value) {
    const choice = choices.find((candidate) => candidate === value);
    return choice === undefined
      ? refusal(
          `${shown(value)} is not among the options.`,
          `Write one of the options: ${choices.join(', ')}.`,
        )
      : { value: choice };
  },
});
