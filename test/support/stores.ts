import type { Redis } from 'ioredis';
import type { ClientId, EpochMs, PrivateMessageId, UserId } from '../../machines/ids.ts';
import type { Command } from '../../src/actor/command.ts';
import type { Commit } from '../../src/actor/ports.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createTeamStore } from '../../src/store/team-store.ts';
import { createPendingUpdates } from '../../src/store/pending-updates.ts';
import { createJournal } from '../../src/store/journal.ts';
import { createKeys } from '../../src/store/keys.ts';
import { type Fence, NO_LEASE } from '../../src/store/lease.ts';
import { createConversationLog } from '../../src/store/conversation-log.ts';
import { createLinks } from '../../src/store/links.ts';
import { createUnreadOwners } from '../../src/store/unread-owners.ts';
import { createOutboxStore } from '../../src/store/outbox-store.ts';
import { createReactions } from '../../src/store/reactions.ts';
import { createMessageVersions } from '../../src/store/message-versions.ts';
import { retryAs } from '../../src/features/relay/retry-comment.ts';
import { createParkedStore } from '../../src/store/parked-store.ts';
import { createTimerStore } from '../../src/store/timer-store.ts';
import { freshDeskId } from './redis.ts';

export const T0 = Date.UTC(2026, 10, 21, 12) as EpochMs;
export const LOG_DAYS = 90;
export const REPORT_DAYS = 400;
export const KEPT = { logDays: LOG_DAYS, reportDays: REPORT_DAYS };
export const DAY_MS = 24 * 60 * 60 * 1000;

/** The stores of a separate desk. */
export function deskStores(redis: Redis, desk = freshDeskId(), fence: Fence = NO_LEASE) {
  const keys = createKeys(desk);
  return {
    desk,
    redis,
    keys,
    clients: createClientStore(redis, keys, KEPT, fence),
    outbox: createOutboxStore(redis, keys, fence),
    timers: createTimerStore(redis, keys, fence),
    unread: createUnreadOwners(redis, keys, fence),
    links: createLinks(redis, keys),
    log: createConversationLog(redis, keys),
    versions: createMessageVersions(redis, keys),
    reactions: createReactions(redis, keys),
    teamStore: createTeamStore(redis, keys),
    parked: createParkedStore(redis, keys, KEPT, retryAs),
    journal: createJournal(redis, keys),
    intake: createPendingUpdates(redis, keys),
    keysInRedis: () => scan(redis, `*${desk}*`),
    /** Every key of the desk with the dumped value. */
    async dump(): Promise<Record<string, string>> {
      const dump: Record<string, string> = {};
      for (const key of await scan(redis, `*${desk}*`)) {
        dump[key] = (await redis.dumpBuffer(key))?.toString('base64') ?? '';
      }
      return dump;
    },
  };
}

export type DeskStores = ReturnType<typeof deskStores>;

async function scan(redis: Redis, pattern: string): Promise<string[]> {
  const found = new Set<string>();
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
    for (const key of keys) found.add(key);
    cursor = next;
  }
  return [...found].sort();
}

export const client = (id: number) => id as ClientId;
export const user = (id: number) => id as UserId;

/** A commit with only the given changes. */
export function aCommit(more: Partial<Commit> = {}): Commit {
  return {
    owner: user(700),
    at: T0,
    once: null,
    fenced: false,
    state: null,
    outcome: null,
    effects: [],
    timers: [],
    facts: [],
    taken: [],
    posts: [],
    roots: [],
    erasings: 0,
    journal: null,
    ...more,
  };
}

/** The command `client.wrote`, as from the router. */
export function wrote(
  owner: number,
  message: number,
  more: Partial<Command> & { text?: string } = {},
): Command {
  const { text = `message ${message}`, ...rest } = more;
  return {
    id: `u${message}:1:${owner}`,
    at: T0,
    owner: user(owner),
    actor: { kind: 'desk' },
    profile: { firstName: 'Ana', lastName: null, username: null },
    event: {
      type: 'client.wrote',
      message: message as PrivateMessageId,
      content: { kind: 'text', text, entities: [] },
    },
    ...rest,
  };
}
