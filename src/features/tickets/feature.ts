import { ticketCommands } from './commands.ts';

/** Priority, close and ban: what the team decides about a ticket. */
export const tickets = { commands: ticketCommands };
