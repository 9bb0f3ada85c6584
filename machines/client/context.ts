/**
 * The regions of the chart by name, with the words of each: `slice` of the context, `states`, `event`, `effect`, `timer`.
 * A region file adds the region here; TypeScript merges the declarations.
 */
export interface Regions {}

/** The words of one sort, by region; `never` for a region without such words. */
export type PerRegion<Sort extends string> = {
  [Name in keyof Regions]: Regions[Name] extends { [sort in Sort]: infer Words } ? Words : never;
};

/** The words of one sort, of all regions. */
export type OfRegions<Sort extends string> = PerRegion<Sort>[keyof Regions];

/** The facts beside the states: one slice per region. The context does not grow with the number of messages. */
export type ClientContext = PerRegion<'slice'>;
