import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { askServer } from './ask-server.ts';
import { chooseSocket } from './socket-path.ts';

/** The socket of the running Redis of a folder, or null. Starts no server and takes no lock. */
export async function runningSocket(dir: string): Promise<string | null> {
  if (!existsSync(join(dir, 'redis'))) return null;
  const { path } = chooseSocket(realpathSync(dir), join(realpathSync(dir), 'redis'));
  try {
    await askServer(path, (redis) => redis.ping());
    return path;
  } catch {
    return null;
  }
}
