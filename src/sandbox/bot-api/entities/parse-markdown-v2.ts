import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { type Bytes, bytesOf, code, createPlainText, isBlank, type PlainText } from './bytes.ts';
import { dateTime } from './date-time.ts';
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
  /** A date too. */
  | 'CustomEmoji'
  | 'BlockQuote';
type Open = { sort: Sort; argument: string; offset: number; begin: number };
type State = {
  input: Bytes;
  plain: PlainText;
  open: Open[];
  entities: MessageEntity[];
  /** Nothing but marks since the line began: a `>` may begin a quote. */
  lineStart: boolean;
};

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
  const input = bytesOf(markdown);
  const plain = createPlainText(input);
  const open: Open[] = [];
  const state: State = { input, plain, open, entities: [], lineStart: true };
  for (let at = 0; at < input.length; at += 1) {
    const byte = input.at(at);
    const next = input.at(at + 1);
    if (byte === BACKSLASH && next > 0 && next <= 126) {
      at += 1;
      plain.add(next);
      state.lineStart = next === NEWLINE;
      continue;
    }
    const letter = byte < 128 ? String.fromCharCode(byte) : 'é';
    const inCode = ['Code', 'Pre', 'PreCode'].includes(open.at(-1)?.sort ?? '');
    if (!(inCode ? '`' : RESERVED).includes(letter)) {
      plain.add(byte);
      state.lineStart = false;
      continue;
    }
    if (byte === NEWLINE) endLine(state, at);
    else {
      const last = open.at(-1);
      if (last?.sort !== 'Spoiler' && closes('BlockQuote', input, at) && inQuote(state))
        requireInnermost(last);
      at = last !== undefined && closes(last.sort, input, at) ? close(state, at) : begin(state, letter, at);
    }
  }
  if (open.at(-1)?.sort === 'BlockQuote') finish(state, open.pop(), undefined);
  requireClosed(open.at(-1));
  return { text: plain.read(), entities: state.entities };
}

function requireClosed(entity: Open | undefined): void {
  if (entity === undefined) return;
  throw cannotParse(`Can't find end of ${entity.sort} entity at byte offset ${entity.begin}`);
}

/** Everything inside a quote must be closed before the end of the quote. */
function requireInnermost(last: Open | undefined): void {
  if (last?.sort !== 'BlockQuote') requireClosed(last);
}

function inQuote({ open }: State): boolean {
  return open.some(({ sort }) => sort === 'BlockQuote');
}

/** A quote goes on while the next line begins with `>`; the last newline belongs to the quote. */
function endLine(state: State, at: number): void {
  const { plain, open, input } = state;
  plain.add(NEWLINE);
  state.lineStart = true;
  if (!inQuote(state) || input.at(at + 1) === code('>')) return;
  requireInnermost(open.at(-1));
  finish(state, open.pop(), undefined);
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
      return here.startsWith('||') && endsQuote(input, at + 2);
  }
}

function endsQuote(input: Bytes, at: number): boolean {
  return at >= input.length || (input.at(at) === NEWLINE && input.at(at + 1) !== code('>'));
}

function begin(state: State, letter: string, start: number): number {
  const { input, plain, open } = state;
  const push = (sort: Sort, end: number, argument = ''): number => {
    open.push({ sort, argument, offset: plain.units, begin: start });
    return end;
  };
  const reserved = (): Error =>
    cannotParse(`Character '${letter}' is reserved and must be escaped with the preceding '\\'`);
  switch (letter) {
    case '_':
      return input.at(start + 1) === code('_') ? push('Underline', start + 1) : push('Italic', start);
    case '*':
      if (state.lineStart && !inQuote(state) && input.slice(start, start + 3) === '**>') {
        return push('BlockQuote', start + 2);
      }
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
      if (!state.lineStart) throw reserved();
      return inQuote(state) ? start : push('BlockQuote', start);
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
      if (state.input.at(at + 2) === NEWLINE) {
        state.plain.add(NEWLINE);
        state.lineStart = true;
      }
      finish(state, { ...entity, argument: 'expandable' }, undefined);
      return at + 2;
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
      throw cannotParse('The entity must contain a tg://emoji or tg://time URL');
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
    throw cannotParse(`Can't find end of a URL at byte offset ${first}`);
  }
  finish(state, entity, Buffer.from(url).toString());
  return at;
}

function finish(state: State, entity: Open | undefined, url: string | undefined): void {
  if (entity === undefined) return;
  const length = state.plain.units - entity.offset;
  const marked = entity.sort === 'CustomEmoji' ? markedEntity(url ?? '') : undefined;
  if (length <= 0) return;
  const span = { offset: entity.offset, length };
  const type = PLAIN_TYPES[entity.sort];
  if (type !== undefined) state.entities.push({ type, ...span } as MessageEntity);
  else if (entity.sort === 'PreCode')
    state.entities.push({ type: 'pre', ...span, language: entity.argument });
  else if (entity.sort === 'BlockQuote')
    state.entities.push({ type: entity.argument === '' ? 'blockquote' : 'expandable_blockquote', ...span });
  else if (entity.sort === 'TextUrl') state.entities.push({ type: 'text_link', ...span, url: url ?? '' });
  else state.entities.push({ ...marked, ...span } as MessageEntity);
}

/** `tg://emoji?id=N` or `tg://time?unix=N&format=F`. */
function markedEntity(url: string): Partial<MessageEntity> {
  const [, name, query = ''] = /^tg:(?:\/\/)?(emoji|time)\?(.*)$/is.exec(url) ?? [];
  const values = new Map(query.split('&').map((part) => part.split(/=(.*)/s) as [string, string]));
  const id = values.get('id') ?? '';
  if (name?.toLowerCase() === 'emoji' && /^\d+$/.test(id) && Number(id) > 0) {
    return { type: 'custom_emoji', custom_emoji_id: id };
  }
  const isTime = name?.toLowerCase() === 'time' && /^\d+$/.test(values.get('unix') ?? '');
  const time = isTime ? dateTime(values.get('unix') ?? '', values.get('format') ?? '') : undefined;
  if (time === undefined) throw cannotParse('Invalid tg://emoji or tg://time URL specified');
  return time;
}
