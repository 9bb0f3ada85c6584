import { isAbsolute, relative, resolve } from 'node:path';
import { SetupError } from './errors.ts';

type FileError = Error & { code: string; syscall?: string; path: string; dest?: string };

/** The reason and the fix, by the code of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only. Mount the file system writable',
  EACCES: 'this user has no permission. Give the path to the user who runs the desk (chown)',
  EPERM: 'this user has no permission. Give the path to the user who runs the desk (chown)',
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: "this user's share of the disk is used up. Free some space",
  ENOTDIR: 'a part of the path is a file and no folder. Move the file away',
  EISDIR: 'the path is a folder and no file. Move the folder away',
  EEXIST: 'a file stands where a folder is needed. Move the file away',
  ENOENT: 'the path is not there. Create the folder above',
  ELOOP: 'a symbolic link in the path leads back to the link. Remove the link',
  ENAMETOOLONG: 'the path is too long. Use a folder with a shorter path',
  EMFILE: 'this process has too many open files. Raise the limit of open files (ulimit -n 4096)',
  ENFILE: 'this machine has too many open files. Close other programs',
  ETXTBSY: 'another program writes the file. Wait until the other program has ended',
  EBUSY: 'another program uses the path. End the other program',
  EIO: 'the disk does not read or write. Check the disk',
};

/** Codes that another folder does not cure. */
const NOT_OF_THE_FOLDER = new Set(['EMFILE', 'ENFILE']);

/**
 * A refusal of the file system as a SetupError with the path, the reason and the fix. Every other error as it is.
 * @param dataDir the folder that DATA_DIR names, as written there
 */
export function explainFileError(error: unknown, dataDir?: string): unknown {
  if (!isFileError(error)) return error;
  const { code, path, dest } = error;
  const reason = REASONS[code] ?? `the system answers ${code}. Look at the path`;
  const isOfData = dataDir !== undefined && [path, dest ?? ''].some((each) => isInside(each, dataDir));
  const elsewhere = isOfData && !NOT_OF_THE_FOLDER.has(code) ? ', or set DATA_DIR to another folder' : '';
  return new SetupError(`${path} cannot be used: ${reason}${elsewhere}. (${code})`, { cause: error });
}

/** A network connection may fail with the same codes, but names no path. */
export function isFileError(error: unknown): error is FileError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z0-9]+$/.test(error.code) &&
    'path' in error &&
    typeof error.path === 'string' &&
    !('syscall' in error && /^(connect|listen|spawn)/.test(String(error.syscall)))
  );
}

/** Runs a task on an open file, whose errors name no path. */
export function atPath<T>(path: string, task: () => T): T {
  try {
    return task();
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw Object.assign(error, { path });
    throw error;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
