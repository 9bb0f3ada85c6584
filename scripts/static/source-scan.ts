import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

type Import = {
  specifier: string;
  line: number;
  typeOnly: boolean;
  /** The exported names. A namespace counts as the members in use, or `*` for all. */
  names: readonly string[];
};
type Literal = { value: string; line: number };
/** A comment as written, with its marks. */
export type Comment = { text: string; line: number; startsLine: boolean };

export type Source = {
  /** Relative to the root, with slashes. */
  path: string;
  text: string;
  /** The text with comments, strings and regular expressions blanked; same length, same lines. */
  code: string;
  /** Strings and the first piece of templates, as written; `${` shows that a template goes on. */
  literals: Literal[];
  /** Strings and whole templates, with `…` for each expression. */
  strings: Literal[];
  imports: Import[];
  comments: Comment[];
};

export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mts|js|mjs|lua|ftl|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => scan(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8'))),
  );
}

export function scan(path: string, text: string): Source {
  if (!/\.[mc]?[tj]s$/.test(path)) {
    return {
      path,
      text,
      code: '',
      literals: [],
      strings: [],
      imports: [],
      comments: markedComments(path, text),
    };
  }
  const { withStrings, ...read } = blank(text);
  return { path, text, ...read, imports: importsIn(read.code, withStrings) };
}

const commentForms: readonly [extension: string, form: RegExp][] = [
  ['.lua', /--[^\n]*/g],
  ['.css', /\/\*[^]*?\*\//g],
  ['.ftl', /^#[^\n]*/gm],
];

/** Comments of languages without a tokenizer: no string there holds the mark of a comment. */
function markedComments(path: string, text: string): Comment[] {
  const form = commentForms.find(([extension]) => path.endsWith(extension))?.[1];
  return form === undefined
    ? []
    : [...text.matchAll(form)].map(({ 0: found, index }) => comment(text, found, index));
}

function comment(whole: string, text: string, index: number): Comment {
  const lineStart = whole.lastIndexOf('\n', index - 1) + 1;
  return { text, line: lineAt(whole, index), startsLine: whole.slice(lineStart, index).trim() === '' };
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The path of a relative import. */
export function target(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : null;
}

export function packageOf(specifier: string): string | null {
  if (/^(\.|\/|node:)/.test(specifier)) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** A clause, perhaps; the word `type`, perhaps; the specifier. */
const importForms = [
  /\b(?:import|export)(?<type>\s+type)?\s+(?<clause>[\w$*{][^;'"`]*?)\bfrom\s*['"](?<specifier>[^'"\n]+)['"]/g,
  /\bimport\s*['"](?<specifier>[^'"\n]+)['"]/g,
  /(?:\b(?:const|let)\s+(?<clause>\{[^;'"`{}]*\})\s*=\s*await\s+)?\bimport\s*\(\s*['"`](?<specifier>[^'"`\n]+)['"`]/g,
];

function importsIn(code: string, withStrings: string): Import[] {
  return importForms
    .flatMap((form) => [...withStrings.matchAll(form)])
    .filter(({ index }) => /^(import|export|const|let)/.test(code.slice(index, index + 6)))
    .map(({ index, groups = {} }) => ({
      specifier: groups.specifier ?? '',
      line: lineAt(code, index),
      typeOnly: groups.type !== undefined,
      names: namesIn(groups.clause ?? '', code),
    }));
}

function namesIn(clause: string, code: string): string[] {
  const namespace = /\*\s+as\s+([\w$]+)/.exec(clause)?.[1];
  if (namespace !== undefined) {
    const isHandedOn = new RegExp(`(?<!\\bas )\\b${namespace}\\b(?!\\.)`).test(code);
    if (isHandedOn) return ['*'];
    return [...code.matchAll(new RegExp(`\\b${namespace}\\.([\\w$]+)`, 'g'))].map(([, name = '']) => name);
  }
  const braced = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  return braced
    .split(',')
    .map((name) => name.trim().replace(/^type\s+/, ''))
    .map((name) => name.split(/\s+as\s+|\s*:/, 1)[0] ?? '')
    .filter((name) => name !== '');
}

/** A slash after such a token begins a regular expression, not a division. */
const beforeRegex = /(^|[=([{},;:!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield|void|delete))\s*$/;

const tokenForms: Record<string, RegExp> = {
  "'": /'(?:[^'\\\n]|\\[^])*'?/y,
  '"': /"(?:[^"\\\n]|\\[^])*"?/y,
  '/': /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y,
};
const regexForm = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templatePiece = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y;

type Blanked = Pick<Source, 'code' | 'literals' | 'strings' | 'comments'> & { withStrings: string };

function blank(text: string): Blanked {
  let code = '';
  let withStrings = '';
  const literals: Literal[] = [];
  const strings: Literal[] = [];
  const comments: Comment[] = [];
  /** Number of open braces in the current `${…}` of each enclosing template. */
  const templates: number[] = [];
  /** The enclosing templates, the innermost last. */
  const begun: Literal[] = [];
  let at = 0;

  const match = (form: RegExp): string => {
    form.lastIndex = at;
    return form.exec(text)?.[0] ?? '';
  };
  const take = (piece: string, kind: 'code' | 'string' | 'comment'): void => {
    const spaces = piece.replace(/[^\n]/g, ' ');
    code += kind === 'code' ? piece : spaces;
    withStrings += kind === 'comment' ? spaces : piece;
    at += piece.length;
  };
  const takeTemplatePiece = (opening: string): void => {
    const line = lineAt(text, at);
    take(opening, 'string');
    const piece = match(templatePiece);
    take(piece, 'string');
    const goesOn = text.startsWith('${', at);
    const whole = opening === '`' ? { value: '', line } : (begun.pop() ?? { value: '', line });
    whole.value += goesOn ? `${piece}\`…\`` : piece;
    if (opening === '`') {
      literals.push({ value: goesOn ? `${piece}\${` : piece, line });
      strings.push(whole);
    }
    if (goesOn) begun.push(whole);
    if (goesOn) templates.push(0);
    take(goesOn ? '${' : text.slice(at, at + 1), 'string');
  };

  while (at < text.length) {
    const char = text[at] ?? '';
    const depth = templates.at(-1);
    if (char === '`') takeTemplatePiece('`');
    else if (char === '}' && depth === 0) {
      templates.pop();
      takeTemplatePiece('}');
    } else if (char === "'" || char === '"') {
      const piece = match(tokenForms[char] ?? regexForm);
      const literal = { value: piece.slice(1, -1), line: lineAt(text, at) };
      literals.push(literal);
      strings.push(literal);
      take(piece, 'string');
    } else if (char === '/') {
      const found = match(tokenForms['/'] ?? regexForm);
      const regex = found === '' && beforeRegex.test(code.slice(-80)) ? match(regexForm) : '';
      if (found !== '') {
        comments.push(comment(text, found, at));
        take(found, 'comment');
      } else if (regex !== '') take(regex, 'comment');
      else take('/', 'code');
    } else {
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && char === '}') templates[templates.length - 1] = depth - 1;
      take(char, 'code');
    }
  }
  return { code, withStrings, literals, strings, comments };
}
