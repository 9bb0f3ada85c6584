import type { Redis } from 'ioredis';
import type { StoredDesk, StoredDocument } from '../../machines/desk/desk-settings.ts';
import {
  type DocumentAuthor,
  type Document,
  type DocumentKind,
  documentKinds,
  nameOf,
} from '../../machines/desk/document.ts';
import { isJsonObject } from '../../machines/desk/problem.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Guard, Write } from '../actor/changes.ts';
import { DefectError } from '../base/errors.ts';
import { type AuditRow, auditWrites } from './audit.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';
import { ScriptArguments } from './script-arguments.ts';

/** Versions kept of one document. */
const HISTORY_LENGTH = 50;

/** The desk's configuration in Redis. */
export type DocumentStore = {
  /** Number of changes so far. */
  version(): Promise<number>;
  /** All documents at one moment. */
  readAll(): Promise<StoredDesk>;
  /**
   * Stores a version of a document, unless any document changed since the desk had `decidedWith`. Safe to repeat.
   * @param before version to replace; 0: none
   * @param beside writes that belong to the change: carried out with the change, or not at all
   * @returns the desk's version afterwards; null: conflict, nothing was done
   */
  write(
    document: Document,
    before: number,
    decidedWith: number,
    beside?: readonly Write[],
  ): Promise<number | null>;
  /** The last 50 versions, the newest first. */
  history(kind: DocumentKind, id: string): Promise<StoredDocument[]>;
};

const writeScript = loadScript('write-document');

export function createDocumentStore(redis: Redis, keys: Keys): DocumentStore {
  return {
    version: async () => Number((await redis.get(keys.settingsVersion)) ?? 0),

    /** Without a transaction: a full Redis refuses transactions, also of reads. A change in between shows in the version. */
    async readAll() {
      for (;;) {
        const reading = redis.pipeline().get(keys.settingsVersion);
        for (const kind of documentKinds) reading.hgetall(keys.documents(kind));
        const answers = answersOf(await reading.get(keys.settingsVersion).exec());
        const [version, hashes] = [answers[0], answers.slice(1, -1)];
        if (version !== answers.at(-1)) continue;
        const documents = documentKinds.flatMap((kind, index) =>
          Object.entries(hashes[index] as Record<string, string>).map(([id, text]) => decode(kind, id, text)),
        );
        return { version: Number(version ?? 0), documents };
      }
    },

    async write(document, before, decidedWith, beside = []) {
      const { kind, id } = document;
      const script = new ScriptArguments([
        keys.documents(kind),
        keys.documentHistory(kind, id),
        keys.settingsVersion,
      ]);
      script.text(id);
      script.text(String(before));
      script.text(String(decidedWith));
      script.text(encode(document));
      script.text(String(HISTORY_LENGTH));
      script.writes([...auditWrites([auditOf(document)], keys), ...beside]);
      const after = await writeScript(redis, script.keys, script.args());
      return after === 0 ? null : Number(after);
    },

    async history(kind, id) {
      const versions = await redis.lrange(keys.documentHistory(kind, id), 0, -1);
      return versions.map((text) => decode(kind, id, text));
    },
  };
}

/** Without the value: `npm run settings -- history` shows what changed. */
const auditOf = ({ kind, id, version, author, at, archived }: Document): AuditRow => ({
  at,
  actor: author,
  what: 'document.changed',
  target: nameOf({ kind, id }),
  detail: { version, ...(archived ? { archived } : {}) },
});

/** Refuses a commit whose decision was made with another version of the settings. */
export const settingsGuard = (keys: Keys, version: number): Guard => ({
  key: keys.settingsVersion,
  is: version === 0 ? null : String(version),
  otherwise: 'conflict',
});

/** @throws the first error of a transaction */
function answersOf(results: [error: Error | null, answer: unknown][] | null): unknown[] {
  if (results === null) throw new DefectError('Redis dropped a transaction that watches nothing.');
  return results.map(([error, answer]) => {
    if (error !== null) throw error;
    return answer;
  });
}

/** The version stands in front: the script compares versions without reading the JSON. */
const encode = ({ version, author, at, archived, value }: Document): string =>
  `${version} ${JSON.stringify({ author, at, archived, value })}`;

function decode(kind: DocumentKind, id: string, text: string): StoredDocument {
  const [, version, json = ''] = /^(\d+) (.*)$/s.exec(text) ?? [];
  const read = version === undefined ? 'the version is missing' : readJson(json);
  if (typeof read === 'string')
    return {
      kind,
      id,
      version: Number(version ?? 0),
      unreadable: `The stored document cannot be read: ${read}.`,
    };
  return { kind, id, version: Number(version), ...read };
}

type Body = Pick<Document, 'author' | 'at' | 'archived' | 'value'>;

/** The body of a document, or the reason why the JSON is none. Never cites the JSON. */
function readJson(json: string): Body | string {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    return 'the JSON is cut short or damaged';
  }
  if (!isJsonObject(body)) return 'the JSON is no object';
  const { author, at, archived, value } = body;
  if (!isAuthor(author) || typeof at !== 'number' || typeof archived !== 'boolean' || value === undefined) {
    return 'author, time, mark of the archive or value are missing';
  }
  return { author, at: at as EpochMs, archived, value };
}

const isAuthor = (value: unknown): value is DocumentAuthor =>
  isJsonObject(value) &&
  (value['kind'] === 'operator' || (value['kind'] === 'agent' && typeof value['id'] === 'number'));
