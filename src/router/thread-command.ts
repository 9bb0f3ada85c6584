import { may, type Person } from '../../machines/desk/may.ts';
import { boardOf, type UserId } from '../../machines/ids.ts';
import { type Language, readerLanguage } from '../i18n/command-names.ts';
import type { TextRef } from '../i18n/texts.ts';
import { actorOf, type Author } from '../telegram/inbound.ts';
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
  const language = languageFor(inbound.author, deps);
  const call: Typed['thread'] = {
    command: shown(words),
    message,
    root,
    replyTo: replyTo ?? null,
    by: actorOf(inbound.author),
    content: inbound.content,
    replied: inbound.replied ?? null,
    author: namesOf(inbound.author),
    boards: deps.desk.boards.all(),
    help: helpFor('thread', { person, language, board }, deps),
  };
  if (!mayUse(row, person, board)) return sayUnder(inbound, notAllowed(row, language));
  return orExplain(row.read(typed.rest, call, shownName(row, language)), inbound);
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
  const language = languageFor(inbound.author, deps);
  if (!mayUse(row, person, boardOf(root))) return { by, step: sayUnder(inbound, notAllowed(row, language)) };
  const help = helpFor('group', { person, language }, deps);
  const call = { command: shown(words), message, root, by, help };
  return { by, step: orExplain(row.read(typed.rest, call, shownName(row, language)), inbound) };
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

/** The reader of an answer. `board` of the call; absent: a board of the person. */
type Reader = { person: Person; language: Language; board?: number };

/** The commands for the reader, each with the name in the reader's language. */
export const helpFor =
  (where: Where, { person, language, board = person.boards[0] }: Reader, deps: CommandDeps) =>
  (): TextRef[] => {
    const desk = { language, boards: deps.desk.boards.all() };
    return deps.rows.commands.help(where, desk, (row) => mayUse(row, person, board));
  };

export const notAllowed = (row: CommandRow, language: Language): TextRef => ({
  key: 'refused-not-allowed',
  params: { command: `/${shownName(row, language)}` },
});

const languageFor = (author: Author, { desk }: Pick<RouteDeps, 'desk'>): Language =>
  readerLanguage(author.kind === 'user' ? author.language : undefined, desk.texts.locale);

function orExplain(read: Step | ArgumentProblem, inbound: Comment): Step {
  if ('refused' in read) return sayUnder(inbound, read.refused);
  return 'explained' in read ? explainInThread(inbound, [read.explained]) : read;
}

/** Null: no command, or a command for another bot. */
function commandForDesk(words: string, { desk }: CommandDeps): TypedCommand | null {
  const typed = typedCommand(words);
  return typed?.bot === null || typed?.bot === desk.botUsername.toLowerCase() ? typed : null;
}

/** Telegram names a person by two fields. */
function namesOf(author: Author): Typed['thread']['author'] {
  if (author.kind !== 'user') return null;
  const { name, lastName = null } = author;
  const firstName = lastName === null ? name : name.slice(0, name.length - lastName.length).trimEnd();
  return { firstName, lastName };
}

const firstWord = (words: string): string => words.split(/\s/u, 1)[0] ?? '/';

const shown = (words: string): string => Array.from(words).slice(0, COMMAND_SHOWN).join('');
