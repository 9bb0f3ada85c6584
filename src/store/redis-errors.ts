/**
 * Every error reply of Redis, and what happens next.
 *
 * - wait: Redis did nothing; the command is tried again on the same connection.
 * - reconnect: Redis did nothing, and the connection may stay bad: the desk connects again first.
 * - defect: our own bug, or foreign data; a retry does not help.
 */
type Next = 'wait' | 'reconnect' | 'defect';

type Row = { reply: RegExp; next: Next; reason: string | ((reply: string) => string) };

const REPLICA = 'Redis is a replica, where nothing may be written. Point REDIS_URL to the primary.';
const INCOMPLETE = 'The Redis Cluster is not complete. Start its missing nodes.';
const ELSEWHERE =
  'REDIS_URL is one node of a Redis Cluster, and another node holds the data. Use a Redis without cluster mode.';
const REFUSES_US =
  'Redis does not let the desk in. Correct the user and the password in REDIS_URL, or in the ACL of Redis.';

/** The first row that fits counts. */
const ROWS: readonly Row[] = [
  { reply: /\bOOM\b/, next: 'wait', reason: 'Redis is full. Raise its maxmemory, or give its machine more.' },
  {
    reply: /\b(MISCONF|IOERR)\b/,
    next: 'wait',
    reason: 'Redis cannot write to its disk. Free some space there, or see its log for the reason.',
  },
  { reply: /\b(READONLY|MASTERDOWN)\b/, next: 'reconnect', reason: REPLICA },
  {
    reply: /\bNOREPLICAS\b/,
    next: 'wait',
    reason: 'Redis has fewer replicas than min-replicas-to-write asks for. Start them again.',
  },
  {
    reply: /\b(LOADING|BUSY|UNKILLABLE)\b/,
    next: 'wait',
    reason: 'Redis is busy: it loads its data, or runs a long script of another program.',
  },
  { reply: /\b(CLUSTERDOWN|TRYAGAIN)\b/, next: 'wait', reason: INCOMPLETE },
  { reply: /^(MOVED|ASK)\b/, next: 'reconnect', reason: ELSEWHERE },
  { reply: /^(NOAUTH|WRONGPASS)\b|^ERR invalid password/, next: 'reconnect', reason: REFUSES_US },
  { reply: /\bNOPERM\b|user executing the script can't/, next: 'wait', reason: missingRight },
  {
    reply: /^DENIED\b/,
    next: 'reconnect',
    reason: 'Redis is in protected mode and takes connections of its own machine only. Set a password there.',
  },
  {
    reply: /^ERR max number of clients/,
    next: 'reconnect',
    reason: 'Redis has too many connections. Raise its maxclients, or end other programs.',
  },
  {
    reply: /^ERR max \w+ \w+ limit exceeded|quota/i,
    next: 'wait',
    reason: 'The quota of the Redis service is used up. Raise the quota at the service.',
  },
  // Redis ends a script only before the first write of the script.
  {
    reply: /\bScript killed by user\b/,
    next: 'wait',
    reason:
      'A person ended a script of the desk (SCRIPT KILL). Raise busy-reply-threshold if the server is slow.',
  },
  {
    reply: /\bunknown (redis )?command\b/i,
    next: 'wait',
    reason: (reply) =>
      `Redis does not know ${/'([^']*)'/.exec(reply)?.[1]?.toUpperCase() ?? 'a command'}: its settings disable the command. Allow the command there.`,
  },
  {
    reply: /^(ERR|WRONGTYPE|NOSCRIPT|EXECABORT|CROSSSLOT|BUSYKEY|BUSYGROUP|NOTBUSY|NOPROTO)\b/,
    next: 'defect',
    reason: '',
  },
  // A code of a service, or of a newer Redis. Waiting loses no data.
  {
    reply: /^[A-Z]{3,}\b/,
    next: 'wait',
    reason: (reply) =>
      `Redis refuses the desk's commands (${/^[A-Z]+/.exec(reply)?.[0]}). See its log, or its service.`,
  },
];

/** Names the command, keys or channels that the ACL of Redis withholds. */
function missingRight(reply: string): string {
  const command = /run the '([^']*)' command/.exec(reply)?.[1];
  const [right, fix] =
    command !== undefined
      ? [`the command ${command.toUpperCase()}`, `+${command.replace(' ', '|')}`]
      : /channel/.test(reply)
        ? ['the channels of the desk', '&balcao:*']
        : /key/.test(reply)
          ? ['the keys of the desk', '~balcao:*']
          : ['a command of its scripts', '+@all'];
  return `The user of REDIS_URL may not use ${right}. Allow it: ACL SETUSER <user> ${fix}`;
}

const UNREACHABLE = 'Redis cannot be reached. Start it again, or correct REDIS_URL.';

function rowOf(error: Error): Row | null {
  const inner = discarded(error).find((each) => rowOf(each) !== null);
  if (inner !== undefined) return rowOf(inner);
  const row = ROWS.find(({ reply }) => reply.test(error.message)) ?? null;
  return row?.next === 'defect' ? null : row;
}

/** The reason and the fix, in one line. */
export function whatAilsRedis(error: unknown): string {
  if (!(error instanceof Error)) return UNREACHABLE;
  const inner = [...discarded(error), error].find((each) => rowOf(each) !== null);
  const reason = inner === undefined ? UNREACHABLE : (rowOf(inner)?.reason ?? UNREACHABLE);
  return typeof reason === 'string' ? reason : reason(inner?.message ?? '');
}

/** True: Redis did nothing, and the same command may succeed later. False: a bug. */
export function isRedisTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'ReplyError' ? rowOf(error) !== null : isConnectionLost(error);
}

/** The connection leads to a server that may never take the command. */
export const wantsReconnect = (error: Error): boolean => rowOf(error)?.next === 'reconnect';

/** ioredis does not repeat an interrupted batch. An error of the file system names a path. */
function isConnectionLost(error: Error): boolean {
  if (error.name === 'MaxRetriesPerRequestError') return true;
  if ('syscall' in error && !/^(connect|read|write)$/.test(String(error.syscall))) return false;
  return /Connection is closed|aborted due to connection close|ECONN|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|Socket timeout/.test(
    error.message,
  );
}

/** The reasons of the commands in a refused transaction. */
function discarded(error: Error): Error[] {
  const inner = 'previousErrors' in error ? error.previousErrors : null;
  return Array.isArray(inner) ? inner.filter((each) => each instanceof Error) : [];
}
