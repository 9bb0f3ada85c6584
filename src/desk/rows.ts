import { helpCommands } from '../features/help/commands.ts';
import { messageHistoryCommands } from '../features/message-history/commands.ts';
import { ticketCommands } from '../features/tickets/commands.ts';
import { type DeskRows, deskRows } from '../router/desk-rows.ts';

/** All commands, buttons, links and inline queries of a desk: one line for each feature. */
export const createDeskRows = (): DeskRows =>
  deskRows([{ commands: ticketCommands }, { commands: messageHistoryCommands }, { commands: helpCommands }]);
