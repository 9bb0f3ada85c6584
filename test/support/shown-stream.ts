import { showStream } from '../../src/cli/show-stream.ts';
import type { Stream } from '../../src/store/stream.ts';

/** The lines of `--follow`: the newest `count` rows, then the rows of `act`. */
export async function followed<Row extends { place: string }>(
  stream: Stream<Row>,
  count: number,
  render: (row: Row) => string,
  act: () => Promise<unknown>,
): Promise<string[]> {
  const stopping = new AbortController();
  const lines: string[] = [];
  let looks = 0;
  await showStream({
    stream,
    count,
    until: stopping.signal,
    async wait() {
      looks += 1;
      if (looks === 1) await act();
      else stopping.abort();
    },
    write: (row) => lines.push(render(row)),
  });
  return lines;
}
