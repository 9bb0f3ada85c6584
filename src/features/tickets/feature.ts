import { ticketCommands } from './commands.ts';
import { texts } from './texts.ts';

/** Priority, close and ban: what the team decides about a ticket. */
export const tickets = { commands: ticketCommands, texts };
