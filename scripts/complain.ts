import { SetupError } from '../src/base/errors.ts';
import { explainFileError } from '../src/base/file-error.ts';
import { stackOf } from '../src/telemetry/masked-output.ts';
import { isRedisTrouble, whatAilsRedis } from '../src/store/redis-errors.ts';

/** Prints the error for the operator. Only a bug is printed with the stack. */
export function complain(thrown: unknown): void {
  const error = explainFileError(thrown);
  if (error instanceof SetupError) console.error(error.message);
  else if (isRedisTrouble(error)) console.error(`Not done, or not all of it. ${whatAilsRedis(error)}`);
  else console.error(stackOf(error));
  process.exitCode = 1;
}
