import type { ClientId } from '../../../machines/ids.ts';
import { SetupError } from '../../base/errors.ts';
import { longestFill, templateProblems, templateVariables } from '../../i18n/template.ts';
import { TEXT_LIMIT } from '../../outbox/render/limits.ts';

/** The text and the recipients. `file` holds a client id per line. */
type BroadcastOrder = {
  name: string;
  to: 'all' | { file: string };
  /** May hold `{{ contact.first_name }}` and other variables, like START_MSG. */
  text: string;
};

export const USAGE = [
  'Usage: npm run broadcast -- --name <campaign> --to <file | all> --text "…" [--dry-run]',
  '  --name     what it is called. Run again under the same name, it reaches only whom it did not reach',
  '  --to       a file with the id of a client on each line, or all',
  `  --text     what they are told; ${templateVariables.map((name) => `{{ ${name} }}`).join(', ')} and <br> as in START_MSG`,
  '  --dry-run  counts, and tells nobody',
].join('\n');

/** The name becomes a part of ids and keys. */
const NAME = /^[\w.-]{1,64}$/;

/** @throws SetupError with all problems */
export function broadcastOrder({
  name,
  to,
  text,
}: Record<'name' | 'to' | 'text', string | undefined>): BroadcastOrder {
  if (name === undefined || to === undefined || text === undefined) throw new SetupError(USAGE);
  const problems = [
    ...(NAME.test(name)
      ? []
      : [`--name "${name}": use up to 64 letters without accents, digits, dots, hyphens or underscores.`]),
    ...textProblems(text),
  ];
  if (problems.length > 0) throw new SetupError([...problems, USAGE].join('\n'));
  return { name, to: to === 'all' ? 'all' : { file: to }, text };
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
 * Reads client ids from a file, an id per line, without duplicates. Empty lines and text after `#` do not count.
 * @throws SetupError with every wrong line
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
