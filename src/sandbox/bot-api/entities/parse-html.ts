import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { type Bytes, bytesOf, code, createPlainText, isBlank, type PlainText } from './bytes.ts';
import { dateFormat, dateTime } from './date-time.ts';
import type { FormattedText } from './spans.ts';

type Tag = { name: string; argument: string; format: string; offset: number };

const STYLES: Record<string, MessageEntity['type']> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
};
const TAGS = new Set([...Object.keys(STYLES), 'a', 'code', 'pre', 'blockquote', 'tg-emoji', 'tg-time']);
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const LESS = code('<');
const GREATER = code('>');
const AMPERSAND = code('&');
const EQUALS = code('=');
const SLASH = code('/');
const ENDS_NAME = new Set([EQUALS, GREATER, SLASH, code('"'), code("'")]);

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}

function unclosedTag(begin: number): Error {
  return cannotParse(`Unclosed start tag at byte offset ${begin}`);
}

/** The HTML of `parse_mode`, with the server's error texts (TDLib MessageEntity.cpp, do_parse_html). */
export function parseHtml(html: string): FormattedText {
  const input = bytesOf(html);
  const plain = createPlainText(input);
  const entities: MessageEntity[] = [];
  const open: Tag[] = [];
  let at = 0;
  while (at < input.length) {
    const byte = input.at(at);
    if (byte === AMPERSAND) {
      const decoded = decodeReference(input, at);
      if (decoded !== undefined) {
        plain.addText(decoded.text);
        at = decoded.end;
        continue;
      }
    }
    if (byte !== LESS) {
      plain.add(byte);
      at += 1;
    } else if (input.at(at + 1) === SLASH) {
      at = closeTag(input, at, open, entities, plain) + 1;
    } else {
      const { tag, end } = openTag(input, at);
      open.push({ offset: plain.units, ...tag });
      at = end + 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text: plain.read(), entities: entities.map(withoutStrayLanguage) };
}

/** A language counts only inside `<pre>`. */
function withoutStrayLanguage(entity: MessageEntity): MessageEntity {
  return entity.type === 'code' ? { type: 'code', offset: entity.offset, length: entity.length } : entity;
}

function openTag(input: Bytes, begin: number): { tag: Omit<Tag, 'offset'>; end: number } {
  let at = begin + 1;
  while (!isBlank(input.at(at)) && input.at(at) !== GREATER) at += 1;
  if (input.at(at) === 0) throw unclosedTag(begin);
  const name = input.slice(begin + 1, at).toLowerCase();
  if (!TAGS.has(name)) throw cannotParse(`Unsupported start tag "${name}" at byte offset ${begin}`);

  let argument = '';
  let format = '';
  for (;;) {
    while (at < input.length && isBlank(input.at(at))) at += 1;
    if (input.at(at) === GREATER) break;
    const attribute = readAttribute(input, at, name, begin);
    at = attribute.end;
    argument = argumentOf(name, attribute.name, attribute.value) ?? argument;
    if (name === 'tg-time' && attribute.name === 'format') format = attribute.value;
    if (at >= input.length) throw cannotParse(`Unclosed start tag "${name}" at byte offset ${begin}`);
  }
  if (name === 'span' && argument !== 'spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${begin}`);
  }
  return { tag: { name, argument, format }, end: at };
}

function readAttribute(
  input: Bytes,
  start: number,
  tag: string,
  begin: number,
): { name: string; value: string; end: number } {
  let at = start;
  while (!isBlank(input.at(at)) && !ENDS_NAME.has(input.at(at))) at += 1;
  const name = input.slice(start, at).toLowerCase();
  if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag}" at byte offset ${begin}`);
  while (at < input.length && isBlank(input.at(at))) at += 1;
  if (input.at(at) !== EQUALS) return { name, value: '', end: at };
  at += 1;
  while (at < input.length && isBlank(input.at(at))) at += 1;
  const quote = input.at(at);
  if (quote !== code('"') && quote !== code("'")) {
    const token = at;
    while (/[a-z0-9.-]/i.test(String.fromCharCode(input.at(at)))) at += 1;
    if (!isBlank(input.at(at)) && input.at(at) !== GREATER) {
      throw cannotParse(`Unexpected end of name token at byte offset ${token}`);
    }
    return { name, value: input.slice(token, at).toLowerCase(), end: at };
  }
  const first = at + 1;
  at = first;
  while (at < input.length && input.at(at) !== quote) at += 1;
  if (at + 1 >= input.length) throw unclosedTag(begin);
  return { name, value: decodeReferences(input.slice(first, at)), end: at + 1 };
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'tg-time' && attribute === 'unix') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable';
  return undefined;
}

function closeTag(
  input: Bytes,
  begin: number,
  open: Tag[],
  entities: MessageEntity[],
  plain: PlainText,
): number {
  const tag = open.pop();
  if (tag === undefined) throw cannotParse(`Unexpected end tag at byte offset ${begin}`);
  let at = begin + 2;
  while (!isBlank(input.at(at)) && input.at(at) !== GREATER) at += 1;
  const name = input.slice(begin + 2, at).toLowerCase();
  while (at < input.length && isBlank(input.at(at))) at += 1;
  if (input.at(at) !== GREATER) throw cannotParse(`Unclosed end tag at byte offset ${begin}`);
  if (name !== '' && name !== tag.name) {
    throw cannotParse(
      `Unmatched end tag at byte offset ${begin}, expected "</${tag.name}>", found "</${name}>"`,
    );
  }
  const length = plain.units - tag.offset;
  if (length > 0) addEntity(entities, tag, length, plain);
  return at;
}

function addEntity(entities: MessageEntity[], tag: Tag, length: number, plain: PlainText): void {
  const span = { offset: tag.offset, length };
  const style = STYLES[tag.name];
  if (style !== undefined) {
    entities.push({ type: style, ...span } as MessageEntity);
    return;
  }
  switch (tag.name) {
    case 'a':
      entities.push({
        type: 'text_link',
        ...span,
        url: tag.argument === '' ? plain.from(tag.offset) : tag.argument,
      });
      return;
    case 'tg-emoji':
      if (!/^[1-9]\d*$/.test(tag.argument)) throw cannotParse('Invalid custom emoji identifier specified');
      entities.push({ type: 'custom_emoji', ...span, custom_emoji_id: tag.argument });
      return;
    case 'tg-time': {
      if (dateFormat(tag.format) === undefined) throw cannotParse('Invalid date format used');
      const time = dateTime(tag.argument, tag.format);
      if (time !== undefined) entities.push({ ...time, ...span });
      return;
    }
    case 'blockquote':
      entities.push({ type: tag.argument === '' ? 'blockquote' : 'expandable_blockquote', ...span });
      return;
    case 'code':
      entities.push({ type: 'code', ...span, ...(tag.argument === '' ? {} : { language: tag.argument }) });
      return;
    default:
      addPre(entities, span);
  }
}

/** `<pre><code class="language-x">` is a single entity. */
function addPre(entities: MessageEntity[], span: { offset: number; length: number }): void {
  const last = entities.at(-1);
  const wraps = last?.type === 'code' && last.offset === span.offset && last.length === span.length;
  if (wraps && 'language' in last && typeof last.language === 'string') {
    entities.pop();
    entities.push({ type: 'pre', ...span, language: last.language });
  } else {
    entities.push({ type: 'pre', ...span });
  }
}

function decodeReference(input: Bytes, begin: number): { text: string; end: number } | undefined {
  const match = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));?/i.exec(input.slice(begin, begin + 12));
  if (match === null) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const text = name === undefined ? character(decimal, hexadecimal) : NAMED[name.toLowerCase()];
  return text === undefined ? undefined : { text, end: begin + whole.length };
}

function character(decimal: string | undefined, hexadecimal: string | undefined): string | undefined {
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

function decodeReferences(text: string): string {
  return text.replaceAll(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{1,8});?/gi, (reference) => {
    return decodeReference(bytesOf(reference), 0)?.text ?? reference;
  });
}
