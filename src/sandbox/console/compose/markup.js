/** The marks that Telegram's apps understand while one types, and what they mean. Code holds no other marks. */
const MARKS = [
  ['```', 'pre'],
  ['`', 'code'],
  ['**', 'bold'],
  ['__', 'italic'],
  ['~~', 'strikethrough'],
  ['||', 'spoiler'],
];

const VERBATIM = new Set(['pre', 'code']);
const LINK = /^\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/;

/** `{ text, entities }`; offsets are UTF-16 units. */
export function parseMarkup(source) {
  const entities = [];
  const text = walk(source, 0, entities);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function walk(source, base, entities) {
  let text = '';
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const linked = LINK.exec(rest);
    const found = linked === null ? markAt(rest) : null;
    if (linked !== null) {
      entities.push({
        type: 'text_link',
        offset: base + text.length,
        length: linked[1].length,
        url: linked[2],
      });
      text += linked[1];
      at += linked[0].length;
    } else if (found !== null) {
      const { mark, type, inside } = found;
      const offset = base + text.length;
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

/** A mark is one only when it is closed again, around something. */
function markAt(rest) {
  for (const [mark, type] of MARKS) {
    if (!rest.startsWith(mark)) continue;
    const end = rest.indexOf(mark, mark.length);
    const inside = rest.slice(mark.length, end);
    if (end > 0 && inside.trim() !== '') return { mark, type, inside };
  }
  return null;
}

/** The text as one would have typed it. What has no mark stays plain. */
export function toMarkup(text, entities = []) {
  const inserts = [];
  for (const { type, offset, length, url } of joined(entities)) {
    const mark = type === 'text_link' ? '[' : MARKS.find(([, name]) => name === type)?.[0];
    if (mark === undefined) continue;
    const end = type === 'text_link' ? `](${url})` : mark;
    inserts.push({ at: offset, sign: mark, opens: true, length });
    inserts.push({ at: offset + length, sign: end, opens: false, length });
  }
  // From the end to the start: what is inserted later at one place stands before what was inserted there.
  inserts.sort(
    (a, b) => b.at - a.at || b.opens - a.opens || (a.opens ? a.length - b.length : b.length - a.length),
  );
  let result = text;
  for (const { at, sign } of inserts) result = result.slice(0, at) + sign + result.slice(at);
  return result;
}

/** Telegram takes formatting apart where another begins; a person types it as one. */
function joined(entities) {
  const result = [];
  for (const entity of entities.toSorted((a, b) => a.offset - b.offset)) {
    const before = result.findLast(({ type }) => type === entity.type);
    const isNext = before !== undefined && before.offset + before.length === entity.offset;
    if (isNext && before.url === entity.url) before.length += entity.length;
    else result.push({ ...entity });
  }
  return result;
}

const KEYS = { b: '**', i: '__', x: '~~', p: '||', m: '`' };

/** The keys of Telegram's apps: Ctrl+B, Ctrl+I, and with Shift X, P, M. Null: this is none of them. */
export function markOfKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  const needsShift = key !== 'b' && key !== 'i';
  return event.shiftKey === needsShift ? (KEYS[key] ?? null) : null;
}
