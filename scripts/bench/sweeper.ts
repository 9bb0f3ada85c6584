/** Cleans up after the parent process, after any end: `sweeper.ts <folder>`. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { endProcessesIn } from './leftovers.ts';

const [dir = ''] = process.argv.slice(2);
// The parent may have ended before this line.
if (process.connected) await once(process, 'disconnect');
await endProcessesIn(dir);
rmSync(dir, { recursive: true, force: true });
