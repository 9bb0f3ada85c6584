import { type Content, kindOf } from '../../machines/content.ts';
import type { EpochMs, MessageNumber, Owner } from '../../machines/ids.ts';
import { ownerOf, ownerText } from '../../machines/owner.ts';
import { type Effect, numberIn } from '../actor/effects.ts';
import { SetupError } from '../base/errors.ts';
import {
  numberOf,
  type ParkedEntry,
  type ParkedStore,
  type ParkedUpdate,
  type Release,
} from '../store/parked-store.ts';

/** Selects parked entries of an owner (or one by id), of a message, parked updates (or one by number), or all. */
export type ParkedTarget =
  | { of: 'everything' }
  | { of: 'owner'; owner: Owner; entry: string | null }
  | { of: 'message'; owner: Owner; number: MessageNumber }
  | { of: 'updates'; update: number | null };

const DAY_MS = 24 * 60 * 60 * 1000;

type Parked = { entries: ParkedEntry[]; updates: ParkedUpdate[] };

/** The printable part of a parked entry. `words` holds message texts, on request only. */
type ShownParked = {
  entries: {
    owner: Owner;
    entry: string;
    /** The message of the entry, as `client.n`. */
    message?: string;
    kind: string;
    transport: string;
    since: string;
    reason: string;
    words?: string;
  }[];
  updates: { update: number | null; since: string; reason: string; words?: string }[];
};

export const USAGE = [
  'Usage: npm run parked -- list  [which] [--words] [--json]',
  '       npm run parked -- retry [which]',
  '       npm run parked -- drop   which',
  'which: an owner; an owner and the id of one entry; a message as client.n; updates; updates and the number of one; or all.',
  'owner: the id of a client or another person; desk; mail; webhook:<id>; or campaign:<id>.',
].join('\n');

/** @throws SetupError if the arguments select nothing */
export function parkedTarget(words: readonly string[]): ParkedTarget {
  const [which = 'all', one, ...more] = words;
  const isUpdates = which === 'updates';
  if (more.length > 0) throw new SetupError(USAGE);
  if (which === 'all' && one === undefined) return { of: 'everything' };
  if (isUpdates && (one === undefined || /^\d+$/.test(one))) {
    return { of: 'updates', update: one === undefined ? null : Number(one) };
  }
  const [client = '', n] = which.split('.');
  if (one === undefined && /^\d+\.\d+$/.test(which)) {
    return { of: 'message', owner: ownerIn(client), number: Number(n) as MessageNumber };
  }
  return { of: 'owner', owner: ownerIn(which), entry: one ?? null };
}

function ownerIn(word: string): Owner {
  try {
    return ownerOf(word);
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

export async function findParked(store: ParkedStore, target: ParkedTarget): Promise<Parked> {
  const owners = 'owner' in target ? [target.owner] : target.of === 'updates' ? [] : await store.owners();
  const entries = (await Promise.all(owners.map((owner) => store.entries(owner)))).flat();
  const updates = 'owner' in target ? [] : await store.updates();
  return {
    entries: entries.filter(({ id, effect }) => {
      if (target.of === 'message') return numberIn(effect) === target.number;
      return target.of !== 'owner' || target.entry === null || id === target.entry;
    }),
    updates: updates.filter(
      ({ update }) => target.of !== 'updates' || target.update === null || numberOf(update) === target.update,
    ),
  };
}

/** @returns the number of released entries */
export async function releaseParked(
  store: ParkedStore,
  { entries, updates }: Parked,
  release: Release,
): Promise<number> {
  let released = 0;
  for (const owner of new Set(entries.map((entry) => entry.owner))) {
    const theirs = entries.filter((entry) => entry.owner === owner);
    released += (await store.release(owner, theirs, release)).length;
  }
  for (const update of updates) {
    if (await store.releaseUpdate(update, release)) released += 1;
  }
  return released;
}

/** Parked message texts expire like all other texts of the desk. */
export async function forgetOldParked(store: ParkedStore, logDays: number, now: EpochMs): Promise<void> {
  const before = now - logDays * DAY_MS;
  const { entries, updates } = await findParked(store, { of: 'everything' });
  const old = {
    entries: entries.filter(({ at }) => at < before),
    updates: updates.filter(({ at }) => at < before),
  };
  await releaseParked(store, old, { how: 'expire', by: { kind: 'desk' }, at: now });
}

export const showParked = ({ entries, updates }: Parked, withWords: boolean): ShownParked => ({
  entries: entries.map(({ owner, id, at, effect, transport, reason }) => ({
    owner,
    entry: id,
    ...messageOf(owner, effect),
    kind: effect.kind,
    transport,
    since: iso(at),
    reason,
    ...(withWords ? { words: wordsOf(effect) } : {}),
  })),
  updates: updates.map(({ at, reason, update }) => ({
    update: numberOf(update),
    since: iso(at),
    reason,
    ...(withWords ? { words: JSON.stringify(update) } : {}),
  })),
});

function messageOf(owner: Owner, effect: Effect): { message?: string } {
  const n = numberIn(effect);
  return n === undefined ? {} : { message: `${ownerText(owner)}.${n}` };
}

export function renderParked({ entries, updates }: ShownParked): string {
  if (entries.length + updates.length === 0) return 'Nothing is parked.';
  const said = (words: string | undefined) =>
    words === undefined ? [] : words.split('\n').map((line) => `    │ ${line}`);
  return [
    ...entries.flatMap(({ owner, entry, message, kind, transport, since, reason, words }) => [
      `${owner} ${entry}  ${kind}${message === undefined ? '' : ` of ${message}`} by ${transport}  since ${since}  ${reason}`,
      ...said(words),
    ]),
    ...updates.flatMap(({ update, since, reason, words }) => [
      `updates ${update ?? '?'}  since ${since}  ${reason}`,
      ...said(words),
    ]),
  ].join('\n');
}

function wordsOf(effect: Effect): string {
  const content = effect['content'] as Content | undefined;
  if (content === undefined) return '';
  if (content.kind === 'text') return content.text;
  const caption = content.kind === 'media' ? (content.caption ?? '') : '';
  return `(${kindOf(content)}) ${caption}`.trimEnd();
}

const iso = (at: number): string => new Date(at).toISOString();
