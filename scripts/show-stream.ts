import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SetupError } from '../src/base/errors.ts';
import { showStream } from '../src/cli/show-stream.ts';
import { npmTookJson } from '../src/config/env.ts';
import type { Keys } from '../src/store/keys.ts';
import type { RedisConnection } from '../src/store/redis.ts';
import type { Stream } from '../src/store/stream.ts';
import { onDesk } from './open-desk.ts';
import { runCommand } from './run-command.ts';

const LOOK_MS = 250;

function options(name: string): { follow: boolean; count: number; json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        follow: { type: 'boolean', default: false },
        count: { type: 'string', default: '50' },
        json: { type: 'boolean', default: false },
      },
    });
    const count = Number(values.count);
    if (!/^\d+$/.test(values.count)) throw new Error('--count takes a number');
    return { ...values, count, json: values.json || npmTookJson(process.env) };
  } catch (cause) {
    const usage = `Usage: npm run ${name} -- [--follow] [--count N] [--json]`;
    throw new SetupError(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, { cause });
  }
}

/** npm run <name> -- [--follow] [--count N] [--json]: prints the newest rows of a stream, and those that come. */
export const showRows = <Row extends { place: string }>(
  name: string,
  streamOf: (redis: RedisConnection, keys: Keys) => Stream<Row>,
  render: (row: Row) => string,
): Promise<void> =>
  runCommand(async () => {
    const { follow, count, json } = options(name);
    await onDesk(async ({ redis, keys }) => {
      const stopping = new AbortController();
      process.once('SIGINT', () => stopping.abort());
      await showStream({
        stream: streamOf(redis, keys),
        count,
        until: follow ? stopping.signal : null,
        wait: () => sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined),
        write: (row) => console.log(json ? JSON.stringify(row) : render(row)),
      });
    });
  });
