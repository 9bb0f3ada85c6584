import type { MessageEntity } from '@grammyjs/types';

export type FormattedText = { text: string; entities: MessageEntity[] };

/** UTF-16 code units, end excluded. */
export type Span = { start: number; end: number };

export function spanOf(entity: MessageEntity): Span {
  return { start: entity.offset, end: entity.offset + entity.length };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

export function cutOut(from: Span, holes: readonly Span[]): Span[] {
  let pieces = [from];
  for (const hole of holes) {
    pieces = pieces.flatMap((piece) => {
      if (!overlaps(piece, hole)) return [piece];
      const before = { start: piece.start, end: hole.start };
      const after = { start: hole.end, end: piece.end };
      return [before, after].filter((rest) => rest.start < rest.end);
    });
  }
  return pieces;
}

/** Pieces of `span` that cross no border of the others. */
export function cutAtBorders(span: Span, others: readonly Span[]): Span[] {
  const cuts = new Set<number>();
  for (const other of others) {
    const crosses = overlaps(span, other) && !contains(span, other) && !contains(other, span);
    if (!crosses) continue;
    for (const border of [other.start, other.end])
      if (border > span.start && border < span.end) cuts.add(border);
  }
  const borders = [span.start, ...[...cuts].sort((a, b) => a - b), span.end];
  return borders.slice(1).map((end, index) => ({ start: borders[index] ?? 0, end }));
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Overlapping spans become one; touching ones stay apart. */
export function unite(spans: readonly Span[]): Span[] {
  const united: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = united.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else united.push({ ...span });
  }
  return united;
}
