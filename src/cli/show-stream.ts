import type { Stream } from '../store/stream.ts';

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
