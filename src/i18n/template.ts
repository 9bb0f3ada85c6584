import {
  builtInVariables,
  looseBraces,
  type Placeholder,
  placeholderOf,
  placeholdersIn,
  VARIABLE,
  valueOf,
  type VariableValues,
} from '../../machines/desk/variables.ts';

export const templateVariables: readonly string[] = builtInVariables;

const isKnown = ({ name }: Placeholder): boolean => templateVariables.includes(name);

/** A variable, `{0}` (the first name) or a line break, found in one pass. */
const TOKEN = new RegExp(`${VARIABLE}|\\{0\\}|<br\\s*\\/?>`, 'gi');

/** Inserted values are not scanned again, so a client named `{{ contact.id }}` keeps the name. */
export function fillTemplate(template: string, values: VariableValues): string {
  return template.replace(TOKEN, (...found: (string | undefined)[]) => {
    const [whole = '', variable] = found;
    if (whole.startsWith('<')) return '\n';
    if (variable === undefined) return values['contact.first_name'] ?? '';
    const placeholder = placeholderOf(found);
    return isKnown(placeholder) ? valueOf(values, placeholder) : whole;
  });
}

export type TemplateProblem =
  | { kind: 'unknown-variable'; variable: string }
  /** A `{{` or `}}` outside a well-formed placeholder. */
  | { kind: 'unbalanced'; near: string };

export function templateProblems(template: string): TemplateProblem[] {
  const unknown = placeholdersIn(template).filter((placeholder) => !isKnown(placeholder));
  return [
    ...unknown.map(({ name }): TemplateProblem => ({ kind: 'unknown-variable', variable: name })),
    ...looseBraces(template).map((near): TemplateProblem => ({ kind: 'unbalanced', near })),
  ];
}

/** Code points when every value is as long as a client's name can be: 64 for each of two names. */
export function longestFill(template: string): number {
  const name = 'n'.repeat(64);
  const values = Object.fromEntries(templateVariables.map((variable) => [variable, name]));
  const both = { 'contact.name': `${name} ${name}`, 'agent.name': `${name} ${name}` };
  return Array.from(fillTemplate(template, { ...values, ...both })).length;
}
