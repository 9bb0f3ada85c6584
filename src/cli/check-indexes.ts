import type { ClientId, EpochMs } from '../../machines/ids.ts';
import type { ClientStore } from '../actor/ports.ts';
import { type Indexed, indexedOf, readRow } from '../store/indexes.ts';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

type IndexDeps = {
  redis: RedisConnection;
  keys: Keys;
  clients: Pick<ClientStore, 'load'>;
  /** Rows of tickets that were closed before this time are dropped in parts, and may be gone. */
  closedSince: EpochMs;
};

type IndexReport = {
  clients: number;
  /** The first difference, in a sentence. Null: every list says what the records say. */
  difference: string | null;
};

/**
 * Compares the indexes with the records. A desk may be running, so a difference is read a second time before the report.
 */
export async function checkIndexes(deps: IndexDeps): Promise<IndexReport> {
  const ids = await recordedClients(deps);
  for (const client of ids) {
    const difference = (await differenceOf(client, deps)) && (await differenceOf(client, deps));
    if (difference) return { clients: ids.length, difference };
  }
  const difference = (await strangerIn(new Set(ids), deps)) && (await strangerIn(new Set(ids), deps));
  return { clients: ids.length, difference: difference || null };
}

const KEYS_A_STEP = 1000;

/** All clients with a record. No list is asked, because lists are what is checked. */
async function recordedClients({ redis, keys }: IndexDeps): Promise<ClientId[]> {
  const ids = new Set<ClientId>();
  for await (const found of redis.scanStream({ match: keys.records, count: KEYS_A_STEP })) {
    for (const key of found as string[]) ids.add(keys.clientOf(key));
  }
  return [...ids];
}

async function differenceOf(client: ClientId, deps: IndexDeps): Promise<string | null> {
  const { redis, keys, clients } = deps;
  const record = await clients.load(client);
  const { open, closed, client: listed, contacts }: Indexed = indexedOf(record);
  if (((await redis.sismember(keys.clients, String(client))) === 1) !== (listed !== null)) {
    return `Client ${client} has ${listed === null ? 'no data' : 'data'}, and ${keys.clients} says something else.`;
  }
  if (open !== null && (await redis.hget(keys.openTickets, open.number)) !== open.row) {
    return `Ticket #${open.number} of client ${client} is open, and its row in ${keys.openTickets} says something else.`;
  }
  if (closed !== null && !(await isListed(client, closed, deps))) {
    return `Ticket #${closed.number} of client ${client} is closed, and ${keys.closedTickets} says something else.`;
  }
  for (const member of contacts) {
    if ((await redis.zscore(keys.contacts, member)) === null) {
      return `Client ${client} is not found by "${member.split('\u0000')[0]}" in ${keys.contacts}.`;
    }
  }
  return null;
}

async function isListed(
  client: ClientId,
  closed: NonNullable<Indexed['closed']>,
  { redis, keys, closedSince }: IndexDeps,
): Promise<boolean> {
  const { number, row, at } = closed;
  const found = await Promise.all([
    redis.hget(keys.closedRows(Number(number)), number),
    redis.zscore(keys.closedTickets, number),
    redis.zscore(keys.closedOf(client), number),
  ]);
  const mayBeGone = Number(at) < closedSince;
  return [row, at, at].every((is, index) => found[index] === is || (mayBeGone && found[index] === null));
}

/** Rows without a record behind them. */
async function strangerIn(ids: ReadonlySet<ClientId>, deps: IndexDeps): Promise<string | null> {
  const { redis, keys, clients } = deps;
  for (const [number, row] of Object.entries(await redis.hgetall(keys.openTickets))) {
    const { client } = readRow(row);
    const record = await clients.load(client);
    if (indexedOf(record).open?.number !== number) {
      return `${keys.openTickets} lists ticket #${number} of client ${client}, which is not open.`;
    }
  }
  for await (const found of redis.sscanStream(keys.clients)) {
    const stranger = (found as string[]).find((id) => !ids.has(Number(id) as ClientId));
    if (stranger !== undefined) return `${keys.clients} lists client ${stranger}, who has no record.`;
  }
  for await (const found of redis.zscanStream(keys.contacts)) {
    const members = (found as string[]).filter((_value, index) => index % 2 === 0);
    for (const member of members) {
      const client = Number(member.split('\u0000')[1]) as ClientId;
      const known = ids.has(client) ? indexedOf(await clients.load(client)).contacts : [];
      if (!known.includes(member))
        return `${keys.contacts} leads from a word to client ${client}, who has no such word.`;
    }
  }
  return null;
}

const renderIndexReport = ({ clients, difference }: IndexReport): string =>
  difference === null
    ? `The indexes say what the records of ${clients} clients say.`
    : `The indexes differ from the records. ${difference}`;

const DAY_MS = 24 * 60 * 60 * 1000;

export const checkIndexesCommand = command({
  name: 'check-indexes',
  summary: 'Compares the lists with the records and prints the first difference.',
  usage: 'Usage: npm run check-indexes [-- --json]',
  options: { json: { type: 'boolean' } },
  async run({ options: { json }, words, misused }, terminal) {
    if (words.length > 0) throw misused();
    return onDesk(terminal, async (desk) => {
      const closedSince = (terminal.now() - desk.retention.reportDays * DAY_MS) as EpochMs;
      const report = await checkIndexes({ ...desk, closedSince });
      terminal.print(json ? JSON.stringify(report, null, 2) : renderIndexReport(report));
      return report.difference === null;
    });
  },
});
