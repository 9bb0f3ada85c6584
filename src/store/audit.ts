import type { Redis } from 'ioredis';
import type { DocumentAuthor } from '../../machines/desk/document.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { CommandActor } from '../actor/command.ts';
import type { Write } from '../actor/changes.ts';
import type { Commit } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import { createStream, type Stream } from './stream.ts';

/** The cause of a change. */
export type AuditActor = CommandActor | DocumentAuthor;

/** A change with consequences for people or for the desk. Holds no words of people. */
export type AuditRow = {
  at: EpochMs;
  actor: AuditActor;
  what:
    | 'document.changed'
    | 'parked.retried'
    | 'parked.dropped'
    | 'campaign.started'
    | 'client.banned'
    | 'client.unbanned'
    | 'client.erased';
  /** The changed thing: a document, an owner of an outbox, a campaign, a client, an update. */
  target: string;
  detail?: Readonly<Record<string, string | number | boolean>>;
};

/** A row with its place in the audit. Places grow. */
export type PlacedAudit = { place: string; row: AuditRow };

/** One write for each row. Belongs into the script of the change. */
export const auditWrites = (rows: readonly AuditRow[], keys: Keys): Write[] =>
  rows.map((row): Write => ['XADD', keys.audit, '*', 'r', JSON.stringify(row)]);

/** The rows of a commit of a client: bans, ends of bans, erasings. */
export const auditOf = ({ owner, at, facts }: Pick<Commit, 'owner' | 'at' | 'facts'>): AuditRow[] =>
  facts.flatMap(({ fact: { type }, actor }) =>
    type === 'client.banned' || type === 'client.unbanned' || type === 'client.erased'
      ? [{ at, actor, what: type, target: String(owner) }]
      : [],
  );

export const auditStream = (redis: Redis, keys: Keys): Stream<PlacedAudit> =>
  createStream(redis, keys.audit, (place, stored) => ({ place, row: JSON.parse(stored) as AuditRow }));
