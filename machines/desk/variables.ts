import type { Entity } from '../content.ts';

/** Variables of every desk. A value that the desk does not know is missing, and the fallback stands in. */
export const builtInVariables = [
  'contact.name',
  'contact.first_name',
  'contact.last_name',
  'contact.id',
  'contact.username',
  'contact.phone_number',
  'contact.email',
  'contact.empresa',
  'agent.name',
  'agent.first_name',
  'agent.last_name',
  'agent.phone_number',
  'conversation.id',
  'desk.name',
  'department.name',
] as const;

type BuiltIn = (typeof builtInVariables)[number];

/** Values by name. An absent name has no value. */
export type VariableValues = Readonly<Record<string, string>>;

/** A name of the administrators' own variable: no dot, so that a built-in variable of a later version has room. */
export const isVariableName = (name: string): boolean => /^[a-z][a-z0-9_]{0,39}$/.test(name);

/** The value is known only where the message reaches a client. */
export const isAboutTicket = (name: string): boolean => /^(?:contact|conversation|department)\./.test(name);

const FALLBACK = `'([^'{}]*)'|"([^"{}]*)"|[‘’]([^‘’{}]*)[‘’]|[“”]([^“”{}]*)[“”]`;

/** `{{ name }}` or `{{ name || 'fallback' }}`. Keyboards of phones write curly quotes. Groups: name, four fallbacks. */
export const VARIABLE = `\\{\\{\\s*([\\w.]+)\\s*(?:\\|\\|\\s*(?:${FALLBACK})\\s*)?\\}\\}`;

/** A variable as it stands in a text. `fallback` null: the author wrote none. */
export type Placeholder = { name: string; fallback: string | null; whole: string };

/** The placeholder of a match of `VARIABLE`. */
export function placeholderOf([whole = '', name = '', ...rest]: readonly (
  | string
  | undefined
)[]): Placeholder {
  return { name, fallback: rest.slice(0, 4).find((one) => one !== undefined) ?? null, whole };
}

export const placeholdersIn = (text: string): Placeholder[] =>
  Array.from(text.matchAll(new RegExp(VARIABLE, 'g')), placeholderOf);

/** Braces outside a well-formed placeholder, with the letters behind. */
export const looseBraces = (text: string): string[] => {
  const rest = text.replace(new RegExp(VARIABLE, 'g'), ' ');
  return Array.from(rest.matchAll(/\{\{|\}\}/g), ({ index }) => rest.slice(index, index + 24));
};

/** The value, or the fallback when the value is missing or blank. */
export function valueOf(values: VariableValues, { name, fallback }: Placeholder): string {
  const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
  return value.trim() === '' ? (fallback ?? '') : value;
}

/** Braces of a value that stands in a text to be filled once more. The next filling takes the joiner out. */
const GUARD = '\u2060';

/** A value that a later filling takes for no variable. */
export const guarded = (value: string): string => value.replaceAll('{', '{'.concat(GUARD));

/** A variable, or the guard behind a brace. */
const FILLED = new RegExp(`${VARIABLE}|(?<=\\{)${GUARD}`, 'g');

type Words = { text: string; entities: readonly Entity[] };

type Replacement = { start: number; end: number; length: number };

/**
 * Replaces variables in one pass: a value is never read again, so a value is neither variable nor markup. Formatting
 * around a placeholder covers the value.
 * @param fill the text for the placeholder; null: the placeholder stays
 */
export function fillVariables(
  { text, entities }: Words,
  fill: (placeholder: Placeholder) => string | null,
): { text: string; entities: Entity[] } {
  const replaced: Replacement[] = [];
  let filled = '';
  let read = 0;
  for (const match of text.matchAll(FILLED)) {
    const value = match[0] === GUARD ? '' : fill(placeholderOf(match));
    if (value === null) continue;
    const end = match.index + match[0].length;
    filled += text.slice(read, match.index) + value;
    read = end;
    replaced.push({ start: match.index, end, length: value.length });
  }
  if (replaced.length === 0) return { text, entities: [...entities] };
  const moved = entities.flatMap((entity): Entity[] => {
    const offset = placeOf(entity.offset, replaced, 'start');
    const length = placeOf(entity.offset + entity.length, replaced, 'end') - offset;
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: filled + text.slice(read), entities: moved };
}

/** The new place of a border of an entity. A border inside a placeholder goes to the border of the value. */
function placeOf(at: number, replaced: readonly Replacement[], side: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, length } of replaced) {
    if (at <= start) break;
    if (at < end) return start + shift + (side === 'end' ? length : 0);
    shift += length - (end - start);
  }
  return at + shift;
}

/** Values of a person, by the prefix of the names: `contact` or `agent`. */
export function namesOf(
  prefix: 'contact' | 'agent',
  { firstName, lastName }: { firstName: string; lastName: string | null },
): VariableValues {
  return {
    [`${prefix}.name` satisfies BuiltIn]: lastName === null ? firstName : `${firstName} ${lastName}`,
    [`${prefix}.first_name` satisfies BuiltIn]: firstName,
    [`${prefix}.last_name` satisfies BuiltIn]: lastName ?? '',
  };
}

/** Values of a client. `ticket` 0: no ticket yet. */
export const contactValues = (
  id: number | string,
  profile: { firstName: string; lastName: string | null; username?: string | null },
  ticket = 0,
): VariableValues => ({
  ...namesOf('contact', profile),
  'contact.id': String(id),
  ...(typeof profile.username === 'string' ? { 'contact.username': profile.username } : {}),
  ...(ticket === 0 ? {} : { 'conversation.id': String(ticket) }),
});
