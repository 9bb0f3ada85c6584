import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Redis } from 'ioredis';
import { SNAPSHOT_VERSION } from '../../machines/client/snapshot.ts';
import { SetupError } from '../base/errors.ts';
import { atPath, isFileError } from '../base/file-error.ts';
import { makeDataDir } from '../config/private-files.ts';
import { writeWhole } from '../embedded-redis/write-whole.ts';
import type { Keys } from './keys.ts';
import { guardedWrites } from './write.ts';

/**
 * Counts changes of the stored data that an older program would misread: a key with another meaning, unknown effects.
 * Changes of the clients' state count in SNAPSHOT_VERSION instead.
 */
const OTHER_CHANGES = 4;

/** The shape of all stored data. */
export const DATA_VERSION = SNAPSHOT_VERSION + OTHER_CHANGES;

/** The oldest readable shape. */
const OLDEST_READABLE = 7;

/**
 * `id version`: the data id, and the newest shape in the data. Stands in Redis, and every commit checks the data id. So a
 * Redis without the data, or with data of a newer program, takes no commit.
 */
export type DataId = string & { readonly brand: 'data id' };

export type DataIdOptions = {
  /**
   * File outside Redis with the id, so that an emptied Redis does not look like a new desk. Null: another part vouches
   * for the data, as with the embedded Redis.
   */
  file: string | null;
  /** The file cannot be read or written. Then only Telegram's answer reveals an emptied Redis. */
  onNotKept(error: unknown): void;
  /** Whether Telegram knows the desk from before: then an empty Redis has lost the data. Asked only for a new desk. */
  servedBefore(): Promise<boolean>;
  /** People want a new desk, and give up all data of the old desk. */
  acceptsLoss: boolean;
};

/**
 * Finds the data id, or makes a data id for a new desk.
 * @throws SetupError when the data is gone, belongs to another installation, or comes from a newer program
 */
export async function claimDataId(redis: Redis, keys: Keys, options: DataIdOptions): Promise<DataId> {
  const { file, acceptsLoss } = options;
  const remembered = file === null || acceptsLoss ? null : read(file, options.onNotKept);
  if ((await redis.get(keys.dataId)) === null) {
    const former = await redis.get(keys.formerDataId);
    if (former !== null) throw older(parse(former).version);
    const isLost = remembered !== null || (file !== null && !acceptsLoss && (await options.servedBefore()));
    if (isLost) throw gone(BEGIN_AGAIN);
    await redis.setnx(keys.dataId, `${randomUUID()} ${DATA_VERSION}`);
  }
  const found = await redis.get(keys.dataId);
  if (found === null) throw gone(BEGIN_AGAIN);
  const { id, version } = parse(found);
  if (remembered !== null && remembered !== id) throw foreign(BEGIN_AGAIN);
  if (version > DATA_VERSION) throw newer(version);
  if (version < OLDEST_READABLE) throw older(version);
  const dataId = `${id} ${DATA_VERSION}` as DataId;
  if (dataId !== found) {
    const key = keys.dataId;
    const isRaised = await guardedWrites(redis, [{ key, is: found }], [['SET', key, dataId]]);
    // Another process raised the version first, perhaps to a newer version.
    if (!isRaised) return claimDataId(redis, keys, options);
  }
  if (file !== null && remembered === null) keep(file, id, options.onNotKept);
  return dataId;
}

function keep(file: string, id: string, onNotKept: (error: unknown) => void): void {
  try {
    makeDataDir(dirname(file));
    writeWhole(file, `${id}\n`);
  } catch (error) {
    if (!isFileError(error)) throw error;
    onNotKept(error);
  }
}

/** The reason why Redis no longer holds the data id; null: Redis still holds the data id. */
export async function missesDataId(redis: Redis, keys: Keys, dataId: DataId): Promise<SetupError | null> {
  const found = await redis.get(keys.dataId);
  if (found === dataId) return null;
  if (found === null) return gone();
  const { id, version } = parse(found);
  return id === parse(dataId).id ? newer(version) : foreign();
}

function parse(dataId: string): { id: string; version: number } {
  const [id = '', version] = dataId.split(' ');
  return { id, version: Number(version) };
}

function read(file: string, onNotKept: (error: unknown) => void): string | null {
  try {
    return atPath(file, () => readFileSync(file, 'utf8')).trim();
  } catch (error) {
    if (!isFileError(error)) throw error;
    if (error.code !== 'ENOENT') onNotKept(error);
    return null;
  }
}

const RESTORE =
  'Until the data of Redis is back, nothing is taken in. Telegram keeps messages for a day. Restore the data and start again.';

const BEGIN_AGAIN =
  ' To begin again on purpose, giving up every conversation, ticket and link, start once with: npm start -- --accept-data-loss';

const gone = (more = ''): SetupError =>
  new SetupError(`The data of this desk is gone: its Redis is empty. ${RESTORE}${more}`);

const foreign = (more = ''): SetupError =>
  new SetupError(`Redis holds the data of another installation of this desk. ${RESTORE}${more}`);

const older = (version: number): SetupError =>
  new SetupError(
    `An older version of Balcão has written this data (version ${version}; this one reads ${OLDEST_READABLE} and newer). ` +
      'Run that version, or begin with an empty Redis: remove the folder data/, or point REDIS_URL to another database.',
  );

const newer = (version: number): SetupError =>
  new SetupError(
    `A newer version of Balcão has written this data (version ${version}; this one knows ${DATA_VERSION}). ` +
      'Run that version, or a newer one.',
  );
