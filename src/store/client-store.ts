import type { Redis } from 'ioredis';
import type { ClientId } from '../../machines/ids.ts';
import { ownerText } from '../../machines/owner.ts';
import { settledBy } from '../actor/command.ts';
import type { Guard, Write } from '../actor/changes.ts';
import { type ClientStore, type Commit, type Committed, type Entry, erases } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { ConflictError, DefectError } from '../base/errors.ts';
import { deliveryWrites, numberOf, takenWrites } from './conversation-log.ts';
import { auditOf, auditWrites } from './audit.ts';
import { encodeEntry, encodeParking } from './entry.ts';
import { featureChanges } from './feature-changes.ts';
import type { Keys } from './keys.ts';
import { settingsGuard } from './documents.ts';
import { erasureWrites } from './client-data.ts';
import { factWrites } from './facts.ts';
import { indexWrites } from './indexes.ts';
import { journalWrites } from './journal.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { albumWrites, blockWrites, threadWrites } from './links.ts';
import { reactionWrites } from './reactions.ts';
import { VERSIONS_KEPT, versionWrites } from './message-versions.ts';
import { RecentRecords } from './recent-records.ts';
import type { Retention } from './retention.ts';
import { loadScript, lossesOf } from './redis.ts';
import { missesDataId, type DataId } from './data-id.ts';
import { timerGuards, timerWrites } from './timer-store.ts';
import { ScriptArguments } from './script-arguments.ts';
import { decodeRecord, encodeRecord } from './stored-record.ts';

/** Time to remember a command: longer than Telegram keeps an update (24 h). */
export const APPLIED_MS = 48 * 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

const commitScript = loadScript('commit');

/**
 * @param dataId data id and version. If Redis no longer holds both, a commit throws SetupError. Null: no check
 */
export function createClientStore(
  redis: Redis,
  keys: Keys,
  retention: Retention,
  fence: Fence = NO_LEASE,
  dataId: DataId | null = null,
): ClientStore {
  const keptNow = (): Kept => ({
    logMs: String(retention.logDays * DAY_MS),
    reportMs: String(retention.reportDays * DAY_MS),
  });
  const recent = new RecentRecords(lossesOf(redis));

  async function send(commit: Commit): Promise<Committed> {
    const token = fence.token();
    const script = scriptFor(commit, keys, { token: String(token), dataId, kept: keptNow() });
    const answer = (await commitScript(redis, script.keys, script.args())) as string[];
    if (answer[0] === 'fenced') fence.refused(token);
    if (answer[0] === 'foreign' && dataId !== null) {
      const why = await missesDataId(redis, keys, dataId);
      // The data came back between the two questions.
      throw why ?? new ConflictError('The data of the desk was away');
    }
    return decodeAnswer(answer, commit);
  }

  return {
    load: (client) => loadRecord(redis, keys, client),

    recent: (client) => recent.of(client),

    numberOf: (client, place) => numberOf(redis, keys, client, place),

    reserveTicket: () => redis.incr(keys.tickets),

    async commit(commit) {
      if (commit.state === null) return send(commit);
      // Until the answer the stored record is unknown.
      recent.forget(commit.state.record.id);
      const committed = await send(commit);
      if (committed.status === 'committed') recent.keep(commit.state.record);
      return committed;
    },
  };
}

export async function loadRecord(redis: Redis, keys: Keys, client: ClientId): Promise<ClientRecord | null> {
  const [version, stored] = await redis.hmget(keys.client(client), 'v', 's');
  if (typeof version !== 'string' || typeof stored !== 'string') return null;
  return decodeRecord(client, Number(version), stored);
}

/** The keys that commit.lua knows by place. A commit without state touches no client. */
const scriptKeys = ({ owner, state }: Commit, keys: Keys): string[] => [
  keys.outbox(owner),
  keys.owners,
  keys.sequence,
  keys.parked(owner),
  keys.parkedOwners,
  keys.fence,
  keys.unreadOwners,
  keys.dataId,
  ...(state === null ? [] : [keys.client(state.record.id)]),
];

/** Guards and writes, besides the state and the outbox. */
function changes(commit: Commit, keys: Keys, { logMs: ttlMs, reportMs }: Kept) {
  const { owner, once, outcome, state } = commit;
  const { versions, writes: kept } = versionWrites(commit, keys, ttlMs);
  const ofFeatures = featureChanges(commit, keys);
  const guards: Guard[] = [...timerGuards(commit, keys), ...ofFeatures.guards];
  const writes: Write[] = [
    ...timerWrites(commit, keys),
    ...threadWrites(owner, commit, keys),
    ...takenWrites(commit, keys, ttlMs),
    ...(outcome === null ? [] : deliveryWrites(owner, outcome, keys, ttlMs)),
    ...reactionWrites(owner, outcome?.reacted, keys, ttlMs),
    ...kept,
    ...blockWrites(outcome?.blocks, keys, ttlMs),
    ...albumWrites(owner, outcome?.album, keys),
    ...factWrites(commit, keys),
    ...auditWrites(auditOf(commit), keys),
    ...(state === null ? [] : indexWrites(state.before, state.record, keys, reportMs)),
    ...erasureWrites(commit, keys),
    ...journalWrites(owner, commit.journal, keys, ttlMs),
    ...ofFeatures.writes,
  ];
  if (commit.decidedWith !== undefined) guards.unshift(settingsGuard(keys, commit.decidedWith));
  if (once !== null) {
    guards.unshift({ key: keys.applied(once), is: null, otherwise: 'applied' });
    writes.push(['SET', keys.applied(once), '1', 'PX', String(APPLIED_MS)]);
  }
  return { guards, versions, writes };
}

type Kept = { logMs: string; reportMs: string };

/** The keys and arguments of commit.lua, in the order of the script. */
function scriptFor(
  commit: Commit,
  keys: Keys,
  desk: { token: string; dataId: DataId | null; kept: Kept },
): ScriptArguments {
  const { owner, at, effects, outcome, state } = commit;
  const { guards, versions, writes } = changes(commit, keys, desk.kept);
  const script = new ScriptArguments(scriptKeys(commit, keys));
  script.text(ownerText(owner));
  script.text(desk.token);
  script.optional(desk.dataId);
  script.flag(commit.fenced);
  script.guards(guards);
  script.list(outcome === null ? [] : settledBy(outcome), (id) => script.text(id));
  script.optional(outcome === null ? null : encodeParking(outcome));
  script.list(outcome?.supersedes ?? [], (id) => script.text(id));
  script.optional(state === null ? null : String(state.expected));
  script.text(state === null ? '' : encodeRecord(state.record));
  script.flag(erases(commit));
  script.list(effects, (effect) => {
    script.text(effect.slot ?? '');
    script.text(encodeEntry(at, effect));
  });
  script.flag(effects.length > 0 && effects.every(({ bulk }) => bulk === true));
  script.text(String(VERSIONS_KEPT));
  script.list(versions, ({ key, field, version }) => {
    script.key(key);
    script.text(field);
    script.text(version);
  });
  script.writes(writes);
  return script;
}

function decodeAnswer([status, ...added]: string[], commit: Commit): Committed {
  if (status === 'applied' || status === 'conflict' || status === 'fenced' || status === 'taken')
    return { status };
  if (status !== 'committed' && status !== 'behind') throw new DefectError(`commit.lua answered ${status}`);
  const entries: Entry[] = [];
  const byKey = new Map(commit.effects.map((effect) => [effect.slot, effect]));
  const unkeyed = commit.effects.filter((effect) => effect.slot === undefined);
  for (let i = 0; i < added.length; i += 2) {
    const [id, seq] = [added[i] ?? '', Number(added[i + 1])];
    const effect = byKey.get(id) ?? unkeyed.shift();
    if (effect === undefined) throw new DefectError('commit.lua added more entries than it was given');
    entries.push({ id, seq, owner: commit.owner, at: commit.at, effect });
  }
  return { status: 'committed', entries, behind: status === 'behind' };
}
