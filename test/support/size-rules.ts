import type { Source } from '../../scripts/static/source-scan.ts';

const LONGEST_FILE = 330;
const LONGEST_FUNCTION = 80;

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
