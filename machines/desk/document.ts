import type { EpochMs, UserId } from '../ids.ts';
import type { BoardDocument } from './board.ts';
import type { CannedAnswer, VariableDocument } from './canned.ts';
import type { NamedHours } from './hours.ts';
import type { Settings } from './settings.ts';
import type { CompanyTexts } from './texts.ts';

/** Value of a document by its kind. */
export type DocumentValues = {
  /** The desk's only `/settings`, with the fields of the features. */
  settings: Settings & Readonly<Record<string, unknown>>;
  /** The company's texts in one language; the id is the language. */
  texts: CompanyTexts;
  hours: NamedHours;
  boards: BoardDocument;
  /** Answers of the team, by code. */
  canned: CannedAnswer;
  /** Variables of the administrators, by name. */
  variables: VariableDocument;
};

export type DocumentKind = keyof DocumentValues;

export const documentKinds = [
  'settings',
  'texts',
  'hours',
  'boards',
  'canned',
  'variables',
] as const satisfies readonly DocumentKind[];

export const isDocumentKind = (word: string): word is DocumentKind =>
  documentKinds.some((kind) => kind === word);

/** Id of the only document of the kind `settings`. */
export const SETTINGS_ID = 'settings';

export type DocumentAuthor =
  | { readonly kind: 'agent'; readonly id: UserId }
  /** A person with access to the machine, by `npm run settings`. */
  | { readonly kind: 'operator' }
  /** No change yet: the value comes from the environment, or is the built-in value. */
  | { readonly kind: 'environment' };

/** A part of the configuration that people change while the desk runs. Every version is immutable. */
export type Document<Value = unknown> = {
  readonly kind: DocumentKind;
  readonly id: string;
  /** Grows by one with each change. 0: never stored. */
  readonly version: number;
  readonly author: DocumentAuthor;
  readonly at: EpochMs;
  /** Kept for references to the document. No list offers the document. */
  readonly archived: boolean;
  readonly value: Value;
};

/** How people name a document: `hours office`. */
export const nameOf = ({ kind, id }: Pick<Document, 'kind' | 'id'>): string =>
  kind === 'settings' ? 'settings' : `${kind} ${id}`;
