import { lineAt, type Source, target } from '../../scripts/static/source-scan.ts';

const MOST_DEPENDENCIES = 6;

/** A function that makes a part of the desk, or a constructor. */
const FACTORY =
  /\bfunction ((?:create|start|open|serve|connect)[A-Z]\w*)|\bconst ((?:create|start|open|serve|connect)[A-Z]\w*) = (?:async )?(?=\(|<)|\b(constructor)(?=\()/g;

/** An object with the parameters of one factory: written in place, declared beside the factory, or named like one. */
const BAG_NAME = /^(?:deps|options|ports|parts|given)$/;
const BAG_TYPE = /^\w*(?:Deps|Options|Ports|Parts|Given)\b/;

/** The type at `from` in a file, up to `to`. */
type TypeText = { source: Source; from: number; to: number };
type Member = { name: string; type: TypeText };
type Sources = readonly Source[];

/**
 * A factory takes at most six parameters, and at most six dependencies. A dependency is a parameter, or a field of a
 * parameter object, with behaviour: a function, a store, a clock, a signal. Plain data are no dependencies: texts,
 * numbers, switches, and objects, lists and sets of these. A part that several factories share, such as `DeskCore`,
 * is one dependency.
 */
export function factoriesHaveFewDependencies(sources: Sources): string[] {
  const product = sources.filter(({ path }) => /^(src|machines)\/.*\.ts$/.test(path));
  return product.flatMap((source) =>
    [...source.code.matchAll(FACTORY)].flatMap((match) => {
      const name = match[1] ?? match[2] ?? match[3] ?? '';
      const opens = opensParameters(source.code, match.index + match[0].length);
      const parameters = pieces(source.code, opens + 1, closing(source.code, opens) - 1);
      const found = new Map(
        parameters.flatMap((piece) => dependenciesOf(product, { source, ...piece })).map((one) => [one, one]),
      ).size;
      const where = `${source.path}:${lineAt(source.code, match.index)} ${name}`;
      return [
        ...(parameters.length > MOST_DEPENDENCIES ? [`${where} has ${parameters.length} parameters`] : []),
        ...(found > MOST_DEPENDENCIES ? [`${where} has ${found} dependencies`] : []),
      ].map((fault) => `${fault}; at most ${MOST_DEPENDENCIES}`);
    }),
  );
}

/** The parenthesis of the parameters, behind the type parameters. */
function opensParameters(code: string, from: number): number {
  const at = from + (/^\s*/.exec(code.slice(from))?.[0].length ?? 0);
  return code.charAt(at) === '<' ? opensParameters(code, closing(code, at)) : at;
}

/** The names of the dependencies in one parameter. */
function dependenciesOf(sources: Sources, { source, from, to }: TypeText): string[] {
  const colon = firstOf(':', source.code, from, to);
  const name = source.code.slice(from, colon).trim();
  if (colon === to) return [name];
  const type = { source, from: colon + 1, to: firstOf('=', source.code, colon, to) };
  const text = source.code.slice(type.from, type.to).trim();
  const isOwn = new RegExp(`\\b(?:type|interface) ${/^\w*/.exec(text)?.[0]}\\b`).test(source.code);
  const isBag =
    text.startsWith('{') || (name.startsWith('{') && isOwn) || BAG_NAME.test(name) || BAG_TYPE.test(text);
  const members = isBag ? membersOf(sources, type) : null;
  if (members === null) return isData(sources, type) ? [] : [name];
  const taken = name.startsWith('{') && !name.includes('...') ? namesIn(name) : null;
  return members
    .filter((member) => taken?.has(member.name) ?? true)
    .filter((member) => !isData(sources, member.type))
    .map((member) => member.name);
}

/** The fields that a pattern takes out of an object. */
function namesIn(pattern: string): Set<string> {
  return new Set(
    pieces(pattern, 1, closing(pattern, 0) - 1).map(
      ({ from, to }) => /\w+/.exec(pattern.slice(from, to))?.[0] ?? '',
    ),
  );
}

/** The members of an object, a named object, a `Pick`, an `Omit`, or an intersection of these; null: no such type. */
function membersOf(sources: Sources, type: TypeText): Member[] | null {
  const { source, from, to } = type;
  const parts = pieces(source.code, from, to, '&').map((piece) => ({ source, ...piece }));
  if (parts.length > 1) {
    const found = parts.map((part) => membersOf(sources, part));
    return found.every((one) => one !== null) ? found.flat() : null;
  }
  const text = source.code.slice(from, to);
  const start = from + (text.length - text.trimStart().length);
  if (text.trimStart().startsWith('{')) {
    return pieces(source.code, start + 1, closing(source.code, start) - 1, ';,').map((piece) =>
      memberAt(source, piece),
    );
  }
  const [, chosen, of] = /^(Pick|Omit|Readonly|Partial)<\s*(\w+)/.exec(text.trim()) ?? [];
  const name = of ?? /^(\w+)$/.exec(text.trim())?.[1];
  const declared = name === undefined ? null : declarationOf(sources, source, name);
  const members = declared === null ? null : membersOf(sources, declared);
  if (members === null || (chosen !== 'Pick' && chosen !== 'Omit')) return members;
  const keys = new Set([...source.text.slice(from, to).matchAll(/'(\w+)'/g)].map(([, key]) => key));
  return members.filter((member) => keys.has(member.name) === (chosen === 'Pick'));
}

/** `name?: type`, or a method. */
function memberAt(source: Source, { from, to }: Omit<TypeText, 'source'>): Member {
  const text = source.code.slice(from, to);
  const head = /^\s*(?:readonly\s+)?(\w+|\[)\??\s*(:?)/.exec(text) ?? [text, text.trim(), ''];
  return { name: head[1] ?? '', type: { source, from: from + (head[0]?.length ?? 0), to } };
}

/** The items of a constant list are data, and so are the names of members. */
const PRIMITIVE =
  /^(?:\(typeof \w+\)\[number\]|(?:Exclude<)?keyof .*|string|number|boolean|null|undefined|true|false|-?[\d_]+)$/;
const COLLECTION = /^(?:readonly\s+)?(?:ReadonlySet|Set|ReadonlyMap|Map|Record|Partial|Readonly|Array)</;

function isData(sources: Sources, type: TypeText): boolean {
  const { source, from, to } = type;
  const inside = (piece: { from: number; to: number }) => isData(sources, { source, ...piece });
  const union = pieces(source.code, from, to, '|');
  if (union.length > 1) return union.every(inside);
  const parts = pieces(source.code, from, to, '&');
  // A number with a brand is a number.
  if (parts.length > 1) return parts.some(inside);
  const raw = source.code.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  const text = raw.trim();
  // A literal is blank in the code.
  if (text === '' || PRIMITIVE.test(text)) return true;
  if (text.endsWith('[]')) {
    const item = text.replace(/^readonly\s+/, '').slice(0, -2);
    const at = source.code.indexOf(item, from);
    return item.startsWith('(')
      ? inside({ from: at + 1, to: at + item.length - 1 })
      : inside({ from: at, to: at + item.length });
  }
  if (COLLECTION.test(text)) {
    const opens = source.code.indexOf('<', start);
    return pieces(source.code, opens + 1, closing(source.code, opens) - 1).every(inside);
  }
  if (text.startsWith('{'))
    return (membersOf(sources, type) ?? []).every((member) => isData(sources, member.type));
  const declared = /^\w+$/.test(text) ? declarationOf(sources, source, text) : null;
  return declared !== null && isData(sources, declared);
}

/** The type behind a name, in this file or in the imported file. */
function declarationOf(sources: Sources, source: Source, name: string): TypeText | null {
  const imported = source.imports.find(({ names }) => names.includes(name));
  const path = imported === undefined ? source.path : target(source.path, imported.specifier);
  const home = sources.find((other) => other.path === path);
  if (home === undefined) return null;
  const found = new RegExp(`\\b(type|interface)\\s+${name}(?:<[^=]*?>)?\\s*(?:=\\s*|(?=\\{))`).exec(
    home.code,
  );
  if (found === null) return null;
  const from = found.index + found[0].length;
  const to =
    found[1] === 'interface' ? closing(home.code, from) : firstOf(';', home.code, from, home.code.length);
  return { source: home, from, to };
}

const OPENING = '{([<';
const CLOSING = '})]>';

/** The index after the closing bracket for `from`. The `>` of an arrow closes nothing. */
function closing(code: string, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    const char = code.charAt(at);
    if (OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char) && code.charAt(at - 1) !== '=') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return code.length;
}

/** The first `mark` between the brackets; `to` for none. An arrow is no `=`. */
function firstOf(mark: string, code: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const char = code.charAt(at);
    if (char === mark && !(mark === '=' && code.charAt(at + 1) === '>')) return at;
    at = OPENING.includes(char) ? closing(code, at) : at + 1;
  }
  return to;
}

/** The pieces between the marks, outside of brackets. Empty pieces do not count. */
function pieces(code: string, from: number, to: number, marks = ','): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let start = from;
  let at = from;
  while (at <= to) {
    const char = at === to ? '' : code.charAt(at);
    if (at === to || marks.includes(char)) {
      if (code.slice(start, at).trim() !== '' || marks === '|') found.push({ from: start, to: at });
      at += 1;
      start = at;
    } else at = OPENING.includes(char) ? closing(code, at) : at + 1;
  }
  return found.filter((piece, _index, all) => all.length === 1 || piece.to > piece.from);
}
