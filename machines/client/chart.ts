import type { ClientContext, Regions } from './context.ts';
import { reach } from './regions/reach.ts';
import { thread } from './regions/thread.ts';
import { ticket } from './regions/ticket.ts';
import { client, type Region } from './setup.ts';

/** The order of the regions is the order of the lines in the thread: a return before the message of the return. */
export const regions: { [Name in keyof Regions]: Region<ClientContext[Name]> } = {
  reach,
  ticket,
  thread,
};

/** One client of one desk. A pure value: times, ids and refusals arrive as events. */
export const clientChart = composeChart(regions);

export type ClientChart = typeof clientChart;

export function composeChart(parts: Readonly<Record<string, Region>>) {
  const named = Object.entries(parts);
  const states = named.map(([name, { chart, onRevive }]) => [
    name,
    onRevive === undefined
      ? chart
      : { ...chart, on: { ...chart.on, [`${name}.revived`]: { actions: onRevive } } },
  ]);
  return client.createMachine({
    id: 'client',
    type: 'parallel',
    context: Object.fromEntries(named.map(([name, { atFirst }]) => [name, atFirst])) as ClientContext,
    states: Object.fromEntries(states),
  });
}
