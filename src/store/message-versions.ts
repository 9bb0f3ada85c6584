import type { Redis } from 'ioredis';
import type { ClientId, EpochMs, MessageNumber } from '../../machines/ids.ts';
import { personOf } from '../../machines/owner.ts';
import type { Version } from '../actor/command.ts';
import type { Write } from '../actor/changes.ts';
import type { Commit } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import type { VersionWrite } from './write.ts';

/** Versions kept of one message: the first, and the newest. */
export const VERSIONS_KEPT = 10;

/**
 * The contents of people's messages over time. Telegram never reports the content before an edit, so each outcome with
 * a link keeps the content (`Link.version`), in the commit of the link and for as long. A note is kept at intake.
 */
export type MessageVersions = {
  /** Oldest first; the last is the present content. Empty: unknown, or forgotten by age. */
  of(client: ClientId, n: MessageNumber): Promise<Version[]>;
};

/** A JSON text has no line breaks, so a line is a version. */
const encodeVersion = ({ at, content }: Version): string => `${at} ${JSON.stringify(content)}`;

/** The versions that a commit adds to messages, for `ttlMs`. */
export function versionWrites(
  { owner, at, outcome, taken }: Pick<Commit, 'owner' | 'at' | 'outcome' | 'taken'>,
  keys: Keys,
  ttlMs: string,
): { versions: VersionWrite[]; writes: Write[] } {
  const versions: VersionWrite[] = [];
  const add = (n: MessageNumber, version: Version): void => {
    const key = keys.versions(personOf(owner), n);
    versions.push({ key, field: String(n), version: encodeVersion(version) });
  };
  for (const { n, version } of outcome?.links ?? []) if (version !== undefined) add(n, version);
  for (const one of taken) if (one.from === 'note') add(one.n, { at, content: one.content });
  return { versions, writes: versions.map(({ key }): Write => ['PEXPIRE', key, ttlMs]) };
}

function decodeVersion(line: string): Version {
  const space = line.indexOf(' ');
  return {
    at: Number(line.slice(0, space)) as EpochMs,
    content: JSON.parse(line.slice(space + 1)) as Version['content'],
  };
}

const decode = (stored: string | null): Version[] =>
  stored === null ? [] : stored.split('\n').map(decodeVersion);

export const createMessageVersions = (redis: Redis, keys: Keys): MessageVersions => ({
  of: async (client, n) => decode(await redis.hget(keys.versions(client, n), String(n))),
});
