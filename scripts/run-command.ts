import type { ClientId } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
import { explainFileError } from '../src/base/file-error.ts';
import { npmTookJson } from '../src/config/env.ts';
import { stackOf } from '../src/telemetry/masked-output.ts';
import { isRedisTrouble, whatAilsRedis } from '../src/store/redis-errors.ts';

/** Runs a command of an operator. An error is printed with the fix, and only a bug with the stack. */
export async function runCommand(main: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (thrown) {
    complain(thrown);
  }
}

function complain(thrown: unknown): void {
  const error = explainFileError(thrown);
  if (error instanceof SetupError) console.error(error.message);
  else if (isRedisTrouble(error)) console.error(`Not done, or not all of it. ${whatAilsRedis(error)}`);
  else console.error(stackOf(error));
  process.exitCode = 1;
}

/** The words without `--json`, and whether the operator asked for JSON. */
export const splitJson = (args: readonly string[]): { json: boolean; words: string[] } => ({
  json: args.includes('--json') || npmTookJson(process.env),
  words: args.filter((arg) => arg !== '--json'),
});

/** @throws SetupError when the words are not the id of a client alone */
export function clientIn([id, ...more]: readonly string[], usage: string): ClientId {
  const client = Number(id);
  if (id === undefined || more.length > 0 || !/^\d+$/.test(id) || !Number.isSafeInteger(client)) {
    throw new SetupError(`${usage}\nThe client's id is the number in their post.`);
  }
  return client as ClientId;
}
