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

/** Pieces of `span` between the cuts inside `span`. */
export function cutAt(span: Span, cuts: ReadonlySet<number>): Span[] {
  const inside = [...cuts].filter((cut) => cut > span.start && cut < span.end).sort((a, b) => a - b);
  const borders = [span.start, ...inside, span.end];
  return borders.slice(1).map((end, index) => ({ start: borders[index] ?? 0, end }));
}

/** Joins overlapping and touching spans. */
export function unite(spans: readonly Span[]): Span[] {
  const united: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = united.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else united.push({ ...span });
  }
  return united;
}
