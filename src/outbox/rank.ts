/** The order of ranks where a lane cannot send everything at once: a lower number leaves first. */
export const RANKS = { opening: 0, message: 1, notice: 2, upkeep: 3, hint: 4, bulk: 5 } as const;

export type RankName = keyof typeof RANKS;
