import type { Entity, MediaKind } from '../content.ts';
import { type Fields, oneOf, readFields, refusal } from './fields.ts';
import { isJsonObject, type Parsed, type Problem, shown } from './problem.ts';
import { isId } from './settings.ts';
import { builtInVariables, isVariableName, looseBraces, placeholdersIn } from './variables.ts';

/** A file at Telegram, by the ids that the bot knows. */
type CannedFile = { readonly id: string; readonly uniqueId: string; readonly kind: MediaKind };

/** The document `/canned`: an answer that the team uses again. The code is the id. */
export type CannedAnswer = {
  readonly code: string;
  /** With variables. The caption, if there is a file. */
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly file: CannedFile | null;
  readonly labels: readonly string[];
  /** Only an approved answer can be used. */
  readonly state: 'approved' | 'suggested' | 'refused';
  /** The first author. Null: an operator. */
  readonly suggestedBy: number | null;
};

/** The document `/variables`: a value that the administrators give to a name. */
export type VariableDocument = { readonly value: string };

const LONGEST_TEXT = 4096;
const LONGEST_VALUE = 1000;

const fileKinds: readonly MediaKind[] = [
  'photo',
  'live_photo',
  'video',
  'animation',
  'document',
  'audio',
  'voice',
  'video_note',
  'sticker',
];

const cannedFields = (id: string): Fields<CannedAnswer> => ({
  code: {
    first: id,
    read: (value) =>
      value === id
        ? { value: id }
        : refusal(`${shown(value)} is not the id.`, `Write "${id}", or leave it out.`),
  },
  text: {
    first: '',
    read: (value) =>
      typeof value === 'string' && Array.from(value).length <= LONGEST_TEXT
        ? { value }
        : refusal(`${shown(value)} is not a text.`, `Write at most ${LONGEST_TEXT} characters.`),
  },
  entities: {
    first: [],
    read: (value) =>
      Array.isArray(value) && value.every(isEntity)
        ? { value }
        : refusal(
            `${shown(value)} is not a list of entities.`,
            'Copy the entities of a message of Telegram.',
          ),
  },
  file: {
    first: null,
    read: (value) =>
      isFile(value)
        ? { value: { id: value.id, uniqueId: value.uniqueId, kind: value.kind } }
        : refusal(`${shown(value)} is not a file.`, 'Save the answer in reply to a message with the file.'),
  },
  labels: {
    first: [],
    read: (value) =>
      Array.isArray(value) && value.every((label): label is string => typeof label === 'string')
        ? { value }
        : refusal(`${shown(value)} is not a list of labels.`, 'Write labels such as ["vip"].'),
  },
  state: oneOf('approved', ['approved', 'suggested', 'refused']),
  suggestedBy: {
    first: null,
    read: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value)
        ? { value }
        : refusal(`${shown(value)} is not a person.`, 'Write the id of a person, or null.'),
  },
});

const isEntity = (value: unknown): value is Entity =>
  isJsonObject(value) &&
  typeof value['type'] === 'string' &&
  [value['offset'], value['length']].every((one) => Number.isSafeInteger(one));

const isFile = (value: unknown): value is CannedFile =>
  isJsonObject(value) &&
  typeof value['id'] === 'string' &&
  typeof value['uniqueId'] === 'string' &&
  fileKinds.some((kind) => kind === value['kind']);

export const isCannedCode = isId;

export function parseCanned(value: unknown, id: string): Parsed<CannedAnswer> {
  const parsed = readFields(cannedFields(id), value);
  if (!parsed.ok) return parsed;
  const { text, file } = parsed.value;
  const problems = looseBraces(text).map(unbalanced);
  if (file === null && text.trim() === '') problems.push(isEmpty);
  return problems.length > 0 ? { ok: false, problems } : parsed;
}

export function parseVariable(value: unknown): Parsed<VariableDocument> {
  return readFields<VariableDocument>(
    {
      value: {
        first: '',
        read: (text) =>
          typeof text === 'string' && text.length <= LONGEST_VALUE
            ? { value: text }
            : refusal(`${shown(text)} is not a text.`, `Write at most ${LONGEST_VALUE} characters.`),
      },
    },
    value,
  );
}

/** An own name, which no built-in variable has. */
export const isVariableId = (id: string): boolean => isVariableName(id);

/** The names that an answer may use. @param own names of the administrators' own variables */
export const knownVariables = (own: Iterable<string>): string[] => [...builtInVariables, ...own];

/** The names in the text that are not known, each once. */
export const unknownVariables = (text: string, known: readonly string[]): string[] => [
  ...new Set(
    placeholdersIn(text)
      .map(({ name }) => name)
      .filter((name) => !known.includes(name)),
  ),
];

const isEmpty: Problem = {
  name: 'canned-empty',
  path: 'text',
  problem: 'The answer has neither a text nor a file.',
  fix: 'Write a text.',
};

const unbalanced = (near: string): Problem => ({
  name: 'variable-malformed',
  path: 'text',
  problem: `The braces at ${shown(near)} are unpaired or malformed.`,
  fix: "Write {{ contact.first_name }} or {{ contact.first_name || 'there' }}.",
});
