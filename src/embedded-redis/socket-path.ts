import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, with the closing zero (unix(7)). */
const LONGEST_SOCKET_PATH_BYTES = 103;
const SOCKET = 'redis.sock';
const RECORD = 'redis.socket-path';

type SocketPlace = { path: string; forget(): void };

/**
 * The socket of the server of `dir`. If the path is too long, the socket is in a private temporary folder. `dir` records
 * the folder, so that the next start finds a running server.
 */
export function chooseSocket(dir: string, redisDir: string): SocketPlace {
  const beside = join(redisDir, SOCKET);
  if (fits(beside)) return { path: beside, forget: () => rmSync(beside, { force: true }) };

  const record = join(dir, RECORD);
  const path = recordedSocket(record) ?? newShortSocket(dir, record);
  return {
    path,
    forget() {
      rmSync(dirname(path), { recursive: true, force: true });
      rmSync(record, { force: true });
    },
  };
}

function recordedSocket(record: string): string | null {
  try {
    const path = readFileSync(record, 'utf8').trim();
    return fits(path) && statSync(dirname(path)).isDirectory() ? path : null;
  } catch {
    return null;
  }
}

function newShortSocket(dir: string, record: string): string {
  const name = `balcao-${createHash('sha256').update(dir).digest('hex').slice(0, 8)}-`;
  const parent = fits(join(tmpdir(), `${name}XXXXXX`, SOCKET)) ? tmpdir() : '/tmp';
  const path = join(mkdtempSync(join(parent, name)), SOCKET);
  writeWhole(record, `${path}\n`);
  return path;
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_SOCKET_PATH_BYTES;
}
