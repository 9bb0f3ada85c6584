import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { isFileError } from '../base/file-error.ts';

const OWNER_ONLY = 0o700;
const OTHERS = 0o007;
const GROUP_AND_OTHERS = 0o077;

/** Names of the desk in the data folder. */
const OURS = /^(redis|redis-cache|sandbox|desk\.lock\..*|desk\..*\.draft|desk-\d+|redis\.socket-path)$/;

/**
 * Creates the data folder for the owner only. An existing folder with only files of the desk is closed to other users.
 * A folder with other files, such as a home, stays unchanged.
 */
export function makeDataDir(dir: string): void {
  if (makeFolder(dir) || !isOpen(dir, GROUP_AND_OTHERS)) return;
  if (!readdirSync(dir).every((name) => OURS.test(name))) return;
  try {
    chmodSync(dir, OWNER_ONLY);
  } catch (error) {
    // The folder of another user keeps its rights, and so does a read-only one.
    if (!isFileError(error)) throw error;
  }
}

/**
 * Level by level, because `recursive` reports a read-only disk as a path that is not there.
 * @returns false: the folder was there
 */
function makeFolder(dir: string): boolean {
  if (isFolder(dir)) return false;
  const above = dirname(dir);
  if (above !== dir) makeFolder(above);
  try {
    mkdirSync(dir, { mode: OWNER_ONLY });
    return true;
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(dir)) throw error;
    return false;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A warning for a settings file that every user of the machine can read; null: the file is private, or not there. */
export function warnOfOpenFile(file: string): string | null {
  if (!isOpen(file, OTHERS)) return null;
  return `Every user of this machine can read ${file}, and the token in it. Run: chmod 600 ${file}`;
}

function isOpen(path: string, bits: number): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return platform() !== 'win32' && (mode & bits) !== 0;
}
