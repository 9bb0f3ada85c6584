import { rmSync } from 'node:fs';

/** Removes a folder of processes. A process that was just killed may leave a child that still writes for a moment. */
export const removeFolder = (path: string): void =>
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
