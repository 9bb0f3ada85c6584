import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { atPath } from '../base/file-error.ts';

/** Readers see the old file or the new one, also after a power cut. */
export function writeWhole(path: string, text: string): void {
  const draft = writeDraft(path, text);
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes a complete file under a unique name, to be renamed or linked into place. */
export function writeDraft(path: string, text: string): string {
  const draft = `${path}.${randomUUID()}.draft`;
  const file = atPath(path, () => openSync(draft, 'wx', 0o600));
  try {
    atPath(path, () => {
      writeSync(file, text);
      fsyncSync(file);
    });
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}
