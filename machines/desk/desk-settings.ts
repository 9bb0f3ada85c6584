import type { EpochMs } from '../ids.ts';
import { type Locale, locales } from '../locales.ts';
import type { BoardDocument } from './board.ts';
import type { CannedAnswer, VariableDocument } from './canned.ts';
import { type Document, type DocumentKind, type DocumentValues, nameOf, SETTINGS_ID } from './document.ts';
import type { DocumentRules } from './document-rules.ts';
import type { NamedHours } from './hours.ts';
import { type Parsed, type Problem, shown } from './problem.ts';
import type { CompanyTexts } from './texts.ts';
import { alwaysOpen, type WorkingHours } from './working-hours.ts';

/**
 * The configuration of a desk at one moment. Decisions take the whole value, and their commits are guarded by
 * `version`.
 */
export type DeskSettings = {
  /** Grows by one with each change of any document. 0: nothing was ever changed. */
  readonly version: number;
  readonly settings: Document<DocumentValues['settings']>;
  readonly texts: Readonly<Record<Locale, Document<CompanyTexts>>>;
  /** By id, archived hours too. */
  readonly hours: ReadonlyMap<string, Document<NamedHours>>;
  /** The boards beside the first, by number. Archived boards too: a number is not used again. */
  readonly boards: ReadonlyMap<string, Document<BoardDocument>>;
  /** Answers of the team by code, archived answers too. */
  readonly canned: ReadonlyMap<string, Document<CannedAnswer>>;
  /** Variables of the administrators by name, archived variables too. */
  readonly variables: ReadonlyMap<string, Document<VariableDocument>>;
};

/** A document as the store found it. */
export type StoredDocument = Document | Unreadable;

/** A place in the store with something else than a document. */
type Unreadable = {
  readonly kind: DocumentKind;
  readonly id: string;
  /** 0: unreadable too. */
  readonly version: number;
  readonly unreadable: string;
};

/** A stored document that the desk cannot use, with the reasons. */
export type DamagedDocument = Pick<Document, 'kind' | 'id' | 'version'> & {
  readonly problems: readonly Problem[];
};

/** All documents of the store at one moment. */
export type StoredDesk = { readonly version: number; readonly documents: readonly StoredDocument[] };

/**
 * Types all stored documents. A damaged document keeps its value of `before`. Without a value there, the first value
 * holds, and hours or boards are left out.
 */
export function readDesk(
  { version, documents }: StoredDesk,
  rules: DocumentRules,
  before: DeskSettings | null,
): { desk: DeskSettings; damaged: DamagedDocument[] } {
  const damaged: DamagedDocument[] = [];

  function read<Kind extends DocumentKind, Otherwise>(
    kind: Kind,
    stored: StoredDocument,
    otherwise: Document<DocumentValues[Kind]> | Otherwise,
  ): Document<DocumentValues[Kind]> | Otherwise {
    const parsed = parseStored(rules, kind, stored);
    if (parsed.ok) return parsed.value;
    damaged.push({ kind, id: stored.id, version: stored.version, problems: parsed.problems });
    return otherwise;
  }

  function fixed<Kind extends DocumentKind>(
    kind: Kind,
    id: string,
    known: Document<DocumentValues[Kind]> | undefined,
  ): Document<DocumentValues[Kind]> {
    const first = firstDocument(rules, kind, id);
    const stored = documents.find((document) => document.kind === kind && document.id === id);
    if (stored === undefined) return first;
    return read(kind, stored, { ...(known ?? first), version: stored.version });
  }

  function all<Kind extends 'hours' | 'boards' | 'canned' | 'variables'>(
    kind: Kind,
    before: ReadonlyMap<string, Document<DocumentValues[Kind]>> | undefined,
  ): Map<string, Document<DocumentValues[Kind]>> {
    const found = new Map<string, Document<DocumentValues[Kind]>>();
    for (const stored of documents) {
      if (stored.kind !== kind) continue;
      const known = before?.get(stored.id);
      const document = read(kind, stored, known === undefined ? null : { ...known, version: stored.version });
      if (document !== null) found.set(stored.id, document);
    }
    return found;
  }

  const hours = all('hours', before?.hours);
  const boards = all('boards', before?.boards);
  const texts = Object.fromEntries(
    locales.map((locale) => [locale, fixed('texts', locale, before?.texts[locale])]),
  ) as Record<Locale, Document<CompanyTexts>>;
  return {
    desk: {
      version,
      settings: fixed('settings', SETTINGS_ID, before?.settings),
      texts,
      hours,
      boards,
      canned: all('canned', before?.canned),
      variables: all('variables', before?.variables),
    },
    damaged,
  };
}

/** The document until the first change: version 0. For fixed kinds. */
function firstDocument<Kind extends DocumentKind>(
  rules: DocumentRules,
  kind: Kind,
  id: string,
): Document<DocumentValues[Kind]> {
  const first = rules[kind].parse({}, id);
  if (!first.ok)
    throw new Error(`The ${nameOf({ kind, id })} has no first value: ${first.problems[0]?.problem}`);
  const author = { kind: 'environment' } as const;
  return { kind, id, version: 0, author, at: 0 as EpochMs, archived: false, value: first.value };
}

function parseStored<Kind extends DocumentKind>(
  rules: DocumentRules,
  kind: Kind,
  stored: StoredDocument,
): Parsed<Document<DocumentValues[Kind]>> {
  if ('unreadable' in stored) return { ok: false, problems: [unreadable(stored.unreadable)] };
  const { parse, isId } = rules[kind];
  if (!isId(stored.id)) return { ok: false, problems: [notAnId(stored.id)] };
  const parsed = parse(stored.value, stored.id);
  return parsed.ok ? { ok: true, value: { ...stored, value: parsed.value } } : parsed;
}

const unreadable = (problem: string): Problem => ({
  name: 'document-unreadable',
  path: '',
  problem,
  fix: 'Go back to an earlier version, or write the whole document again.',
});

export const notAnId = (id: string): Problem => ({
  name: 'id-invalid',
  path: '',
  problem: `${shown(id)} is no id of a document here.`,
  fix: 'Use 1 to 40 small letters, digits and hyphens, such as "loja-2"; for texts a language: pt-BR, en or es.',
});

/** Hours of the desk as a whole: open always until people choose others. */
export function workingHoursOf({ settings, hours }: DeskSettings): WorkingHours {
  const { hours: id } = settings.value;
  return (id === null ? undefined : hours.get(id)?.value) ?? alwaysOpen;
}
