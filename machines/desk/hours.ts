import { isJsonObject, type Parsed, type Problem, shown } from './problem.ts';
import { parseWorkingHours, type WorkingHours } from './working-hours.ts';

/** The document `/hours`: working hours under a name. */
export type NamedHours = WorkingHours & { readonly name: string };

const LONGEST_NAME = 64;

export function parseNamedHours(value: unknown): Parsed<NamedHours> {
  const { name, ...rest } = isJsonObject(value) ? value : {};
  const problems: Problem[] = [];
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) {
    problems.push({
      name: 'field-invalid',
      path: 'name',
      problem: name === undefined ? 'The name is missing.' : `${shown(name)} is not a name.`,
      fix: `Write a name of 1 to ${LONGEST_NAME} characters, such as "Loja".`,
    });
  }
  const hours = parseWorkingHours(isJsonObject(value) ? rest : value);
  if (!hours.ok) return { ok: false, problems: [...problems, ...hours.problems] };
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { name: String(name).trim(), ...hours.value } };
}
