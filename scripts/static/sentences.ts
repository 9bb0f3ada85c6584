import type { Comment, Source } from './source-scan.ts';

export type Sentence = {
  path: string;
  line: number;
  text: string;
  isHeading: boolean;
  /** Words that the program itself says: `strings` to operators, `texts` to people in Telegram and at the console. */
  said?: 'strings' | 'texts';
};

/** A line of prose without the marks of its language. `indent` counts the blanks before the first word. */
type Line = { line: number; indent: number; text: string };

const DIRECTIVE = /^(oxlint-|biome-|@ts-|eslint-|v8 |<reference)/;
const LIST_MARK = /^([-*•|] |\d+[.)] |[A-Z]\d+ |@\w+ ?|#+ |> )/;
/** A name and its meaning in two columns. */
const COLUMNS = /^[\w…]+(, [\w…]+)* {2,}\S/;
const BETWEEN = /(?<=[.!?]['")\]*»”]*)\s+(?=[\p{Lu}\p{N}`'"(«“/\p{Extended_Pictographic}])/u;

/** The sentences of all comments of a file. Comments on consecutive lines are one text. */
export function sentencesOfComments({ path, comments }: Pick<Source, 'path' | 'comments'>): Sentence[] {
  const texts: Line[][] = [];
  let end = -1;
  for (const comment of comments) {
    const lines = linesOf(comment);
    const continues = comment.startsLine && comment.line === end + 1 && !comment.text.startsWith('/*');
    if (continues) texts.at(-1)?.push(...lines);
    else texts.push(lines);
    end = comment.startsLine ? comment.line + lines.length - 1 : -1;
  }
  return texts.flatMap((lines) => split(path, lines));
}

/** Three words with blanks between them. Shorter strings are names. */
const PROSE = /\p{L}+,? \p{L}+,? \p{L}+/u;
const CONSOLE_TEXTS = 'src/sandbox/console/texts/';
/** Lists of words, and not sentences. */
const WORD_LISTS: readonly string[] = ['scripts/static/words.ts', 'scripts/static/titles.ts'];

/** The sentences in the strings of a file: error messages, log lines, and the English texts of the console. */
export function sentencesOfStrings({
  path,
  text,
  strings,
}: Pick<Source, 'path' | 'text' | 'strings'>): Sentence[] {
  if (WORD_LISTS.includes(path)) return [];
  const isConsole = path.startsWith(CONSOLE_TEXTS);
  const from = isConsole ? text.split('\n').indexOf('  en: {') : 0;
  return strings
    .filter(({ line, value }) => line > from && PROSE.test(value))
    .flatMap(({ line, value }) =>
      saidAt(path, line, value.replace(/\\n/g, ' '), isConsole ? 'texts' : 'strings'),
    );
}

/** The sentences of an `.ftl` catalogue, with each placeable as one word. */
export function sentencesOfCatalogue(path: string, text: string): Sentence[] {
  return text.split('\n').flatMap((raw, at) => {
    const value = raw.replace(/^[\w-]+ =|^\s*\*?\[[\w-]+\]/, '').replace(/\{[^}]*\}/g, '`…`');
    return raw.startsWith('#') || !PROSE.test(value) ? [] : saidAt(path, at + 1, value, 'texts');
  });
}

/** The sentences of `.env.example`, as in a comment; a line with a variable is no sentence. */
export function sentencesOfExample(path: string, text: string): Sentence[] {
  const lines = text.split('\n').map((raw, at) => ({
    line: at + 1,
    indent: 0,
    text: raw.startsWith('# ') ? raw.slice(2) : '',
  }));
  return split(path, lines);
}

const saidAt = (path: string, line: number, text: string, said: 'strings' | 'texts'): Sentence[] =>
  text.split(BETWEEN).map((sentence) => ({ path, line, text: sentence.trim(), isHeading: true, said }));

function linesOf({ text, line }: Comment): Line[] {
  return text.split('\n').map((raw, at) => {
    const bare = raw
      .replace(/^\s*(\/\*+|\*+\/|\*|\/\/|---?|#+)/, '')
      .replace(/\*\/\s*$/, '')
      .trimEnd();
    return { line: line + at, indent: bare.length - bare.trimStart().length, text: bare.trim() };
  });
}

/** The sentences of a Markdown page, without code and markup. Each cell of a table is a text. */
export function sentencesOfPage(path: string, text: string): Sentence[] {
  let isCode = false;
  const lines = text.split('\n').flatMap((raw, at): Line[] => {
    const fence = /^\s*(```|~~~)/.test(raw);
    if (fence) isCode = !isCode;
    if (fence || isCode || /^\s*\|?[\s|:-]+\|?\s*$/.test(raw)) return [{ line: at + 1, indent: 0, text: '' }];
    const bare = raw
      .replace(/<[^>]*>/g, ' ')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trimEnd();
    const cells = /^\s*\|/.test(bare) ? bare.split(/(?<!\\)\|/).flatMap((cell) => [cell, '']) : [bare];
    return cells.map((cell) => ({
      line: at + 1,
      indent: cell.length - cell.trimStart().length,
      text: cell.trim(),
    }));
  });
  return split(path, lines);
}

/** A new text begins after an empty line, at a list mark, and at an indented line without a line to continue. */
function split(path: string, lines: readonly Line[]): Sentence[] {
  const texts: { line: number; indent: number; text: string }[] = [];
  let isOpen = false;
  for (const { line, indent, text } of lines) {
    const last = texts.at(-1);
    if (text === '' || DIRECTIVE.test(text)) isOpen = false;
    else if (last === undefined || !isOpen || begins(text, indent, last.indent)) {
      texts.push({ line, indent, text });
      isOpen = true;
    } else last.text += ` ${text}`;
  }
  return texts.flatMap(({ line, text }) => {
    const isHeading = /^#+ /.test(text);
    return text
      .replace(LIST_MARK, '')
      .split(BETWEEN)
      .map((sentence) => ({ path, line, text: sentence.trim(), isHeading }))
      .filter((sentence) => sentence.text !== '');
  });
}

const begins = (text: string, indent: number, indentOfLast: number): boolean =>
  LIST_MARK.test(text) || COLUMNS.test(text) || (indent > 1 && indent <= indentOfLast);

/** Code between backticks counts as a word, and so does a link. */
export function wordsOf(text: string): string[] {
  const plain = text.replace(/`[^`]*`/g, ' code ').replace(/\{@link [^}]*\}|https?:\/\/\S+/g, ' code ');
  return [...plain.matchAll(/[\p{L}\p{N}_]+(?:[-'’./][\p{L}\p{N}_]+)*/gu)].map(([word]) =>
    word.toLowerCase(),
  );
}
