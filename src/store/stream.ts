import type { Redis } from 'ioredis';

/** A Redis stream of rows, each with the place in the stream. Rows come oldest first. Places grow. */
export type Stream<Row> = {
  newest(count: number): Promise<Row[]>;
  after(place: string, limit: number): Promise<Row[]>;
  /** Drops the rows from before `before`, in ms. */
  trim(before: number): Promise<void>;
};

/** @param rowOf makes a row from the place and the stored JSON */
export function createStream<Row>(
  redis: Redis,
  key: string,
  rowOf: (place: string, stored: string) => Row,
): Stream<Row> {
  const decode = ([place, [, stored = '{}']]: [string, string[]]): Row => rowOf(place, stored);
  return {
    newest: async (count) => (await redis.xrevrange(key, '+', '-', 'COUNT', count)).map(decode).reverse(),
    after: async (place, limit) => (await redis.xrange(key, `(${place}`, '+', 'COUNT', limit)).map(decode),
    async trim(before) {
      await redis.xtrim(key, 'MINID', before);
    },
  };
}
