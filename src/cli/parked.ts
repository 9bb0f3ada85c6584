import { type Content, kindOf } from '../../machines/content.ts';
import type { MessageNumber, Owner } from '../../machines/ids.ts';
import { ownerOf, ownerText } from '../../machines/owner.ts';
import { type Effect, numberIn } from '../actor/effects.ts';
import { SetupError } from '../base/errors.ts';
import { retryAs } from '../features/relay/retry-comment.ts';
import { findParked, type Parked, type ParkedTarget, releaseParked } from '../store/find-parked.ts';
import { createParkedStore, numberOf } from '../store/parked-store.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

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

const USAGE = [
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

export const parkedCommand = command({
  name: 'parked',
  summary: 'Lists, retries or drops the parked entries and updates.',
  usage: USAGE,
  options: { words: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ options: { words: withWords, json }, words: [order, ...which], misused }, terminal) {
    if (order !== 'list' && order !== 'retry' && order !== 'drop') throw misused();
    if (order === 'drop' && which.length === 0) throw misused('Which are to be dropped?');
    const target = parkedTarget(which);
    return onDesk(terminal, async ({ redis, keys, retention }) => {
      const store = createParkedStore(redis, keys, retention, retryAs);
      const parked = await findParked(store, target);
      if (order === 'list') {
        const shown = showParked(parked, withWords);
        terminal.print(json ? JSON.stringify(shown, null, 2) : renderParked(shown));
        return true;
      }
      const at = terminal.now();
      const released = await releaseParked(store, parked, { how: order, by: { kind: 'operator' }, at });
      if (released === 0) throw new SetupError('Nothing of the kind is parked. See: npm run parked -- list');
      const what = order === 'retry' ? 'will be tried again by the running desk' : 'dropped';
      terminal.print(json ? JSON.stringify({ [order]: released }) : `${released} ${what}.`);
      return true;
    });
  },
});
