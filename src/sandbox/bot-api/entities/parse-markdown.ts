import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { type Bytes, bytesOf, code, createPlainText, isBlank } from './bytes.ts';
import type { FormattedText } from './spans.ts';

const MARKS = '_*`[';
const TICK = code('`');
const TYPES: Record<string, MessageEntity['type']> = { _: 'italic', '*': 'bold', '`': 'code' };

/** The old `Markdown`: nothing nests, and only the four marks are escaped (TDLib MessageEntity.cpp, do_parse_markdown). */
export function parseMarkdown(markdown: string): FormattedText {
  const input = bytesOf(markdown);
  const plain = createPlainText(input);
  const entities: MessageEntity[] = [];
  const isMark = (byte: number): boolean =>
    byte !== 0 && byte < 128 && MARKS.includes(String.fromCharCode(byte));

  for (let at = 0; at < input.length; at += 1) {
    const byte = input.at(at);
    if (byte === code('\\') && isMark(input.at(at + 1))) {
      at += 1;
      plain.add(input.at(at));
      continue;
    }
    if (!isMark(byte)) {
      plain.add(byte);
      continue;
    }
    const mark = String.fromCharCode(byte);
    const isPre = input.slice(at, at + 3) === '```';
    const first = isPre ? beginPre(input, at + 3) : { at: at + 1, language: '' };
    const offset = plain.units;
    const end = findEnd(input, first.at, mark === '[' ? code(']') : byte, isPre);
    if (end === undefined) {
      throw badRequest(`can't parse entities: Can't find end of the entity starting at byte offset ${at}`);
    }
    for (let inner = first.at; inner < end; inner += 1) plain.add(input.at(inner));
    const span = { offset, length: plain.units - offset };
    at = isPre ? end + 2 : end;
    if (mark === '[' && span.length > 0) {
      const link = readLink(input, end);
      entities.push({ type: 'text_link', ...span, url: link?.url ?? plain.from(offset) });
      at = link?.end ?? end;
    } else if (mark !== '[' && span.length > 0) {
      const language = first.language === '' ? {} : { language: first.language };
      entities.push({ type: isPre ? 'pre' : TYPES[mark], ...span, ...language } as MessageEntity);
    }
  }
  return { text: plain.read(), entities };
}

function beginPre(input: Bytes, start: number): { at: number; language: string } {
  let end = start;
  while (!isBlank(input.at(end)) && input.at(end) !== TICK) end += 1;
  const isNamed = end !== start && end < input.length && input.at(end) !== TICK;
  let at = isNamed ? end : start;
  if (input.at(at) === code('\n')) at += 1;
  return { at, language: isNamed ? input.slice(start, end) : '' };
}

function findEnd(input: Bytes, start: number, mark: number, isPre: boolean): number | undefined {
  for (let at = start; at < input.length; at += 1) {
    if (input.at(at) !== mark) continue;
    if (!isPre || input.slice(at, at + 3) === '```') return at;
  }
  return undefined;
}

/** `(address)` behind a bracket. Without its end the address is the rest of the text. */
function readLink(input: Bytes, bracket: number): { url: string; end: number } | undefined {
  if (input.at(bracket + 1) !== code('(')) return undefined;
  let end = bracket + 2;
  while (end < input.length && input.at(end) !== code(')')) end += 1;
  return { url: input.slice(bracket + 2, end), end };
}
