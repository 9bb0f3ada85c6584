import { parseArgs } from 'node:util';
import type { ClientId } from '../../../machines/ids.ts';
import { SetupError } from '../../base/errors.ts';
import { longestFill, templateProblems, templateVariables } from '../../i18n/template.ts';
import { TEXT_LIMIT } from '../../outbox/render/limits.ts';

/** What is to be said to whom. `file` holds a client's id a line. */
type BroadcastOrder = {
  name: string;
  to: 'all' | { file: string };
  /** With `{{ contact.first_name }}` and its sisters, as in START_MSG. */
  text: string;
  dryRun: boolean;
};

const USAGE = [
  'Usage: npm run broadcast -- --name <campaign> --to <file | all> --text "…" [--dry-run]',
  '  --name     what it is called. Run again under the same name, it reaches only whom it did not reach',
  '  --to       a file with the id of a client on each line, or all',
  `  --text     what they are told; ${templateVariables.map((name) => `{{ ${name} }}`).join(', ')} and <br> as in START_MSG`,
  '  --dry-run  counts, and tells nobody',
].join('\n');

/** It becomes a part of ids and keys. */
const NAME = /^[\w.-]{1,64}$/;

/** @throws SetupError with everything that is wrong */
export function broadcastOrder(args: string[]): BroadcastOrder {
  const { name, to, text, 'dry-run': dryRun = false } = taken(args);
  if (name === undefined || to === undefined || text === undefined) throw new SetupError(USAGE);
  const problems = [
    ...(NAME.test(name)
      ? []
      : [`--name "${name}": use up to 64 letters without accents, digits, dots, hyphens or underscores.`]),
    ...textProblems(text),
  ];
  if (problems.length > 0) throw new SetupError([...problems, USAGE].join('\n'));
  return { name, to: to === 'all' ? 'all' : { file: to }, text, dryRun };
}

function taken(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        name: { type: 'string' },
        to: { type: 'string' },
        text: { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function textProblems(text: string): string[] {
  if (text.trim() === '') return ['--text is empty: say what they are to be told.'];
  const length = longestFill(text);
  return [
    ...templateProblems(text).map((problem) =>
      problem.kind === 'unknown-variable'
        ? `--text has an unknown placeholder, ${problem.variable}.`
        : `--text has unpaired or malformed braces at "${problem.near}".`,
    ),
    ...(length > TEXT_LIMIT
      ? [
          `--text can reach ${length} characters with a long name; Telegram takes ${TEXT_LIMIT} in a message: shorten it.`,
        ]
      : []),
  ];
}

/**
 * The ids in a file, one a line, each once. Empty lines and what follows a `#` do not count.
 * @throws SetupError naming every line that is none
 */
export function recipientsIn(file: string): ClientId[] {
  const lines = file.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  const isId = (line: string) => /^[1-9]\d*$/.test(line) && Number.isSafeInteger(Number(line));
  const wrong = lines.flatMap((line, index) =>
    line === '' || isId(line) ? [] : [`  line ${index + 1}: ${line}`],
  );
  if (wrong.length > 0) {
    const shown = [...wrong.slice(0, 10), ...(wrong.length > 10 ? [`  and ${wrong.length - 10} more`] : [])];
    throw new SetupError(
      ["These lines are no ids. A client's id is the number in their post.", ...shown].join('\n'),
    );
  }
  const ids = lines.filter((line) => line !== '').map((line) => Number(line) as ClientId);
  if (ids.length === 0) throw new SetupError('The file names nobody. Write the id of a client on each line.');
  return [...new Set(ids)];
}
