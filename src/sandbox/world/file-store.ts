import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Bytes by name; in memory if the sandbox keeps no data.
 *
 * F1. A name is `<folder>/file_<number><extension>`; every other name is refused, also in a snapshot.
 * F2. No symbolic link is followed inside the folder, so that no name leads out of the folder.
 */
export type FileStore = {
  /** @throws Error if the name breaks F1, or if a link stands in the way (F2) */
  write(name: string, bytes: Buffer): void;
  /** Writes all files, or no file if a write fails. */
  writeAll(files: ReadonlyMap<string, Buffer>): void;
  /** Undefined: the store has no such file, or F1 or F2 forbids the name. */
  read(name: string): Buffer | undefined;
  has(name: string): boolean;
};

const NAME = /^[a-z_]{1,20}\/file_\d{1,16}(?:\.[a-z0-9]{1,8})?$/;
const NO_LINK = fs.constants.O_NOFOLLOW ?? 0;
const TO_WRITE = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_TRUNC | NO_LINK;
const TO_READ = fs.constants.O_RDONLY | NO_LINK;
const OWNER_ONLY = 0o700;

export const isFileName = (name: string): boolean => NAME.test(name);

function requireFileName(name: string): void {
  if (!isFileName(name)) throw new Error(`${JSON.stringify(name)} is no name of a file of the sandbox.`);
}

export function createFileStore(folder?: string): FileStore {
  return folder === undefined ? createMemoryStore() : createFolderStore(folder);
}

function createMemoryStore(): FileStore {
  const kept = new Map<string, Buffer>();
  const write: FileStore['write'] = (name, bytes) => {
    requireFileName(name);
    kept.set(name, bytes);
  };
  return {
    write,
    writeAll(files) {
      for (const name of files.keys()) requireFileName(name);
      for (const [name, bytes] of files) write(name, bytes);
    },
    read: (name) => kept.get(name),
    has: (name) => kept.has(name),
  };
}

function createFolderStore(folder: string): FileStore {
  return {
    write(name, bytes) {
      const target = prepare(folder, name);
      writeFile(target, bytes);
    },
    writeAll(files) {
      const targets = [...files].map(([name, bytes]) => ({ target: prepare(folder, name), bytes }));
      // The files are renamed when all have been written: a full disk leaves the old files as they were.
      const staged = path.join(folder, `.staged-${randomUUID()}`);
      fs.mkdirSync(staged, { recursive: true, mode: OWNER_ONLY });
      try {
        for (const [index, { bytes }] of targets.entries())
          writeFile(path.join(staged, String(index)), bytes);
        for (const [index, { target }] of targets.entries())
          fs.renameSync(path.join(staged, String(index)), target);
      } finally {
        fs.rmSync(staged, { recursive: true, force: true });
      }
    },
    read(name) {
      const target = find(folder, name);
      return target === undefined ? undefined : readFile(target);
    },
    has: (name) => find(folder, name) !== undefined,
  };
}

/** Makes the folder of this file, and returns the path to write to. */
function prepare(folder: string, name: string): string {
  requireFileName(name);
  const target = path.join(folder, name);
  fs.mkdirSync(path.dirname(target), { recursive: true, mode: OWNER_ONLY });
  if (!isStraight(folder, target) || isLink(target)) {
    throw new Error(`${target} leads out of ${folder} by a symbolic link; remove the link.`);
  }
  return target;
}

/** The path of an existing file. */
function find(folder: string, name: string): string | undefined {
  if (!isFileName(name)) return undefined;
  const target = path.join(folder, name);
  const isThere = fs.lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
  return isThere && isStraight(folder, target) ? target : undefined;
}

/** The folder itself may be a link of the owner; below the folder no link is allowed. */
function isStraight(folder: string, target: string): boolean {
  const parent = path.dirname(target);
  return fs.realpathSync(parent) === path.join(fs.realpathSync(folder), path.relative(folder, parent));
}

function isLink(target: string): boolean {
  return fs.lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function writeFile(target: string, bytes: Buffer): void {
  const descriptor = fs.openSync(target, TO_WRITE, 0o600);
  try {
    fs.writeFileSync(descriptor, bytes);
  } finally {
    fs.closeSync(descriptor);
  }
}

function readFile(target: string): Buffer {
  const descriptor = fs.openSync(target, TO_READ);
  try {
    return fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
