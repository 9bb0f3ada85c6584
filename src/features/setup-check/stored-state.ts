import { parseBoard } from '../../../machines/desk/board.ts';
import type { UserId } from '../../../machines/ids.ts';
import { SetupError } from '../../base/errors.ts';
import type { Config } from '../../config/config.ts';
import { createTeamStore } from '../../store/team-store.ts';
import { runningSocket } from '../../embedded-redis/running-socket.ts';
import { createKeys } from '../../store/keys.ts';
import { isLeased } from '../../store/lease.ts';
import { type OpenStoreOptions, openStoreBeside } from '../../store/open-store.ts';
import type { RedisConnection } from '../../store/redis.ts';
import { createDocumentStore } from '../../store/documents.ts';
import type { Known, WantedBoard } from './facts.ts';

/** Facts from the Redis of the desk, if Redis answers. */
export type StoredState = {
  /** A process holds the desk's lease. */
  isServed: Known<boolean>;
  unreachable(people: UserId[]): Promise<Known<UserId[]>>;
  /** The boards beside the first. Empty, too, if Redis does not answer. */
  laterBoards(): Promise<WantedBoard[]>;
  close(): Promise<void>;
};

/** Starts no Redis. Without a running Redis, the facts are unknown. */
export async function openStoredState(
  config: Pick<Config, 'redis' | 'dataDir'>,
  botId: number,
  options: OpenStoreOptions,
): Promise<StoredState> {
  if (config.redis.kind === 'embedded' && (await runningSocket(config.dataDir)) === null) {
    return {
      isServed: { known: true, value: false },
      unreachable: async () => ({ known: false, reason: 'the desk does not run' }),
      laterBoards: async () => [],
      close: async () => {},
    };
  }
  try {
    const store = await openStoreBeside(config, options);
    return storedIn(store.redis, botId, () => store.close());
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const silence = { known: false, reason: error.message } as const;
    return {
      isServed: silence,
      unreachable: async () => silence,
      laterBoards: async () => [],
      close: async () => {},
    };
  }
}

async function storedIn(
  redis: RedisConnection,
  botId: number,
  close: () => Promise<void>,
): Promise<StoredState> {
  const keys = createKeys(botId);
  const team = createTeamStore(redis, keys);
  return {
    isServed: { known: true, value: await isLeased(redis, keys) },
    unreachable: async (people) => ({ known: true, value: await team.unreachable(people) }),
    laterBoards: () => laterBoardsOf(redis, botId),
    close,
  };
}

async function laterBoardsOf(redis: RedisConnection, botId: number): Promise<WantedBoard[]> {
  const { documents } = await createDocumentStore(redis, createKeys(botId)).readAll();
  return documents.flatMap((document) => {
    if (document.kind !== 'boards' || 'unreadable' in document || document.archived) return [];
    const board = parseBoard(document.value);
    return board.ok ? [{ channelId: board.value.channelId, groupId: null }] : [];
  });
}
