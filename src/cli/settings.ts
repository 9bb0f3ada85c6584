import type { DocumentChange, DocumentEvent } from '../../machines/desk/change-document.ts';
import { findDocument } from '../../machines/desk/change-document.ts';
import { type DamagedDocument, type DeskSettings, readDesk } from '../../machines/desk/desk-settings.ts';
import {
  type DocumentAuthor,
  type Document,
  type DocumentKind,
  isDocumentKind,
  nameOf,
  SETTINGS_ID,
} from '../../machines/desk/document.ts';
import type { DocumentRules } from '../../machines/desk/document-rules.ts';
import { isJsonObject } from '../../machines/desk/problem.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { SetupError } from '../base/errors.ts';
import { storeChange } from '../store/change-document.ts';
import { reportDamage } from '../store/current-settings.ts';
import { createDocumentStore, type DocumentStore } from '../store/documents.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

const USAGE = [
  'Usage: npm run settings -- show    [path] [--json]',
  '       npm run settings -- set     path value',
  '       npm run settings -- history document [--json]',
  '       npm run settings -- revert  document version',
  '       npm run settings -- archive document',
  '       npm run settings -- restore document',
  'document: settings, texts.<language> or hours.<id>, such as texts.pt-BR or hours.loja.',
  'path: a document, or a field of one: reopenMinutes, texts.pt-BR.start, hours.loja.holidays.',
  'value: JSON, such as 45, true or {"name": "Loja", …}; a text as it is; null for the first value.',
].join('\n');

/** A document, or a field of a document. */
type Path = { kind: DocumentKind; id: string; field: string | null };

/** @throws SetupError if the words name no document */
function pathOf(words: string | undefined): Path {
  if (words === undefined) throw new SetupError(USAGE);
  const [first = '', second, ...rest] = words.split('.');
  if (first === SETTINGS_ID) return { kind: 'settings', id: SETTINGS_ID, field: fieldOf([second, ...rest]) };
  if (first === 'boards') throw new SetupError('Boards are changed by: npm run boards -- list|add|remove');
  // `hours` alone is a field of the settings.
  if (isDocumentKind(first) && second !== undefined) return { kind: first, id: second, field: fieldOf(rest) };
  return { kind: 'settings', id: SETTINGS_ID, field: fieldOf([first, second, ...rest]) };
}

function fieldOf([field, ...deeper]: (string | undefined)[]): string | null {
  if (deeper.some((part) => part !== undefined)) throw new SetupError(`A path ends with a field.\n${USAGE}`);
  return field ?? null;
}

/** The named document, without a field. */
function documentOf(words: string | undefined): Path {
  const path = pathOf(words);
  if (path.field !== null)
    throw new SetupError(`Name a whole document, such as settings or hours.loja.\n${USAGE}`);
  return path;
}

type Deps = { store: DocumentStore; rules: DocumentRules; now(): EpochMs };

/** An order of the operator, understood. @returns the answer for the operator @throws SetupError with the fix */
type Order = (deps: Deps, json: boolean) => Promise<string>;

/**
 * Reads an order of `npm run settings`.
 * @throws SetupError with the usage
 */
export function settingsOrder([order, target, value, ...more]: readonly string[]): Order {
  if (more.length > 0) throw new SetupError(`Put a value with blanks between quotes.\n${USAGE}`);
  switch (order ?? '') {
    case 'show': {
      const path = target === undefined ? null : pathOf(target);
      return (deps, json) => show(deps, path, json);
    }
    case 'set': {
      if (value === undefined) throw new SetupError(USAGE);
      const event = eventToSet(pathOf(target), value);
      return (deps) => change(deps, event);
    }
    case 'history': {
      const path = documentOf(target);
      return (deps, json) => history(deps, path, json);
    }
    case 'revert': {
      const path = documentOf(target);
      return async (deps) => change(deps, await eventToRevert(deps.store, path, value));
    }
    case 'archive':
    case 'restore': {
      const { kind, id } = documentOf(target);
      const type = order === 'archive' ? 'document.archived' : 'document.restored';
      return (deps) => change(deps, { kind, id, type });
    }
    default:
      throw new SetupError(USAGE);
  }
}

async function read({ store, rules }: Deps): Promise<{ desk: DeskSettings; damaged: DamagedDocument[] }> {
  return readDesk(await store.readAll(), rules, null);
}

async function show(deps: Deps, path: Path | null, json: boolean): Promise<string> {
  const { desk, damaged } = await read(deps);
  if (path === null) {
    const all = [desk.settings, ...Object.values(desk.texts), ...desk.hours.values()];
    if (json) return JSON.stringify({ version: desk.version, documents: all, damaged }, null, 2);
    return [...all.map(render), ...(damaged.length > 0 ? [reportDamage(damaged)] : [])].join('\n\n');
  }
  const wrong = damaged.filter(({ kind, id }) => kind === path.kind && id === path.id);
  if (wrong.length > 0) throw new SetupError(reportDamage(wrong));
  const document = findDocument(desk, path.kind, path.id);
  if (document === null)
    throw new SetupError(`There is no document ${path.kind}.${path.id}. See: npm run settings -- show`);
  if (path.field === null) return json ? JSON.stringify(document, null, 2) : render(document);
  return JSON.stringify(fieldIn(document, path.field));
}

function fieldIn({ value }: Document, field: string): unknown {
  const fields = isJsonObject(value) ? value : {};
  if (Object.hasOwn(fields, field)) return fields[field];
  throw new SetupError(
    `There is no setting "${field}". The settings here are: ${Object.keys(fields).join(', ')}.`,
  );
}

/** The desk keeps working hours, but no feature reads them yet. */
const UNUSED = 'Nothing uses working hours yet. The desk keeps the hours for later.';

const isUnused = (kind: DocumentKind, field: string | null): boolean =>
  kind === 'hours' || (kind === 'settings' && field === 'hours');

function render(document: Document): string {
  const { kind, version, author, at, archived, value } = document;
  const since = version === 0 ? 'never changed' : `version ${version}, ${when(at)}, ${renderAuthor(author)}`;
  const fields = Object.entries(isJsonObject(value) ? value : {});
  return [
    `${nameOf(document)} (${since}${archived ? ', archived' : ''})`,
    ...(isUnused(kind, null) ? [`  ${UNUSED}`] : []),
    ...fields.map(([field, content]) => {
      const note = isUnused(kind, field) && content !== null && kind === 'settings' ? `  (${UNUSED})` : '';
      return `  ${field.padEnd(20)}${JSON.stringify(content)}${note}`;
    }),
  ].join('\n');
}

const when = (at: EpochMs): string => new Date(at).toISOString();

function renderAuthor(author: DocumentAuthor): string {
  switch (author.kind) {
    case 'agent':
      return `agent ${author.id}`;
    case 'operator':
    case 'environment':
      return author.kind;
  }
}

/** Takes texts as typed, because a greeting may look like JSON. Reads other values as JSON where possible. */
function eventToSet({ kind, id, field }: Path, typed: string): DocumentEvent {
  if (field === null) return { kind, id, type: 'document.written', value: jsonOr(typed) };
  const isText = kind === 'texts' && typed !== 'null';
  return { kind, id, type: 'document.patched', patch: { [field]: isText ? typed : jsonOr(typed) } };
}

function jsonOr(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

async function eventToRevert(
  store: DocumentStore,
  { kind, id }: Path,
  version: string | undefined,
): Promise<DocumentEvent> {
  const versions = await store.history(kind, id);
  const found = versions.find((document) => String(document.version) === version);
  if (found !== undefined && 'value' in found)
    return { kind, id, type: 'document.written', value: found.value };
  const known = versions.map((document) => document.version).join(', ');
  throw new SetupError(
    known === ''
      ? `There are no versions of ${nameOf({ kind, id })}. See: npm run settings -- show`
      : `There is no such version of ${nameOf({ kind, id })}. The versions are: ${known}.`,
  );
}

async function change({ store, rules, now }: Deps, event: DocumentEvent): Promise<string> {
  const by = { author: { kind: 'operator' }, at: now() } as const;
  return renderChange(event, await storeChange({ store, rules }, event, by));
}

function renderChange(event: DocumentEvent, made: DocumentChange): string {
  switch (made.outcome) {
    case 'changed':
      return `Done: ${nameOf(event)} has version ${made.document.version} now. ${usesOf(event)}`;
    case 'unchanged':
      return `Nothing to do: ${nameOf(event)} is so already.`;
    case 'conflict':
      throw new SetupError(
        `${nameOf(event)} has version ${made.version} now. Look again and repeat the command.`,
      );
    case 'refused':
      throw new SetupError(
        made.problems
          .map(({ path, problem, fix }) => `${path === '' ? '' : `${path}: `}${problem} ${fix}`)
          .join('\n'),
      );
  }
}

/** The time from which a running desk uses a change. */
function usesOf(event: DocumentEvent): string {
  const fields = event.type === 'document.patched' && isJsonObject(event.patch) ? event.patch : {};
  const [field = null] = Object.keys(fields);
  return isUnused(event.kind, field) ? UNUSED : 'A running desk uses the version at once.';
}

async function history({ store }: Deps, { kind, id }: Path, json: boolean): Promise<string> {
  const versions = await store.history(kind, id);
  if (json) return JSON.stringify(versions, null, 2);
  if (versions.length === 0) return `${nameOf({ kind, id })} was never changed.`;
  return versions
    .map((version, index) => {
      if (!('value' in version)) return `${version.version}  ${version.unreadable}`;
      const before = versions[index + 1];
      const changes = changesBetween(before !== undefined && 'value' in before ? before : null, version);
      return `${version.version}  ${when(version.at)}  ${renderAuthor(version.author)}  ${changes}`;
    })
    .join('\n');
}

/** The fields in which two versions differ, as `reopenMinutes: 30 → 10`. */
function changesBetween(before: Document | null, after: Document): string {
  if (before === null) return JSON.stringify(after.value);
  if (before.archived !== after.archived) return after.archived ? 'archived' : 'restored';
  const [old, now] = [before.value, after.value].map((value) => (isJsonObject(value) ? value : {}));
  const fields = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
  return [...fields]
    .map((field) => [field, JSON.stringify(old?.[field]), JSON.stringify(now?.[field])] as const)
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to]) => `${field}: ${from} → ${to}`)
    .join(', ');
}

export const settingsCommand = command({
  name: 'settings',
  summary: 'Shows and changes the configuration that a running desk uses.',
  usage: USAGE,
  options: { json: { type: 'boolean' } },
  async run({ options: { json }, words }, terminal) {
    const carryOut = settingsOrder(words);
    return onDesk(terminal, async ({ redis, keys, rules }) => {
      const deps = {
        store: createDocumentStore(redis, keys),
        rules,
        now: terminal.now,
      };
      terminal.print(await carryOut(deps, json));
      return true;
    });
  },
});
