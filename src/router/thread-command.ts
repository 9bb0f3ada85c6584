import { may, type Person } from '../../machines/desk/may.ts';
import { boardOf, type UserId } from '../../machines/ids.ts';
import type { TextRef } from '../i18n/texts.ts';
import { actorOf } from '../telegram/inbound.ts';
import type { ArgumentProblem, CommandRow, Step, Typed, Where } from './command-row.ts';
import { isFor, shownName } from './command-table.ts';
import type { InboundOf, RouteDeps } from './deps.ts';
import { type TypedCommand, typedCommand } from './slash-command.ts';
import { explainInThread, sayUnder } from './thread-answer.ts';

type Comment = InboundOf<'comment'>;
type CommandDeps = Pick<RouteDeps, 'desk' | 'rows'>;

/** Characters of the words that were taken for a command. */
const COMMAND_SHOWN = 64;

/** A comment that begins with `/`, by a member of the team in a client's thread. */
export function commandInThread(inbound: Comment, words: string, person: Person, deps: CommandDeps): Step {
  const typed = inbound.content.kind === 'text' ? commandForDesk(words, deps) : null;
  const row = typed === null ? null : deps.rows.commands.find('thread', 'team', typed.name);
  if (typed === null || row === null || inbound.author.kind === 'stranger') {
    return sayUnder(inbound, {
      key: 'refused-unknown-command',
      params: { command: shown(firstWord(words)) },
    });
  }
  const { message, root, replyTo } = inbound;
  const board = boardOf(root);
  const call: Typed['thread'] = {
    command: shown(words),
    message,
    root,
    replyTo: replyTo ?? null,
    by: actorOf(inbound.author),
    boards: deps.desk.boards.all(),
    help: helpFor('thread', person, deps, board),
  };
  if (!mayUse(row, person, board)) return sayUnder(inbound, notAllowed(row, deps));
  return orExplain(row.read(typed.rest, call, shownName(row, deps.desk.texts.locale)), inbound);
}

/** A comment outside the threads of clients. Null: no command of the desk. `personOf`: asked only for a command. */
export async function commandInGroup(
  inbound: Comment,
  words: string,
  deps: CommandDeps,
  personOf: () => Promise<Person | null>,
): Promise<{ by: UserId; step: Step } | null> {
  const typed = inbound.content.kind === 'text' && !inbound.edited ? commandForDesk(words, deps) : null;
  const row = typed === null ? null : deps.rows.commands.find('group', 'team', typed.name);
  if (typed === null || row === null || inbound.author.kind !== 'user') return null;
  const person = await personOf();
  if (person === null) return null;
  const { message, root } = inbound;
  const by = inbound.author.user;
  if (!mayUse(row, person, boardOf(root))) return { by, step: sayUnder(inbound, notAllowed(row, deps)) };
  const call = { command: shown(words), message, root, by, help: helpFor('group', person, deps) };
  return { by, step: orExplain(row.read(typed.rest, call, shownName(row, deps.desk.texts.locale)), inbound) };
}

/** Whether the row is for the person at this moment. @param board where the person calls the command */
export function mayUse(
  row: Pick<CommandRow, 'who' | 'permission' | 'where'>,
  person: Person,
  board: number | undefined,
): boolean {
  if (!isFor(row, person.administrator === true)) return false;
  if (row.permission === null) return true;
  if (row.where !== 'thread') return may(person, row.permission);
  if (board === undefined) return false;
  return may(person, row.permission, { board, department: '', assignee: null }, 'thread');
}

/** @param board of the call; @default a board of the person */
export const helpFor =
  (where: Where, person: Person, deps: CommandDeps, board = person.boards[0]) =>
  (): TextRef[] =>
    deps.rows.commands.help(where, deps.desk.texts.locale, (row) => mayUse(row, person, board));

export const notAllowed = (row: CommandRow, { desk }: Pick<RouteDeps, 'desk'>): TextRef => ({
  key: 'refused-not-allowed',
  params: { command: `/${shownName(row, desk.texts.locale)}` },
});

function orExplain(read: Step | ArgumentProblem, inbound: Comment): Step {
  if ('refused' in read) return sayUnder(inbound, read.refused);
  return 'explained' in read ? explainInThread(inbound, [read.explained]) : read;
}

/** Null: no command, or a command for another bot. */
function commandForDesk(words: string, { desk }: CommandDeps): TypedCommand | null {
  const typed = typedCommand(words);
  return typed?.bot === null || typed?.bot === desk.botUsername.toLowerCase() ? typed : null;
}

const firstWord = (words: string): string => words.split(/\s/u, 1)[0] ?? '/';

const shown = (words: string): string => Array.from(words).slice(0, COMMAND_SHOWN).join('');
