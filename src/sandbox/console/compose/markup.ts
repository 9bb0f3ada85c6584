import type { MessageEntity } from '@grammyjs/types';

type MarkedType = 'pre' | 'code' | 'bold' | 'italic' | 'strikethrough' | 'spoiler';

/** The marks that Telegram's apps read while a person types. Code holds no other marks. */
const MARKS: readonly [string, MarkedType][] = [
  ['```', 'pre'],
  ['`', 'code'],
  ['**', 'bold'],
  ['__', 'italic'],
  ['~~', 'strikethrough'],
  ['||', 'spoiler'],
];

const VERBATIM = new Set<MarkedType>(['pre', 'code']);
const LINK = /^\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/;

/** Offsets are UTF-16 units. */
type Marked = { text: string; entities: MessageEntity[] };

export function parseMarkup(source: string): Marked {
  const entities: MessageEntity[] = [];
  const text = walk(source, 0, entities);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function walk(source: string, base: number, entities: MessageEntity[]): string {
  let text = '';
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const [linked, label = '', url = ''] = LINK.exec(rest) ?? [];
    const found = linked === undefined ? markAt(rest) : null;
    const offset = base + text.length;
    if (linked !== undefined) {
      entities.push({ type: 'text_link', offset, length: label.length, url });
      text += label;
      at += linked.length;
    } else if (found !== null) {
      const { mark, type, inside } = found;
      const inner = VERBATIM.has(type) ? inside : walk(inside, offset, entities);
      entities.push({ type, offset, length: inner.length });
      text += inner;
      at += inside.length + mark.length * 2;
    } else {
      text += source[at];
      at += 1;
    }
  }
  return text;
}

/** A sign is a mark only if a second sign closes it around some words. */
function markAt(rest: string): { mark: string; type: MarkedType; inside: string } | null {
  for (const [mark, type] of MARKS) {
    if (!rest.startsWith(mark)) continue;
    const end = rest.indexOf(mark, mark.length);
    const inside = rest.slice(mark.length, end);
    if (end > 0 && inside.trim() !== '') return { mark, type, inside };
  }
  return null;
}

type Insert = { at: number; sign: string; opens: boolean; length: number };

/** The text as a person types it. Formatting without a mark is left out. */
export function toMarkup(text: string, entities: readonly MessageEntity[] = []): string {
  const inserts: Insert[] = [];
  for (const entity of joined(entities)) {
    const { offset, length } = entity;
    const isLink = entity.type === 'text_link';
    const mark = isLink ? '[' : MARKS.find(([, name]) => name === entity.type)?.[0];
    if (mark === undefined) continue;
    const end = isLink ? `](${entity.url})` : mark;
    inserts.push({ at: offset, sign: mark, opens: true, length });
    inserts.push({ at: offset + length, sign: end, opens: false, length });
  }
  // From the end to the start: a later insert at the same place stands before an earlier one.
  inserts.sort(
    (a, b) =>
      b.at - a.at ||
      Number(b.opens) - Number(a.opens) ||
      (a.opens ? a.length - b.length : b.length - a.length),
  );
  let result = text;
  for (const { at, sign } of inserts) result = result.slice(0, at) + sign + result.slice(at);
  return result;
}

const urlOf = (entity: MessageEntity): string | undefined =>
  entity.type === 'text_link' ? entity.url : undefined;

/** Joins formatting that Telegram splits where another entity begins. */
function joined(entities: readonly MessageEntity[]): MessageEntity[] {
  const result: MessageEntity[] = [];
  for (const entity of entities.toSorted((a, b) => a.offset - b.offset)) {
    const before = result.findLast(({ type }) => type === entity.type);
    const isNext = before !== undefined && before.offset + before.length === entity.offset;
    if (isNext && urlOf(before) === urlOf(entity)) before.length += entity.length;
    else result.push({ ...entity });
  }
  return result;
}

const KEYS: Record<string, string> = { b: '**', i: '__', x: '~~', p: '||', m: '`' };

/** The mark of a key in Telegram's apps: Ctrl+B, Ctrl+I, and with Shift X, P, M. Null: any other key. */
export function markOfKey(event: KeyboardEvent): string | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  const needsShift = key !== 'b' && key !== 'i';
  return event.shiftKey === needsShift ? (KEYS[key] ?? null) : null;
}

/** Sets `sign` around the chosen words of a field, or takes the sign away. Answers with the new text and selection. */
export function toggleMark(
  field: HTMLTextAreaElement,
  sign: string,
): { text: string; from: number; to: number } {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const isMarked = chosen.startsWith(sign) && chosen.endsWith(sign) && chosen.length > sign.length * 2;
  const marked = isMarked ? chosen.slice(sign.length, -sign.length) : sign + chosen + sign;
  const caret = chosen === '' ? start + sign.length : start + marked.length;
  return {
    text: value.slice(0, start) + marked + value.slice(end),
    from: chosen === '' ? caret : start,
    to: caret,
  };
}
