import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';

/** Below the range from which the kernel gives ports by itself. */
const FIRST = 12_000;
const COUNT = 20_000;
const STEP = 101;

let next = (process.pid * STEP) % COUNT;

/** A port that is free and stays so: the kernel gives it to no one, and other test processes begin elsewhere. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
