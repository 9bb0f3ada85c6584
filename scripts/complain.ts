import { SetupError } from '../src/base/errors.ts';
import { isRedisTrouble, whatAilsRedis } from '../src/store/redis.ts';

/** What went wrong, for whoever typed the command. Only a mistake of ours comes with its stack. */
export function complain(error: unknown): void {
  if (error instanceof SetupError) console.error(error.message);
  else if (isRedisTrouble(error)) console.error(`Not done, or not all of it. ${whatAilsRedis(error)}`);
  else console.error(error);
  process.exitCode = 1;
}
