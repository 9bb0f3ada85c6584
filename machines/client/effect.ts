import type { OfRegions } from './context.ts';

/** Effects of the chart. JSON only: effects wait in the outbox, possibly across a restart. */
export type Effect = OfRegions<'effect'>;
