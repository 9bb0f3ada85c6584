import type { Redis } from 'ioredis';
import type { ClientId, EpochMs, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Link, Version } from '../actor/command.ts';
import type { Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import type { VersionWrite } from './write.ts';

/** Versions kept of one message: the first, and the newest. */
export const VERSIONS_KEPT = 10;

/**
 * The contents of people's messages over time. Telegram never reports the content before an edit, so each outcome with
 * a link keeps the content (`Link.said`), in the commit of the link and for as long. The key is the original message:
 * the client's in the private chat, the agent's in the group; never the bot's copy.
 */
export type Said = {
  /** Oldest first; the last is the present content. Empty: unknown, or forgotten by age. */
  versions(client: ClientId, message: PrivateMessageId): Promise<Version[]>;
  /** The same for an agent's comment. */
  versionsOfComment(message: ThreadMessageId): Promise<Version[]>;
};

/** A JSON text has no line breaks, so a line is a version. */
const encodeVersion = ({ at, content }: Version): string => `${at} ${JSON.stringify(content)}`;

/** The versions that a commit adds to linked messages, for `ttlMs`. */
export function versionWrites(
  links: readonly Link[],
  keys: Keys,
  ttlMs: string,
): { versions: VersionWrite[]; writes: Write[] } {
  const versions = links.flatMap(({ said, client, ...link }): VersionWrite[] => {
    if (said === undefined) return [];
    const key =
      said.in === 'private' ? keys.saidByClient(client, link.private) : keys.saidByTeam(link.thread);
    return [{ key, field: String(link[said.in]), version: encodeVersion(said) }];
  });
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

export function createSaid(redis: Redis, keys: Keys): Said {
  return {
    versions: async (client, message) =>
      decode(await redis.hget(keys.saidByClient(client, message), String(message))),
    versionsOfComment: async (message) => decode(await redis.hget(keys.saidByTeam(message), String(message))),
  };
}
