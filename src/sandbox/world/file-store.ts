import fs from 'node:fs';
import path from 'node:path';

/** Bytes by relative path; in memory when the sandbox keeps no data. */
export type FileStore = {
  write(file: string, bytes: Buffer): void;
  read(file: string): Buffer | undefined;
  has(file: string): boolean;
};

export function createFileStore(folder?: string): FileStore {
  if (folder === undefined) {
    const kept = new Map<string, Buffer>();
    return {
      write: (file, bytes) => void kept.set(file, bytes),
      read: (file) => kept.get(file),
      has: (file) => kept.has(file),
    };
  }
  return {
    write(file, bytes) {
      const target = path.join(folder, file);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, bytes);
    },
    read(file) {
      const target = path.join(folder, file);
      return fs.existsSync(target) ? fs.readFileSync(target) : undefined;
    },
    has: (file) => fs.existsSync(path.join(folder, file)),
  };
}
