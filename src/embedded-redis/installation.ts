import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { askServer } from './ask-server.ts';
import { writeWhole } from './write-whole.ts';

const KEY = 'balcao:installation';
const MARKER = '.initialised';

/**
 * Tells an emptied Redis from a new desk. Redis and a file beside the data hold the same random id. The key is written
 * first: after a crash in between, the file is written here.
 * @throws SetupError if the file exists and the key is gone
 */
export async function checkInstallation(place: { redisDir: string; socketPath: string }): Promise<void> {
  const markerPath = join(place.redisDir, MARKER);
  const marker = readMarker(markerPath);
  const stored = await askServer(place.socketPath, async (redis) => {
    if (marker === null) await redis.set(KEY, randomUUID(), 'NX');
    return redis.get(KEY);
  });
  if (marker === null) {
    if (stored !== null) writeWhole(markerPath, `${stored}\n`);
    return;
  }
  if (stored === marker) return;
  const found = stored === null ? 'is empty' : 'holds the data of another installation';
  throw new SetupError(
    `The data of this desk is gone: ${markerPath} says that the desk was set up, but its Redis ${found}. ` +
      `Restore the whole folder ${place.redisDir} from the backup and start again. ` +
      `To begin again on purpose, giving up every conversation, ticket and link: rm -r '${place.redisDir}'`,
  );
}

function readMarker(path: string): string | null {
  try {
    const id = readFileSync(path, 'utf8').trim();
    return id === '' ? null : id;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
