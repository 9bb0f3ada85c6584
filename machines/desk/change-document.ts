import type { EpochMs } from '../ids.ts';
import { type CannedAnswer, knownVariables, unknownVariables } from './canned.ts';
import { type DocumentAuthor, type Document, type DocumentKind, nameOf } from './document.ts';
import type { DocumentRules } from './document-rules.ts';
import { type DamagedDocument, type DeskSettings, notAnId } from './desk-settings.ts';
import { isJsonObject, type Problem, shown } from './problem.ts';

/**
 * The events that change the configuration of a desk.
 *
 * C1 A change makes the next version of one document. All other documents stay.
 * C2 A document is archived, never deleted. References to an archived document stay valid.
 * C3 An event without effect makes no version.
 * C4 A change is decided on the configuration of one moment. The store refuses the change if any document changed
 *    since then: references hold (C2), and no change overwrites another unseen.
 */
export type DocumentEvent = Target &
  (
    | { readonly type: 'document.written'; readonly value: unknown }
    /** Fields to replace. Null puts the first value back. */
    | { readonly type: 'document.patched'; readonly patch: unknown }
    | { readonly type: 'document.archived' }
    | { readonly type: 'document.restored' }
  );

type Target = {
  readonly kind: DocumentKind;
  readonly id: string;
  /** Version that the author saw. Absent: whichever is the newest. */
  readonly expects?: number;
};

export type DocumentChange =
  | { readonly outcome: 'changed'; readonly document: Document; readonly before: number }
  | { readonly outcome: 'unchanged'; readonly document: Document }
  /** The author saw another version than `version`. */
  | { readonly outcome: 'conflict'; readonly version: number }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

type Configuration = { readonly desk: DeskSettings; readonly damaged: readonly DamagedDocument[] };

/** The most documents of a kind, archived documents included. */
const MOST_DOCUMENTS: Partial<Record<DocumentKind, number>> = { hours: 500, canned: 5000, variables: 500 };

/** Decides on a change. Pure: the store writes the result. */
export function changeDocument(
  { desk, damaged }: Configuration,
  rules: DocumentRules,
  event: DocumentEvent,
  { author, at }: { author: DocumentAuthor; at: EpochMs },
): DocumentChange {
  const { kind, id, expects } = event;
  const current = findDocument(desk, kind, id);
  const damage = damaged.find((document) => document.kind === kind && document.id === id);
  const version = damage?.version ?? current?.version ?? 0;
  if (expects !== undefined && expects !== version) return { outcome: 'conflict', version };

  const problem = obstacle(desk, rules, event, current, damage !== undefined);
  if (problem !== null) return { outcome: 'refused', problems: [problem] };
  const parsed = rules[kind].parse(valueAfter(event, current), id);
  if (!parsed.ok) return { outcome: 'refused', problems: parsed.problems };
  const dangling = brokenReference(desk, event, parsed.value);
  if (dangling !== null) return { outcome: 'refused', problems: [dangling] };

  const archived = event.type === 'document.archived';
  const document = { kind, id, version: version + 1, author, at, archived, value: parsed.value };
  if (current !== null && damage === undefined && isSame(current, document)) {
    return { outcome: 'unchanged', document: current };
  }
  return { outcome: 'changed', document, before: version };
}

/** Null: the desk has no such document. */
export function findDocument(
  { settings, texts, hours, boards, canned, variables }: DeskSettings,
  kind: DocumentKind,
  id: string,
): Document | null {
  const found: Record<DocumentKind, () => Document | undefined> = {
    settings: () => (settings.id === id ? settings : undefined),
    texts: () => Object.values(texts).find((document) => document.id === id),
    hours: () => hours.get(id),
    boards: () => boards.get(id),
    canned: () => canned.get(id),
    variables: () => variables.get(id),
  };
  return found[kind]() ?? null;
}

/** The reason why the event cannot be applied, whatever the value. Null: there is none. */
function obstacle(
  desk: DeskSettings,
  rules: DocumentRules,
  event: DocumentEvent,
  current: Document | null,
  isDamaged: boolean,
): Problem | null {
  const { kind, id, type } = event;
  const name = nameOf(event);
  if (!rules[kind].isId(id)) return notAnId(id);
  if (type === 'document.written') {
    if (current?.archived === true) return isArchived(name);
    return current === null ? fullOf(desk, kind) : null;
  }
  if (isDamaged) return damagedDocument(name);
  if (current === null) return isMissing(name);
  if (type === 'document.archived') return rules[kind].isFixed ? alwaysThere(name) : null;
  if (type === 'document.restored') return null;
  return current.archived ? isArchived(name) : null;
}

function valueAfter(event: DocumentEvent, current: Document | null): unknown {
  switch (event.type) {
    case 'document.written':
      return event.value;
    case 'document.patched':
      return isJsonObject(event.patch) && isJsonObject(current?.value)
        ? { ...current.value, ...event.patch }
        : event.patch;
    case 'document.archived':
    case 'document.restored':
      return current?.value;
  }
}

/** Documents and variables that the value names must exist. Only a newly chosen reference is looked at (C2). */
function brokenReference(desk: DeskSettings, event: DocumentEvent, value: object): Problem | null {
  if (event.kind === 'canned') return unknownVariable(desk, value as CannedAnswer);
  return unknownHours(desk, event, value);
}

function unknownVariable({ canned, variables }: DeskSettings, { code, text }: CannedAnswer): Problem | null {
  const own = [...variables.values()].flatMap(({ id, archived }) => (archived ? [] : [id]));
  const known = knownVariables(own);
  const before = unknownVariables(canned.get(code)?.value.text ?? '', known);
  const unknown = unknownVariables(text, [...known, ...before]);
  if (unknown.length === 0) return null;
  return {
    name: 'variable-unknown',
    path: 'text',
    problem: `The text has an unknown variable: ${unknown.join(', ')}.`,
    fix: `Use one of these: ${known.join(', ')}.`,
  };
}

function unknownHours(desk: DeskSettings, event: DocumentEvent, value: object): Problem | null {
  if (event.kind !== 'settings' || !('hours' in value) || typeof value.hours !== 'string') return null;
  if (value.hours === desk.settings.value.hours) return null;
  const hours = desk.hours.get(value.hours);
  if (hours !== undefined && !hours.archived) return null;
  const known = [...desk.hours.values()].filter(({ archived }) => !archived).map(({ id }) => id);
  return {
    name: 'reference-unknown',
    path: 'hours',
    problem: `There are no working hours ${shown(value.hours)}.`,
    fix: known.length === 0 ? 'Create the working hours first.' : `Choose from: ${known.join(', ')}.`,
  };
}

/** Both values come out of the same parser, so equal values have equal JSON. */
const isSame = (current: Document, next: Document): boolean =>
  current.archived === next.archived && JSON.stringify(current.value) === JSON.stringify(next.value);

const isMissing = (name: string): Problem => ({
  name: 'document-missing',
  path: '',
  problem: `There is no document "${name}".`,
  fix: 'Correct the id, or write the whole document to create it.',
});

const isArchived = (name: string): Problem => ({
  name: 'document-archived',
  path: '',
  problem: `The document "${name}" is archived.`,
  fix: 'Restore the document first.',
});

const alwaysThere = (name: string): Problem => ({
  name: 'document-fixed',
  path: '',
  problem: `The document "${name}" cannot be archived: every desk has one.`,
  fix: 'Set its fields to null to go back to the first values.',
});

const damagedDocument = (name: string): Problem => ({
  name: 'document-damaged',
  path: '',
  problem: `The stored document "${name}" is damaged.`,
  fix: 'Go back to an earlier version, or write the whole document again.',
});

/** Null: the desk has room for another document of the kind. */
function fullOf(desk: DeskSettings, kind: DocumentKind): Problem | null {
  const [most, all] = [MOST_DOCUMENTS[kind], desk[kind]];
  if (most === undefined || !(all instanceof Map) || all.size < most) return null;
  return {
    name: 'too-many-documents',
    path: '',
    problem: `The desk has ${most} documents of the kind ${kind}, and no more are kept.`,
    fix: 'Change an existing document, archived ones included.',
  };
}
