import { reach, reachAtFirst } from './regions/reach.ts';
import { thread, threadAtFirst } from './regions/thread.ts';
import { ticketAtFirst } from './regions/ticket-slice.ts';
import { ticket } from './regions/ticket.ts';
import { client } from './setup.ts';

/**
 * One client of one desk. A pure value: times, ids and refusals arrive as events.
 *
 * The order of the regions is the order of the lines in the thread: a return before the message of the return.
 */
export const clientChart = client.createMachine({
  id: 'client',
  type: 'parallel',
  context: { ticket: ticketAtFirst, thread: threadAtFirst, reach: reachAtFirst },
  states: { reach, ticket, thread },
});
