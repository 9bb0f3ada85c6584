import type { Redis } from 'ioredis';
import { readable } from '../../machines/client/snapshot.ts';
import type { ClientId } from '../../machines/ids.ts';
import { type Link, settledBy } from '../actor/command.ts';
import type { ClientStore, Commit, Committed, Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { ConflictError, DefectError } from '../base/errors.ts';
import { encodeEntry, entryKey, isForMany } from './entry.ts';
import type { Keys } from './keys.ts';
import { encodeRow } from './journal.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { encodeReactions } from './reactions.ts';
import { encodeVersion, VERSIONS_KEPT } from './message-versions.ts';
import { loadScript } from './redis.ts';
import { missesStamp, type Stamp } from './data-id.ts';

/** How long a command is remembered: longer than Telegram keeps an update (24 h). */
export const APPLIED_MS = 48 * 60 * 60 * 1000;

/** Long after the last item of an album can come late. */
const ALBUM_MS = 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

const commitScript = loadScript('commit');

/**
 * @param logDays how long links and the journal are kept
 * @param stamp of the data; a commit throws SetupError when it is no longer there. Null: it is not looked at
 */
export function createClientStore(
  redis: Redis,
  keys: Keys,
  logDays: number,
  fence: Fence = NO_LEASE,
  stamp: Stamp | null = null,
): ClientStore {
  const keepMs = logDays * DAY_MS;
  return {
    async load(client) {
      const [version, stored] = await redis.hmget(keys.client(client), 'v', 's');
      return decodeRecord(client, version ?? null, stored ?? null);
    },

    async commit(commit) {
      const links = linkWrites(commit, keys);
      const token = fence.token();
      const answer = (await commitScript(
        redis,
        [
          keys.applied(commit.once ?? ''),
          keys.client(commit.owner),
          keys.outbox(commit.owner),
          keys.owners,
          keys.sequence,
          keys.timers,
          keys.journal(commit.owner),
          keys.posts,
          keys.roots,
          keys.parked(commit.owner),
          keys.parkedOwners,
          keys.album(commit.owner, commit.outcome?.album?.id ?? ''),
          keys.fence,
          keys.news,
          keys.stamp,
          ...links.buckets,
        ],
        [
          JSON.stringify({
            token: String(token),
            stamp: stamp ?? undefined,
            links: links.writes,
            said: links.said,
            ...operations(commit, keepMs),
          }),
        ],
      )) as string[];
      if (answer[0] === 'fenced') fence.refused(token);
      if (answer[0] === 'foreign' && stamp !== null) {
        const why = await missesStamp(redis, keys, stamp);
        // Back already: restored between the two questions.
        throw why ?? new ConflictError('The data of the desk was away');
      }
      return decodeAnswer(answer, commit);
    },
  };
}

export function decodeRecord(
  client: ClientId,
  version: string | null,
  stored: string | null,
): ClientRecord | null {
  if (version === null || stored === null) return null;
  const kept = JSON.parse(stored) as Omit<ClientRecord, 'id' | 'version'>;
  return { id: client, version: Number(version), ...kept, state: readable(kept.state) };
}

function operations(commit: Commit, keepMs: number): Record<string, unknown> {
  const owner = String(commit.owner);
  const { state, outcome, journal } = commit;
  return {
    owner,
    fenced: commit.fenced ? true : undefined,
    once: commit.once === null ? undefined : APPLIED_MS,
    settles: outcome === null ? [] : settledBy(outcome),
    parked: outcome?.parked === undefined ? undefined : wellFormed(outcome.parked),
    voids: outcome?.voids ?? [],
    expected: state === null ? undefined : String(state.expected),
    record: state === null ? undefined : encodeRecord(state.record),
    add: commit.effects.map((effect) => ({ key: entryKey(effect), body: encodeEntry(commit.at, effect) })),
    forMany: commit.effects.length > 0 && commit.effects.every(isForMany) ? true : undefined,
    timers: commit.timers.map(({ name, due }) => ({
      member: `${owner} ${name}`,
      due: due === null ? undefined : String(due),
    })),
    posts: commit.posts.map(String),
    roots: commit.roots.map(String),
    linkTtl: keepMs,
    versions: VERSIONS_KEPT,
    album: outcome?.album === undefined ? undefined : String(outcome.album.message),
    albumTtl: ALBUM_MS,
    journal: journal === null ? undefined : encodeRow(journal),
    journalFrom: String(Math.max(0, commit.at - keepMs)),
    journalTtl: keepMs,
  };
}

/** Redis' JSON decoder refuses half a surrogate pair. What is encoded twice never shows it one. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** The id and the version have places of their own. */
function encodeRecord({ id: _id, version: _version, ...rest }: ClientRecord): string {
  return JSON.stringify(rest);
}

const FIRST_LINK_KEY = 16;

function linkWrites({ owner, outcome }: Commit, keys: Keys) {
  const { links = [], reacted } = outcome ?? {};
  const buckets: string[] = [];
  const bucket = (key: string): string => {
    if (!buckets.includes(key)) buckets.push(key);
    return String(FIRST_LINK_KEY + buckets.indexOf(key));
  };
  const writes: { key: string; field: string; value: string | undefined }[] = links.flatMap((link) => [
    {
      key: bucket(keys.threadLinks(link.thread)),
      field: String(link.thread),
      value: `${link.client} ${counterparts(links, 'thread', link)} ${link.print}`,
    },
    {
      key: bucket(keys.privateLinks(link.client, link.private)),
      field: String(link.private),
      value: `${counterparts(links, 'private', link)} ${link.print}`,
    },
  ]);
  if (reacted !== undefined) {
    const key =
      reacted.in === 'thread'
        ? keys.reactionsOfTeam(reacted.message)
        : keys.reactionsOfClient(owner, reacted.message);
    const value = encodeReactions(reacted.reactions);
    writes.push({ key: bucket(key), field: String(reacted.message), value });
  }
  const said = links.flatMap(({ said, client, ...link }) =>
    said === undefined
      ? []
      : [
          {
            key: bucket(
              said.in === 'private' ? keys.saidByClient(client, link.private) : keys.saidByTeam(link.thread),
            ),
            field: String(link[said.in]),
            version: encodeVersion(said),
          },
        ],
  );
  return { buckets, writes, said };
}

/** Messages that left together have one counterpart, which has all of them. */
function counterparts(links: Link[], side: 'thread' | 'private', { [side]: message }: Link): string {
  const other = side === 'thread' ? 'private' : 'thread';
  return links
    .filter((link) => link[side] === message)
    .map((link) => link[other])
    .join();
}

function decodeAnswer([status, ...added]: string[], commit: Commit): Committed {
  if (status === 'applied' || status === 'conflict' || status === 'fenced') return { status };
  if (status !== 'committed' && status !== 'behind') throw new DefectError(`commit.lua answered ${status}`);
  const entries: Entry[] = [];
  const byKey = new Map(commit.effects.map((effect) => [entryKey(effect), effect]));
  const unkeyed = commit.effects.filter((effect) => entryKey(effect) === undefined);
  for (let i = 0; i < added.length; i += 2) {
    const [id, seq] = [added[i] ?? '', Number(added[i + 1])];
    const effect = byKey.get(id) ?? unkeyed.shift();
    if (effect === undefined) throw new DefectError('commit.lua added more entries than it was given');
    entries.push({ id, seq, owner: commit.owner, at: commit.at, effect });
  }
  return { status: 'committed', entries, behind: status === 'behind' };
}
