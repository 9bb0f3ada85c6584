/** The seed of the run, printed at the start of the run. `SEED=…` repeats a run. */
export const seed = Number(process.env['SEED']);

export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number;
  pick<T>(all: readonly T[]): T;
};

/** Mulberry32. */
export function randomFrom(start: number): Random {
  let state = start;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, pick: <T>(all: readonly T[]) => all[Math.floor(next() * all.length)] as T };
}
