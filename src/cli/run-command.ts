import { SetupError } from '../base/errors.ts';
import { explainFileError } from '../base/file-error.ts';
import { isRedisTrouble, whatAilsRedis } from '../store/redis-errors.ts';
import { stackOf } from '../telemetry/masked-output.ts';
import type { Command, Terminal } from './command.ts';

/** Runs a command of an operator. An error is printed with the fix, and only a bug with the stack. @returns the exit code */
export async function runCommand(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    return (await command.run(args, terminal)) ? 0 : 1;
  } catch (thrown) {
    terminal.warn(wordsOf(thrown));
    return 1;
  }
}

function wordsOf(thrown: unknown): string {
  const error = explainFileError(thrown);
  if (error instanceof SetupError) return error.message;
  return isRedisTrouble(error) ? `Not done, or not all of it. ${whatAilsRedis(error)}` : stackOf(error);
}
