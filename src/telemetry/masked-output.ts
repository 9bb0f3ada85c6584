import type { Mask } from '../config/mask.ts';

type Output = { write(chunk: string | Uint8Array, ...rest: unknown[]): boolean };

/** A process, as far as output goes. */
export type Running = {
  stdout: Output;
  stderr: Output;
  on(event: 'uncaughtException', handle: (error: unknown) => void): unknown;
  exit(code: number): unknown;
};

/**
 * Masks all that a process prints, with an error that nothing catches: Node prints such an error past the streams.
 * Call once, before the first output.
 */
export function maskOutput(running: Running, mask: Mask): void {
  for (const stream of [running.stdout, running.stderr]) {
    const write = stream.write.bind(stream);
    stream.write = (chunk, ...rest) =>
      write(mask(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()), ...rest);
  }
  running.on('uncaughtException', (error) => {
    running.stderr.write(`${stackOf(error)}\n`);
    running.exit(1);
  });
}

/** Depth to follow causes to: causes may form a circle. */
const CAUSES = 4;

/** Stacks of an error and of its causes. Further fields of a library's error may hold a client's text. */
export function stackOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined || depth >= CAUSES
    ? stack
    : `${stack}\nCaused by: ${stackOf(error.cause, depth + 1)}`;
}
