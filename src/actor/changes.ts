/** One Redis command of a commit. The key comes from `Keys`, never spelled by hand. */
export type Write =
  | ['HSET' | 'HSETNX' | 'HINCRBY', key: string, field: string, value: string]
  | ['HDEL', key: string, field: string]
  | ['ZADD', key: string, score: string, member: string]
  | ['SADD' | 'SREM' | 'ZREM', key: string, member: string]
  | ['SET', key: string, value: string, 'PX', ttlMs: string]
  | ['SET', key: string, value: string]
  | ['DEL', key: string]
  | ['INCRBY', key: string, by: string]
  | ['PEXPIRE', key: string, ttlMs: string]
  | ['RPUSH', key: string, value: string]
  | ['LTRIM' | 'ZREMRANGEBYSCORE', key: string, from: string, to: string]
  | ['XADD', key: string, id: '*', field: string, value: string];

/** A value that is read before all writes. Another value than `is` (null: absent) ends the commit with `otherwise`. */
export type Guard = {
  key: string;
  /** Field of a hash. Absent: the key is a string. */
  field?: string;
  is: string | null;
  /** `applied`: done before. `conflict`: decide again. `taken`: another command was first, for good. */
  otherwise: 'applied' | 'conflict' | 'taken';
};

/**
 * Guards and writes of a feature, made in the same commit as the command.
 *
 * A feature reads and writes the keys of features (`keys.feature`) and adds rows to the audit. A key of an engine is a
 * defect: the command is refused, and nothing is changed.
 */
export type Changes = {
  /** Read first, in order, behind the guards of the engines. */
  readonly guards?: readonly Guard[];
  readonly writes?: readonly Write[];
};

const NONE: Changes = {};

export function joinChanges(first: Changes, second: Changes): Changes {
  if (isEmpty(first) && isEmpty(second)) return NONE;
  const guards = [...(first.guards ?? []), ...(second.guards ?? [])];
  const writes = [...(first.writes ?? []), ...(second.writes ?? [])];
  return { ...(guards.length === 0 ? {} : { guards }), ...(writes.length === 0 ? {} : { writes }) };
}

const isEmpty = ({ guards, writes }: Changes): boolean => guards === undefined && writes === undefined;
