import { parseArgs } from 'node:util';
import type { AnyFields } from '../../machines/desk/fields.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Reactions } from '../actor/reactions.ts';
import { SetupError } from '../base/errors.ts';
import { type Environment, npmTook } from '../config/env.ts';
import type { Running } from '../telemetry/masked-output.ts';

/** The process around a command. */
export type Terminal = {
  process: Running;
  env: Environment;
  /** The settings of all features. */
  featureSettings: AnyFields;
  /** The reactions with which the desk decides. */
  reactions: Reactions;
  now(): EpochMs;
  print(text: string): void;
  warn(text: string): void;
  /** Fires when the operator interrupts the command. */
  interrupted(): AbortSignal;
};

type Options = Readonly<Record<string, { type: 'boolean' } | { type: 'string'; default?: string }>>;

type Values<O extends Options> = {
  [Name in keyof O]: O[Name] extends { type: 'boolean' }
    ? boolean
    : O[Name] extends { default: string }
      ? string
      : string | undefined;
};

/** The arguments of a command, read. */
export type Typed<O extends Options = Options> = {
  options: Values<O>;
  /** Arguments besides the options. */
  words: readonly string[];
  /** The error for arguments that make no sense: the problem, and the usage. */
  misused(problem?: string): SetupError;
};

type Definition<O extends Options> = {
  name: string;
  /** One line for people. */
  summary: string;
  /** All forms of the command, with the meaning of the words. */
  usage: string;
  options: O;
  /** Reads the arguments to the end before Redis or Telegram is asked. @returns whether all is well */
  run(typed: Typed<O>, terminal: Terminal): Promise<boolean>;
};

/** A command of operators: `npm run <name>`. */
export type Command = Pick<Definition<Options>, 'name' | 'summary' | 'usage' | 'options'> & {
  run(args: readonly string[], terminal: Terminal): Promise<boolean>;
};

export const command = <const O extends Options>({ run, ...shown }: Definition<O>): Command => ({
  ...shown,
  async run(args, terminal) {
    const typed = read(shown, args, terminal.env);
    if (typed === null) {
      terminal.print(`${shown.summary}\n${shown.usage}`);
      return true;
    }
    return run(typed, terminal);
  },
});

/** Stands before a word with one hyphen, such as the id of a channel, so that the word is no option. */
const SHIELD = '\u0000';
const shielded = (arg: string): string => (/^-[^-]/.test(arg) ? `${SHIELD}${arg}` : arg);
const unshielded = (arg: string): string => arg.replace(SHIELD, '');

/** Null: the operator asks for the usage. @throws SetupError with the usage */
function read<O extends Options>(
  { usage, options }: Pick<Definition<O>, 'usage' | 'options'>,
  args: readonly string[],
  env: Environment,
): Typed<O> | null {
  const misused = (problem?: string): SetupError =>
    new SetupError(problem === undefined ? usage : `${problem}\n${usage}`);
  const known = { ...options, help: { type: 'boolean' } } as const;
  const parsed = (() => {
    try {
      return parseArgs({ args: args.map(shielded), options: known, allowPositionals: true });
    } catch (error) {
      throw misused(error instanceof Error ? error.message : String(error));
    }
  })();
  const values: Readonly<Record<string, unknown>> = parsed.values;
  if (values['help'] === true) return null;
  const given = Object.entries(options).map(([name, { type }]) => {
    const value = values[name];
    if (type === 'boolean') return [name, value === true || npmTook(env, name.replaceAll('-', '_'))];
    return [name, typeof value === 'string' ? unshielded(value) : value];
  });
  return {
    options: Object.fromEntries(given) as Values<O>,
    words: parsed.positionals.map(unshielded),
    misused,
  };
}
