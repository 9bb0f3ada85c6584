import { helpCommands } from './commands.ts';

/** `/help` and `/tos`, for clients and for the team. */
export const help = { commands: helpCommands };
