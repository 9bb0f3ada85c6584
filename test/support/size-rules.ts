import { lineAt, type Source, target } from '../../scripts/static/source-scan.ts';

const LONGEST_FILE = 330;
const LONGEST_FUNCTION = 80;
const MOST_DEPENDENCIES = 6;

/** A parser reads a grammar from top to bottom, and is clearer in one piece. */
const PARSERS: readonly string[] = ['scripts/static/source-scan.ts', 'test/support/bot-api/derive-schema.ts'];

type Function = { name: string; line: number; lines: number };

export function filesAreShort(sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ path, lines }) => `${path}:${LONGEST_FILE} has ${lines} lines`);
}

export function functionsAreShort(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !PARSERS.includes(path) && !path.endsWith('.test.ts'))
    .flatMap((source) =>
      functionsOf(source)
        .filter(({ lines }) => lines > LONGEST_FUNCTION)
        .map(
          ({ name, line, lines }) =>
            `${source.path}:${line} ${name} has ${lines} lines; at most ${LONGEST_FUNCTION}`,
        ),
    );
}

const CONTROL = /^(\} )?(if|else|for|while|do|switch|try|catch|finally|class)\b/;
const OPENS_BODY = /(=>|\)(: [^=]+)?|^\}) \{$/;

const NAME = /^(?:async )?function\*? ([\w$]+)|^(?:const |let )?(?:async )?\*?([\w$]+)/;

/** Relies on the formatter: a body ends at the first line with the indentation of the function. */
function functionsOf({ code }: Source): Function[] {
  const lines = code.split('\n').map((line) => line.trimEnd());
  return lines.flatMap((line, opens) => {
    const text = line.trimStart();
    if (!OPENS_BODY.test(text) || CONTROL.test(text)) return [];
    const indent = line.slice(0, line.length - text.length);
    const isAtIndent = (other: string) => other.startsWith(indent) && /\S/.test(other.charAt(indent.length));
    const closes = lines.findIndex((other, at) => at > opens && isAtIndent(other));
    let begins = opens;
    while (
      begins > 0 &&
      (!isAtIndent(lines[begins] ?? '') || /^[)}\]]/.test((lines[begins] ?? '').trimStart()))
    ) {
      begins -= 1;
    }
    const head = (lines[begins] ?? '').trimStart();
    if (closes === -1 || CONTROL.test(head)) return [];
    const name = NAME.exec(head.replace(/^export /, ''));
    const called = name?.[1] ?? name?.[2] ?? 'a function';
    return [{ name: called, line: begins + 1, lines: closes - begins + 1 }];
  });
}

const DEPS = /\btype\s+(\w*Deps)\s*=\s*/g;

/** Counts the members of each `…Deps` type, over all parts. */
export function factoriesHaveFewDependencies(sources: readonly Source[]): string[] {
  const product = sources.filter(({ path }) => /^(src|machines)\/.*\.ts$/.test(path));
  return product.flatMap((source) =>
    [...source.code.matchAll(DEPS)].flatMap(({ 0: opening, 1: name = '', index }) => {
      const members = membersFrom(product, source, index + opening.length).size;
      if (members <= MOST_DEPENDENCIES) return [];
      const line = lineAt(source.code, index);
      return [`${source.path}:${line} ${name} has ${members} members; at most ${MOST_DEPENDENCIES}`];
    }),
  );
}

/** The members of the type at `from`: an object, a named type, a `Pick`, or an intersection. */
function membersFrom(sources: readonly Source[], source: Source, from: number): Set<string> {
  const whole = source.code.slice(from, endOfType(source.code, from));
  const quoted = source.text.slice(from, from + whole.length);
  const members = new Set<string>();
  let at = 0;
  while (at < whole.length) {
    const rest = whole.slice(at);
    const pick = /^\s*&?\s*Pick<\w+,/.exec(rest);
    const named = /^\s*&?\s*([A-Z]\w*)/.exec(rest);
    if (pick !== null) {
      const end = closing(whole, at + rest.indexOf('<'));
      for (const [, name = ''] of quoted.slice(at, end).matchAll(/'(\w+)'/g)) members.add(name);
      at = end;
    } else if (/^\s*&?\s*\{/.test(rest)) {
      const start = at + rest.indexOf('{');
      const end = closing(whole, start);
      for (const name of membersOf(whole.slice(start + 1, end - 1))) members.add(name);
      at = end;
    } else if (named !== null) {
      for (const name of membersOfNamed(sources, source, named[1] ?? '')) members.add(name);
      at += named[0].length;
    } else return members;
  }
  return members;
}

function membersOfNamed(sources: readonly Source[], source: Source, name: string): Set<string> {
  const imported = source.imports.find(({ names }) => names.includes(name));
  const path = imported === undefined ? source.path : target(source.path, imported.specifier);
  const home = sources.find((other) => other.path === path);
  const found = home === undefined ? null : new RegExp(`\\btype\\s+${name}\\s*=\\s*`).exec(home.code);
  if (home === undefined || found === null) return new Set([name]);
  return membersFrom(sources, home, found.index + found[0].length);
}

const OPENING = '{([<';
const CLOSING = '})]>';

/** The index after the closing bracket for `from`. The `>` of an arrow closes nothing. */
function closing(code: string, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    const char = code.charAt(at);
    if (char !== '' && OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char) && code.charAt(at - 1) !== '=') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return code.length;
}

function endOfType(code: string, from: number): number {
  let at = from;
  while (at < code.length && code.charAt(at) !== ';')
    at = OPENING.includes(code.charAt(at)) ? closing(code, at) : at + 1;
  return at;
}

function membersOf(body: string): string[] {
  const names: string[] = [];
  let at = 0;
  let start = 0;
  while (at <= body.length) {
    const char = body.charAt(at);
    if (char === ';' || char === ',' || at === body.length) {
      const name = /^\s*(?:readonly\s+)?(\w+)/.exec(body.slice(start, at))?.[1];
      if (name !== undefined) names.push(name);
      at += 1;
      start = at;
    } else at = OPENING.includes(char) ? closing(body, at) : at + 1;
  }
  return names;
}
