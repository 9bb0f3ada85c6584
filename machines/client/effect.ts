import type { OfRegions } from './context.ts';
import type { ChartSaying, Say } from './say.ts';

/** Effects of the chart. JSON only: effects wait in the outbox, possibly across a restart. */
export type Effect = OfRegions<'effect'> | Say<ChartSaying>;
