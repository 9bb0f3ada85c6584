import fs from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Change, Journal } from './documents.ts';
import type { Kind } from './shapes.ts';

const COMPACTED_CHUNK = 1000;
const PIECE_BYTES = 1024 * 1024;

/**
 * A line per action: a JSON array of changes, written with a single `write`. A process killed at any moment has an
 * action wholly or not at all. A torn last line (power cut) is dropped. Opening compacts the file.
 */
export function openJournalFile(file: string): Journal {
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  const kept = readDocuments(file);
  const compacted = `${file}.compacted`;
  writeDocuments(compacted, kept);
  fs.renameSync(compacted, file);
  const descriptor = fs.openSync(file, 'a', 0o600);
  return {
    *read() {
      for (const [kind, documents] of kept) {
        for (const [key, document] of documents) yield [kind, key, document];
      }
      kept.clear();
    },
    append(changes) {
      const line = Buffer.from(`${JSON.stringify(changes)}\n`);
      for (let written = 0; written < line.length; ) {
        written += fs.writeSync(descriptor, line, written);
      }
    },
    close: () => fs.closeSync(descriptor),
  };
}

/** The bot of the world in the file, also beside a running sandbox. Null: the file has no world. */
export function botIdIn(file: string): number | null {
  const world = readDocuments(file).get('world')?.get('world') as { botId: number } | undefined;
  return world?.botId ?? null;
}

type Kept = Map<Kind, Map<string, unknown>>;

function readDocuments(file: string): Kept {
  const kept: Kept = new Map();
  if (!fs.existsSync(file)) return kept;
  let number = 0;
  let torn = 0;
  for (const line of linesOf(file)) {
    number += 1;
    if (line === '') continue;
    if (torn > 0) break;
    const changes = parseLine(line);
    if (changes === undefined) torn = number;
    else for (const change of changes) keep(kept, change);
  }
  // No line follows a line that a power cut tore.
  if (torn > 0 && torn < number) {
    throw new Error(`${file} line ${torn} is not JSON; restore the file or remove it to begin again.`);
  }
  return kept;
}

function keep(kept: Kept, [kind, key, document]: Change): void {
  let documents = kept.get(kind);
  if (documents === undefined) kept.set(kind, (documents = new Map()));
  if (document === undefined) documents.delete(key);
  else documents.set(key, document);
}

/** Piece by piece: after a long time it is longer than a string may be. */
function* linesOf(file: string): Iterable<string> {
  const descriptor = fs.openSync(file, 'r');
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let size = fs.readSync(descriptor, piece); size > 0; size = fs.readSync(descriptor, piece)) {
      const lines = (rest + decoder.write(piece.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    yield rest;
  } finally {
    fs.closeSync(descriptor);
  }
}

function parseLine(line: string): Change[] | undefined {
  try {
    return JSON.parse(line) as Change[];
  } catch {
    return undefined;
  }
}

function writeDocuments(file: string, kept: Kept): void {
  const descriptor = fs.openSync(file, 'w', 0o600);
  try {
    let chunk: Change[] = [];
    const flush = (): void => {
      if (chunk.length > 0) fs.writeFileSync(descriptor, `${JSON.stringify(chunk)}\n`);
      chunk = [];
    };
    for (const [kind, documents] of kept) {
      for (const [key, document] of documents) {
        chunk.push([kind, key, document]);
        if (chunk.length === COMPACTED_CHUNK) flush();
      }
    }
    flush();
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
