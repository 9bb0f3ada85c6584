import { badRequest } from '../api-error.ts';

/** Parameters as they came: strings from a query or a form, any JSON value from a JSON body. */
export type Arguments = Readonly<Record<string, unknown>>;

export function has(args: Arguments, name: string): boolean {
  const value = args[name];
  return value !== undefined && value !== null && value !== '';
}

export function textArgument(args: Arguments, name: string): string {
  const value = args[name];
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function integerArgument(args: Arguments, name: string): number | undefined {
  const value = args[name];
  if (typeof value === 'number') return Math.trunc(value);
  return typeof value === 'string' && /^\s*-?\d+/.test(value) ? Number.parseInt(value, 10) : undefined;
}

export function numberArgument(args: Arguments, name: string): number | undefined {
  if (!has(args, name)) return undefined;
  const value = Number(args[name]);
  return Number.isFinite(value) ? value : undefined;
}

export function flagArgument(args: Arguments, name: string): boolean {
  const text = textArgument(args, name).trim().toLowerCase();
  return text === 'true' || text === 'yes' || text === '1';
}

/** A JSON value, also as text; `what` names the value in the refusal. */
export function jsonArgument(args: Arguments, name: string, what = name): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badRequest(`can't parse ${what} JSON object`);
  }
}

export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** `[1,2]`, `"1"` or JSON text of a list. */
export function integerListArgument(args: Arguments, name: string): number[] {
  const value = jsonArgument(args, name, 'message identifiers');
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => Number(item));
}
