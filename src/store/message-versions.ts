import type { Redis } from 'ioredis';
import type { ClientId, EpochMs, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Link, Version } from '../actor/command.ts';
import type { Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import type { VersionWrite } from './write.ts';

/** Of a message that is edited more often the first and the newest versions are kept. */
export const VERSIONS_KEPT = 10;

/**
 * What people's messages have said. Telegram never tells what an edited message said before, so each outcome that links
 * a message keeps its content (`Link.said`), in the commit that writes the link and for as long. Known by the original:
 * the client's message in their private chat, the agent's in the group; never by the bot's copy of it.
 */
export type Said = {
  /** Oldest first, the last is what it says now; empty: nothing is known, or forgotten by age. */
  versions(client: ClientId, message: PrivateMessageId): Promise<Version[]>;
  /** The same of an agent's comment. */
  versionsOfComment(message: ThreadMessageId): Promise<Version[]>;
};

/** A JSON text has no line breaks, so a line is a version. */
const encodeVersion = ({ at, content }: Version): string => `${at} ${JSON.stringify(content)}`;

/** What a commit adds to the versions of the messages that it links, for `ttlMs`. */
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
