import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { SetupError } from '../base/errors.ts';
import { atPath, explainFileError } from '../base/file-error.ts';
import { isVariableName, variableNames } from './env.ts';

type Problem = { line: number; problem: string; fix: string };

/** Names for other programs, also allowed in the file. */
const FOREIGN =
  /^(TZ|LANG|LC_\w+|PATH|HOME|NODE_\w+|UV_\w+|SSL_\w+|NPM_\w+|COMPOSE_\w+|(ALL|HTTPS?|NO)_PROXY)$/i;

/**
 * Adds the settings of the file to `env`. A name already set keeps the value; an empty value counts as unset.
 * @returns whether the file exists
 * @throws SetupError for an unreadable file, a wrong line, an unknown name, or a file of almost the same name
 */
export function loadEnvFile(file: string, env: Record<string, string | undefined>): boolean {
  const settings = readEnvFile(file);
  if (settings === null) return false;
  for (const [name, value] of Object.entries(settings)) {
    if ((env[name] ?? '').trim() === '') env[name] = value;
  }
  return true;
}

/** Null: there is no such file. */
function readEnvFile(file: string): Record<string, string> | null {
  try {
    if (!isThere(file)) return null;
    return parseEnvFile(
      atPath(file, () => readFileSync(file)),
      file,
    );
  } catch (error) {
    throw explainFileError(error);
  }
}

/** A link that leads nowhere, and the name that Notepad makes of the file, look like no file. */
function isThere(file: string): boolean {
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return true;
  if (existsSync(`${file}.txt`)) {
    throw new SetupError(`${file}.txt is not read. Rename the file to ${file}, or remove the file.`);
  }
  return false;
}

/** @param file for the message */
export function parseEnvFile(bytes: Uint8Array, file: string): Record<string, string> {
  const { problems, text } = checkLines(decode(bytes, file));
  if (problems.length === 0) return parseEnv(text) as Record<string, string>;
  const head = problems.length === 1 ? 'There is a problem' : `There are ${problems.length} problems`;
  const lines = problems.map(({ line, problem, fix }) => `  line ${line}: ${problem}\n    → ${fix}`);
  throw new SetupError(`${head} in ${file}:\n${lines.join('\n')}`);
}

/** Without the mark that Windows programs write at the start of UTF-8. */
function decode(bytes: Uint8Array, file: string): string {
  const start = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  if (start === 'fffe' || start === 'feff' || bytes.includes(0)) throw notUtf8(file, 'is in UTF-16');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(file, 'is not in UTF-8');
  }
}

const notUtf8 = (file: string, what: string): SetupError =>
  new SetupError(
    `${file} ${what}, and nothing in it can be read. Save it as UTF-8: in Notepad, Save as → Encoding: UTF-8; ` +
      'in PowerShell, Set-Content -Encoding utf8.',
  );

type Checked = { problems: Problem[]; text: string };

/**
 * Names all wrong lines, and writes the file as `parseEnv` reads every line: `parseEnv` knows no line that ends with a
 * carriage return alone, no tab behind `export`, and no other blank than a space in front of a name.
 */
function checkLines(text: string): Checked {
  const problems: Problem[] = [];
  const lines: string[] = [];
  const seen = new Set<string>();
  let open = null as OpenQuote | null;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const find = (problem: Omit<Problem, 'line'> | null): void => {
      if (problem !== null) problems.push({ line: index + 1, ...problem });
    };
    const inside: OpenQuote | null = open;
    const assignment: RegExpExecArray | null = inside === null ? ASSIGNMENT.exec(line) : null;
    const name: string | undefined = assignment?.[1];
    const value: string = assignment?.[2] ?? '';
    if (inside === null && name === undefined) {
      find(IS_REMARK.test(line) ? null : problemOfLine(line));
      continue;
    }
    if (name !== undefined) find(problemOfName(name) ?? problemOfRepeat(name, seen));
    lines.push(name === undefined ? line : `${name}=${value}`);
    const quote: string | undefined = inside?.quote ?? /^["'`]/.exec(value)?.[0];
    if (quote === undefined) continue;
    const behind: string | null = behindQuote(quote, inside === null ? value.slice(1) : line);
    if (behind !== null) find(IS_REMARK.test(behind) ? null : BEHIND_QUOTE);
    open = behind === null ? (inside ?? { quote, line: index + 1 }) : null;
  }
  if (open !== null) problems.push({ line: open.line, ...OPEN_QUOTE });
  return { problems, text: lines.join('\n') };
}

type OpenQuote = { quote: string; line: number };

const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/;
/** A blank line, or a remark. */
const IS_REMARK = /^\s*(#|$)/;

const BEHIND_QUOTE = {
  problem: 'Words stand behind the closing quote, and nothing reads the words.',
  fix: 'Put all of the value between two quotes of one kind, and use that quote nowhere else in the value.',
};
const OPEN_QUOTE = {
  problem: 'The value opens a quote that no later line closes.',
  fix: 'Add the closing quote, or remove the opening one.',
};

/** The end of the line behind the closing quote; null: the line does not close the quote. */
function behindQuote(quote: string, text: string): string | null {
  const end = text.indexOf(quote);
  return end === -1 ? null : text.slice(end + 1);
}

function problemOfRepeat(name: string, seen: Set<string>): Omit<Problem, 'line'> | null {
  const isRepeated = seen.has(name);
  seen.add(name);
  if (!isRepeated) return null;
  return { problem: `${name} is set a second time.`, fix: `Keep one line of ${name}.` };
}

function problemOfLine(line: string): Omit<Problem, 'line'> {
  const name = /^\s*(?:export\s+)?([\w.-]+)\s*[:\s]/.exec(line)?.[1];
  if (name === undefined) {
    return {
      problem: 'The line sets nothing.',
      fix: 'Write NAME=value, or put # in front of a remark.',
    };
  }
  const meant = nearest(name) ?? name;
  return {
    problem: `${name} has no = behind it.`,
    fix: `Write ${meant}=value, with = and not with a colon.`,
  };
}

function problemOfName(name: string): Omit<Problem, 'line'> | null {
  if (isVariableName(name) || FOREIGN.test(name)) return null;
  const meant = nearest(name);
  return {
    problem: `${name} is not the name of a setting.`,
    fix: meant === null ? 'Remove the line; .env.example has all names.' : `Write ${meant}.`,
  };
}

/** Allowed typing mistakes in a name. */
const mistakesIn = (name: string): number => Math.max(1, Math.floor(name.length / 4));

function nearest(name: string): string | null {
  const written = name.toUpperCase().replaceAll(/[.-]/g, '_');
  const [best] = variableNames
    .map((known) => ({ known, mistakes: distance(written, known) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  return best !== undefined && best.mistakes <= mistakesIn(best.known) ? best.known : null;
}

/** The Levenshtein distance of two words. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
