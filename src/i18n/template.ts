/** A client as the company's texts (`START_MSG` and others) see the client. */
type TemplateContact = {
  firstName: string;
  lastName: string | null;
  name: string;
  id: number | string;
};

const valueOf = new Map<string, (contact: TemplateContact) => string>([
  ['contact.first_name', (contact) => contact.firstName],
  ['contact.last_name', (contact) => contact.lastName ?? ''],
  ['contact.name', (contact) => contact.name],
  ['contact.id', (contact) => String(contact.id)],
]);

export const templateVariables: readonly string[] = [...valueOf.keys()];

/** `{{ variable }}`, `{{ variable || 'fallback' }}`, `{0}` or a line break, found in one pass. */
const token = /\{\{\s*([\w.]+)\s*(?:\|\|\s*(?:'([^'{}]*)'|"([^"{}]*)"))?\s*\}\}|\{0\}|<br\s*\/?>/gi;

/** Inserted values are not scanned again, so a client named `{{ contact.id }}` keeps the name. */
export function fillTemplate(template: string, contact: TemplateContact): string {
  return template.replace(
    token,
    (whole: string, variable: string | undefined, single: string | undefined, double: string | undefined) => {
      if (whole.startsWith('<')) return '\n';
      if (variable === undefined) return contact.firstName;
      const value = valueOf.get(variable)?.(contact);
      if (value === undefined) return whole;
      return value.trim() === '' ? (single ?? double ?? '') : value;
    },
  );
}

export type TemplateProblem =
  | { kind: 'unknown-variable'; variable: string }
  /** A `{{` or `}}` outside a well-formed placeholder. */
  | { kind: 'unbalanced'; near: string };

export function templateProblems(template: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const [, variable] of template.matchAll(token)) {
    if (variable !== undefined && !valueOf.has(variable)) {
      problems.push({ kind: 'unknown-variable', variable });
    }
  }
  const rest = template.replace(token, ' ');
  for (const { index } of rest.matchAll(/\{\{|\}\}/g)) {
    problems.push({ kind: 'unbalanced', near: rest.slice(index, index + 24) });
  }
  return problems;
}

/** Code points when the client's names are as long as Telegram allows: 64 each. */
export function longestFill(template: string): number {
  const name = 'n'.repeat(64);
  const longest = { firstName: name, lastName: name, name: `${name} ${name}`, id: 10 ** 15 };
  return Array.from(fillTemplate(template, longest)).length;
}
