import { openFolder } from './leftovers.ts';

let folder: string | undefined;

/** Where everything stands that benchmarks start; what is there when they end, or are killed, is ended with them. */
export const benchFolder = (): string => (folder ??= openFolder('balcao-bench-'));
