import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

/** Readers see the old file or the new one, also after a power cut. */
export function writeWhole(path: string, text: string): void {
  const draft = writeDraft(path, text);
  renameSync(draft, path);
}

/** A complete file under a name nobody else uses, to be renamed or linked into place. */
export function writeDraft(path: string, text: string): string {
  const draft = `${path}.${randomUUID()}.draft`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}
