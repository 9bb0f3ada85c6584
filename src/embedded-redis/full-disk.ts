/** Log lines of Redis after a failed write. */
const LAST_WORDS =
  /No space left on device|Disk quota exceeded|Short write while writing to the AOF|AOF write error/;

const CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

export const tellsOfFullDisk = (lastWords: string): boolean => LAST_WORDS.test(lastWords);

export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && CODES.includes(error.code);
