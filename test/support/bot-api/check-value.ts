import { readFileSync } from 'node:fs';
import type { Schema, Shape } from './schema.ts';

const STORED = new URL('./bot-api-10.3.json', import.meta.url);
const { types, methods } = JSON.parse(readFileSync(STORED, 'utf8')) as Schema;

/**
 * Fields outside the types: undocumented fields still sent by Telegram (FACTS.md #3, #25), and the album of
 * documents and audios. The types allow albums of pictures only.
 */
const ALSO_IN_MESSAGES = new Set([
  'media_group_id',
  'forward_from',
  'forward_from_chat',
  'forward_from_message_id',
  'forward_signature',
  'forward_sender_name',
  'forward_date',
  'new_chat_participant',
  'new_chat_member',
  'left_chat_participant',
]);

/**
 * Methods with results wider than the types: a caption without a file, an edit date after a change of the keyboard.
 */
const SIMPLER = new Set(['editMessageCaption', 'editMessageReplyMarkup']);

/** Faults of an update. Empty: an update of Bot API 10.3. */
export function problemsOfUpdate(update: unknown): string[] {
  return problems({ type: 'Update' }, update, 'update');
}

export function problemsOfResult(method: string, result: unknown): string[] {
  const gives = SIMPLER.has(method) ? { type: 'Message' } : methods[method]?.gives;
  return gives === undefined ? [] : problems(gives, result, `${method} →`);
}

/**
 * Raw parameters: in a form every value is text, and files are no parameters.
 */
export function problemsOfRequest(
  method: string,
  params: Readonly<Record<string, unknown>>,
  files: readonly string[] = [],
): string[] {
  const takes = methods[method]?.takes;
  const shape =
    takes !== undefined && typeof takes === 'object' && 'type' in takes ? types[takes.type] : takes;
  if (shape === undefined || typeof shape !== 'object' || !('fields' in shape)) return [];
  const found: string[] = [];
  for (const [key, expected] of Object.entries(shape.fields)) {
    const name = key.replace(/\?$/, '');
    const value = params[name];
    if (value !== undefined && value !== null) {
      found.push(...problems(expected, fromForm(expected, value), `${method}.${name}`));
    } else if (!key.endsWith('?') && !files.includes(name)) found.push(`${method}.${name} is missing`);
  }
  for (const name of Object.keys(params)) {
    if (!(name in shape.fields) && !(`${name}?` in shape.fields)) found.push(`${method}.${name} is unknown`);
  }
  return found;
}

function fromForm(shape: Shape, value: unknown): unknown {
  if (typeof value !== 'string' || problems(shape, value, '').length === 0) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function problems(shape: Shape, value: unknown, path: string): string[] {
  if (typeof shape === 'string') {
    const isRight = shape === 'anything' || typeof value === (shape === 'upload' ? 'string' : shape);
    return isRight ? [] : [`${path} is no ${shape}: ${show(value)}`];
  }
  if ('type' in shape) return problems(types[shape.type] ?? 'anything', value, path);
  if ('is' in shape) return value === shape.is ? [] : [`${path} is not ${show(shape.is)}: ${show(value)}`];
  if ('either' in shape) return problemsOfUnion(shape.either, value, path);
  if ('list' in shape) {
    if (!Array.isArray(value)) return [`${path} is no list: ${show(value)}`];
    return value.flatMap((item, index) => problems(shape.list, item, `${path}[${index}]`));
  }
  return problemsOfFields(shape.fields, value, path);
}

/** The faults of the nearest alternative. */
function problemsOfUnion(shapes: readonly Shape[], value: unknown, path: string): string[] {
  let nearest: string[] | undefined;
  for (const shape of shapes) {
    const found = problems(shape, value, path);
    if (found.length === 0) return found;
    const isCandidate = typeof value !== 'object' || (typeof shape === 'object' && !('is' in shape));
    if (isCandidate && (nearest === undefined || found.length < nearest.length)) nearest = found;
  }
  return nearest ?? [`${path} may not be there: ${show(value)}`];
}

/** "For backward compatibility, when [live_photo] is set, the photo field will also be set" (Bot API, Message). */
const isStill = (name: string, message: object): boolean => name === 'photo' && 'live_photo' in message;

function problemsOfFields(fields: Record<string, Shape>, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${path} is no object: ${show(value)}`];
  }
  const found: string[] = [];
  const isMessage = 'message_id' in value && 'date' in value;
  for (const [name, inner] of Object.entries(value)) {
    // Checked before JSON drops `undefined`.
    if (inner === undefined) continue;
    const shape = fields[name] ?? fields[`${name}?`];
    if (shape !== undefined) found.push(...problems(shape, inner, `${path}.${name}`));
    else if (!(isMessage && (ALSO_IN_MESSAGES.has(name) || isStill(name, value))))
      found.push(`${path}.${name} is unknown`);
  }
  for (const name of Object.keys(fields)) {
    if (!name.endsWith('?') && (value as Record<string, unknown>)[name] === undefined)
      found.push(`${path}.${name} is missing`);
  }
  return found;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}
