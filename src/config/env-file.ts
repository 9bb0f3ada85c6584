import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { SetupError } from '../base/errors.ts';
import { atPath, explainFileError } from '../base/file-error.ts';
import { isVariableName, variableNames } from './env.ts';
import { maskForms } from './mask.ts';

type Problem = { line: number; problem: string; fix: string };

/** Names for other programs, also allowed in the file. */
const FOREIGN =
  /^(TZ|LANG|LC_\w+|PATH|HOME|NODE_\w+|UV_\w+|SSL_\w+|NPM_\w+|COMPOSE_\w+|(ALL|HTTPS?|NO)_PROXY)$/i;

/**
 * Adds the settings of the file to `env`. A name already set keeps the value.
 * @returns whether the file exists
 * @throws SetupError for an unreadable file, a wrong line or an unknown name
 */
export function loadEnvFile(file: string, env: Record<string, string | undefined>): boolean {
  if (!existsSync(file)) return false;
  for (const [name, value] of Object.entries(readEnvFile(file))) env[name] ??= value;
  return true;
}

function readEnvFile(file: string): Record<string, string> {
  try {
    return parseEnvFile(
      atPath(file, () => readFileSync(file)),
      file,
    );
  } catch (error) {
    throw explainFileError(error);
  }
}

/** @param file for the message */
export function parseEnvFile(bytes: Uint8Array, file: string): Record<string, string> {
  const text = decode(bytes, file);
  const problems = problemsIn(text);
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

function problemsIn(text: string): Problem[] {
  const problems: Problem[] = [];
  let open: string | null = null;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (open !== null) {
      if (line.includes(open)) open = null;
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const assignment = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(line);
    const problem = assignment === null ? problemOfLine(line) : problemOfName(assignment[1] ?? '');
    if (problem !== null) problems.push({ line: index + 1, ...problem });
    open = unclosedQuote(assignment?.[2] ?? '');
  }
  return problems;
}

/** A quote that the line opens and a later line closes. */
function unclosedQuote(value: string): string | null {
  const quote = /^["'`]/.exec(value)?.[0] ?? null;
  return quote !== null && !value.slice(1).includes(quote) ? quote : null;
}

function problemOfLine(line: string): Omit<Problem, 'line'> {
  const name = /^\s*(?:export\s+)?([\w.-]+)\s*[:\s]/.exec(line)?.[1];
  if (name === undefined) {
    return {
      problem: `"${maskForms(line.trim()).slice(0, 40)}" sets nothing.`,
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
