import { openFolder } from './leftovers.ts';

let folder: string | undefined;

/** Working folder of the benchmarks. Processes left in the folder end with the benchmarks, even after kill -9. */
export const benchFolder = (): string => (folder ??= openFolder('balcao-bench-'));
