import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { type Bytes, bytesOf, code, createPlainText, isBlank, type PlainText } from './bytes.ts';
import type { FormattedText } from './spans.ts';

type Sort =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote';
type Open = { sort: Sort; argument: string; offset: number; begin: number };
type State = { input: Bytes; plain: PlainText; open: Open[]; entities: MessageEntity[]; lineStart: boolean };

const RESERVED = '_*[]()~`>#+-=|{}.!\n';
const NEWLINE = code('\n');
const BACKSLASH = code('\\');

const PLAIN_TYPES: Partial<Record<Sort, MessageEntity['type']>> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Pre: 'pre',
};

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}

/** MarkdownV2 with the server's error texts (TDLib MessageEntity.cpp, do_parse_markdown_v2). */
export function parseMarkdownV2(markdown: string): FormattedText {
  const state: State = {
    input: bytesOf(markdown),
    plain: createPlainText(),
    open: [],
    entities: [],
    lineStart: true,
  };
  const { input, plain, open } = state;
  for (let at = 0; at < input.length; at += 1) {
    const byte = input.at(at);
    const next = input.at(at + 1);
    if (byte === BACKSLASH && next > 0 && next <= 126) {
      at += 1;
      plain.add(next);
      state.lineStart = false;
      continue;
    }
    const letter = byte < 128 ? String.fromCharCode(byte) : 'é';
    const inCode = ['Code', 'Pre', 'PreCode'].includes(open.at(-1)?.sort ?? '');
    if (!(inCode ? '`' : RESERVED).includes(letter)) {
      plain.add(byte);
      state.lineStart = false;
      continue;
    }
    if (byte === NEWLINE) endQuoteBeforeNewline(state, at);
    const last = open.at(-1);
    at = last !== undefined && closes(last.sort, input, at) ? close(state, at) : begin(state, letter, at);
  }
  const quote = open.at(-1);
  if (quote?.sort === 'BlockQuote') finish(state, open.pop(), undefined);
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    throw cannotParse(`Can't find end of ${unclosed.sort} entity at byte offset ${unclosed.begin}`);
  }
  return { text: plain.read(), entities: state.entities };
}

function endQuoteBeforeNewline(state: State, at: number): void {
  if (state.open.at(-1)?.sort !== 'BlockQuote' || state.input.at(at + 1) === code('>')) return;
  finish(state, state.open.pop(), undefined);
}

function closes(sort: Sort, input: Bytes, at: number): boolean {
  const here = String.fromCharCode(input.at(at), input.at(at + 1), input.at(at + 2));
  switch (sort) {
    case 'Bold':
      return here[0] === '*';
    case 'Italic':
      return here[0] === '_' && here[1] !== '_';
    case 'Underline':
      return here.startsWith('__');
    case 'Strikethrough':
      return here[0] === '~';
    case 'Spoiler':
      return here.startsWith('||');
    case 'Code':
      return here[0] === '`';
    case 'Pre':
    case 'PreCode':
      return here === '```';
    case 'TextUrl':
    case 'CustomEmoji':
      return here[0] === ']';
    case 'BlockQuote':
      return here.startsWith('||') && (here[2] === '\n' || here[2] === '\0');
  }
}

function begin(state: State, letter: string, start: number): number {
  const { input, plain, open } = state;
  const atLineStart = state.lineStart;
  state.lineStart = false;
  const push = (sort: Sort, end: number, argument = ''): number => {
    open.push({ sort, argument, offset: plain.units, begin: start });
    return end;
  };
  const reserved = (): Error =>
    cannotParse(`Character '${letter}' is reserved and must be escaped with the preceding '\\'`);
  switch (letter) {
    case '\n':
      plain.add(NEWLINE);
      state.lineStart = true;
      return start;
    case '_':
      return input.at(start + 1) === code('_') ? push('Underline', start + 1) : push('Italic', start);
    case '*':
      if (atLineStart && input.slice(start, start + 3) === '**>') return push('BlockQuote', start + 2);
      return push('Bold', start);
    case '~':
      return push('Strikethrough', start);
    case '|':
      if (input.at(start + 1) !== code('|')) throw reserved();
      return push('Spoiler', start + 1);
    case '[':
      return push('TextUrl', start);
    case '!':
      if (input.at(start + 1) !== code('[')) throw reserved();
      return push('CustomEmoji', start + 1);
    case '>':
      if (!atLineStart) throw reserved();
      return open.at(-1)?.sort === 'BlockQuote' ? start : push('BlockQuote', start);
    case '`':
      return beginCode(state, start, push);
    default:
      throw reserved();
  }
}

function beginCode(
  { input }: State,
  start: number,
  push: (sort: Sort, end: number, argument?: string) => number,
): number {
  if (input.slice(start, start + 3) !== '```') return push('Code', start);
  let at = start + 3;
  let language = at;
  while (!isBlank(input.at(language)) && input.at(language) !== code('`')) language += 1;
  const named = language !== at && language < input.length && input.at(language) !== code('`');
  const argument = named ? input.slice(at, language) : '';
  if (named) at = language;
  if (input.at(at) === code('\r') && input.at(at + 1) === NEWLINE) at += 2;
  else if (input.at(at) === NEWLINE || input.at(at) === code('\r')) at += 1;
  return push(named ? 'PreCode' : 'Pre', at - 1, argument);
}

function close(state: State, at: number): number {
  const entity = state.open.pop();
  if (entity === undefined) return at;
  switch (entity.sort) {
    case 'Underline':
    case 'Spoiler':
      finish(state, entity, undefined);
      return at + 1;
    case 'Pre':
    case 'PreCode':
      finish(state, entity, undefined);
      return at + 2;
    case 'BlockQuote':
      finish(state, { ...entity, argument: 'expandable' }, undefined);
      return at + 1;
    case 'TextUrl':
    case 'CustomEmoji':
      return closeLink(state, entity, at);
    case 'Bold':
    case 'Italic':
    case 'Strikethrough':
    case 'Code':
      finish(state, entity, undefined);
      return at;
  }
}

function closeLink(state: State, entity: Open, bracket: number): number {
  const { input, plain } = state;
  if (input.at(bracket + 1) !== code('(')) {
    if (entity.sort === 'CustomEmoji') {
      throw cannotParse('Custom emoji entity must contain a tg://emoji URL');
    }
    finish(state, entity, plain.from(entity.offset));
    return bracket;
  }
  const first = bracket + 2;
  let at = first;
  const url: number[] = [];
  while (at < input.length && input.at(at) !== code(')')) {
    if (input.at(at) === BACKSLASH && input.at(at + 1) > 0 && input.at(at + 1) <= 126) at += 1;
    url.push(input.at(at));
    at += 1;
  }
  if (at >= input.length) {
    const what = entity.sort === 'TextUrl' ? 'a URL' : 'a custom emoji URL';
    throw cannotParse(`Can't find end of ${what} at byte offset ${first}`);
  }
  finish(state, entity, Buffer.from(url).toString());
  return at;
}

function finish(state: State, entity: Open | undefined, url: string | undefined): void {
  if (entity === undefined) return;
  const length = state.plain.units - entity.offset;
  if (length <= 0) return;
  const span = { offset: entity.offset, length };
  const type = PLAIN_TYPES[entity.sort];
  if (type !== undefined) state.entities.push({ type, ...span } as MessageEntity);
  else if (entity.sort === 'PreCode')
    state.entities.push({ type: 'pre', ...span, language: entity.argument });
  else if (entity.sort === 'BlockQuote')
    state.entities.push({ type: entity.argument === '' ? 'blockquote' : 'expandable_blockquote', ...span });
  else if (entity.sort === 'TextUrl') state.entities.push({ type: 'text_link', ...span, url: url ?? '' });
  else {
    const emoji = /^tg:\/\/emoji\?id=(\d+)$/.exec(url ?? '');
    if (emoji === null) throw cannotParse('Custom emoji entity must contain a tg://emoji URL');
    state.entities.push({ type: 'custom_emoji', ...span, custom_emoji_id: emoji[1] ?? '' });
  }
}
