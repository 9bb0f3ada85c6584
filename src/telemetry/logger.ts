/**
 * The desk's log: JSON lines (or lines for people) on stderr, because stdout is for people.
 *
 * I1 No secret leaves: every finished line passes through `mask`, with all fields.
 * I2 No client's text enters: log ids, kinds and counts, never content. Errors of grammY carry the payload, errors of
 *    ioredis the arguments. So only name, message, code, stack and cause are written. An error whose message or
 *    cause quotes a text is not logged.
 */
import {
  destination as open,
  type LevelWithSilent,
  type Logger as PinoLogger,
  pino,
  stdTimeFunctions,
} from 'pino';
import { prettyFactory } from 'pino-pretty';
import { type Mask, maskForms } from '../config/mask.ts';

export type Logger = PinoLogger;

type LoggerOptions = {
  level: LevelWithSilent;
  /** Lines for people instead of JSON. */
  pretty: boolean;
  /** @default maskForms */
  mask?: Mask;
};

type LogDestination = { write(line: string): unknown };

const STDERR = 2;

/**
 * Stderr, written synchronously, so that the last line of a process that dies is there. A terminal that is closed takes
 * no line: the process goes on without a log.
 */
function openStderr(): LogDestination {
  return open({ dest: STDERR, sync: true }).on('error', () => {});
}

export function createLogger(
  { level, pretty, mask = maskForms }: LoggerOptions,
  destination: LogDestination = openStderr(),
): Logger {
  const format = pretty ? prettyLines() : null;
  const write = (line: string) => {
    const safe = mask(line);
    destination.write(format === null ? safe : format(safe));
  };
  return pino(
    { level, timestamp: stdTimeFunctions.isoTime, serializers: { err: describeError, error: describeError } },
    { write },
  );
}

/** Lines for people. Each line names the desk as soon as the process has served two desks. */
function prettyLines(): (line: string) => string {
  const style = { ignore: 'pid,hostname,desk', translateTime: 'SYS:HH:MM:ss.l' };
  const plain = prettyFactory(style);
  const named = prettyFactory({ ...style, messageFormat: '{if desk}[{desk}] {end}{msg}' });
  const desks = new Set<string>();
  return (line) => {
    const desk = /"desk":(\d+)/.exec(line)?.[1];
    if (desk !== undefined && desks.size < 2) desks.add(desk);
    return desks.size > 1 ? named(line) : plain(line);
  };
}

type ErrorRecord = { type: string; message: string; code?: string; stack?: string; cause?: unknown };

/** Depth to follow causes to: causes may form a circle. */
const CAUSES = 4;

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error;
  const record: ErrorRecord = { type: error.name, message: error.message };
  if ('code' in error && typeof error.code === 'string') record.code = error.code;
  if (error.stack !== undefined) record.stack = error.stack;
  if (error.cause !== undefined && depth < CAUSES) record.cause = describeError(error.cause, depth + 1);
  return record;
}
