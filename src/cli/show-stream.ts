import { setTimeout as sleep } from 'node:timers/promises';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import type { Stream } from '../store/stream.ts';
import { type Command, command } from './command.ts';
import { onDesk } from './open-desk.ts';

type ShowOptions<Row extends { place: string }> = {
  stream: Pick<Stream<Row>, 'newest' | 'after'>;
  /** Number of the newest rows to begin with. */
  count: number;
  /** Null: the function ends with the newest row. */
  until: AbortSignal | null;
  wait(): Promise<void>;
  write(row: Row): void;
};

const STEP = 500;

/** Writes the newest rows, then each new row until the signal fires. */
export async function showStream<Row extends { place: string }>({
  stream,
  count,
  until,
  wait,
  write,
}: ShowOptions<Row>): Promise<void> {
  let last = '0';
  const show = (rows: Row[]): number => {
    for (const row of rows) {
      write(row);
      last = row.place;
    }
    return rows.length;
  };
  show(await stream.newest(count));
  const isOver = () => until === null || until.aborted;
  while (!isOver()) {
    const shown = show(await stream.after(last, STEP));
    if (shown < STEP) await wait();
  }
}

const LOOK_MS = 250;

/** A command that prints the newest rows of a stream, and the rows that come. */
export const streamCommand = <Row extends { place: string }>(
  name: string,
  summary: string,
  streamOf: (redis: RedisConnection, keys: Keys) => Stream<Row>,
  render: (row: Row) => string,
): Command =>
  command({
    name,
    summary,
    usage: `Usage: npm run ${name} -- [--follow] [--count N] [--json]`,
    options: {
      follow: { type: 'boolean' },
      count: { type: 'string', default: '50' },
      json: { type: 'boolean' },
    },
    async run({ options: { follow, count, json }, words, misused }, terminal) {
      if (words.length > 0) throw misused(`"${words[0]}" is not understood.`);
      if (!/^\d+$/.test(count)) throw misused('--count takes a number');
      return onDesk(terminal, async ({ redis, keys }) => {
        const signal = terminal.interrupted();
        await showStream({
          stream: streamOf(redis, keys),
          count: Number(count),
          until: follow ? signal : null,
          wait: () => sleep(LOOK_MS, undefined, { signal }).catch(() => undefined),
          write: (row) => terminal.print(json ? JSON.stringify(row) : render(row)),
        });
        return true;
      });
    },
  });
