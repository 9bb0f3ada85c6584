import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of Redis before a start. */
type FilesBefore = {
  logBytes: number;
  files: ReadonlyMap<string, { bytes: number; writtenAt: Date }>;
};

const FOLDER = 'appendonlydir';

export function noteFiles(redisDir: string, logPath: string): FilesBefore {
  const folder = join(redisDir, FOLDER);
  const names =
    statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
  const files = names.map((name) => {
    const { size, mtime } = statSync(join(folder, name));
    return [name, { bytes: size, writtenAt: mtime }] as const;
  });
  return { logBytes: sizeOf(logPath), files: new Map(files) };
}

/**
 * With `aof-load-truncated` Redis drops an unfinished write at the end of its file and goes on.
 * @returns a sentence for people when the start did so; null: nothing was dropped
 */
export function describeCut(redisDir: string, logPath: string, before: FilesBefore): string | null {
  const cut = /Truncating the AOF (\S+) at offset (\d+)/.exec(readFrom(logPath, before.logBytes));
  if (cut === null) return null;
  const [, name = '', offset] = cut;
  const file = before.files.get(name);
  const bytes = file === undefined ? 'some' : String(file.bytes - Number(offset));
  const when = file === undefined ? '' : `, last written ${file.writtenAt.toISOString()}`;
  return (
    `The file of Redis was cut short, as by a power cut: the last ${bytes} bytes of ${join(redisDir, FOLDER, name)}${when}, ` +
    'were an unfinished write and are dropped. The last step before that moment may be missing: Telegram delivers again ' +
    'a message that was not confirmed, and an answer may be sent twice. If the file was copied or edited by hand, ' +
    'more may be missing: restore the backup.'
  );
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** A log that was put aside since then is read from its start. */
function readFrom(path: string, offset: number): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = size < offset ? 0 : offset;
    const bytes = Buffer.alloc(size - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString();
  } finally {
    closeSync(file);
  }
}
