import { helpCommands } from './commands.ts';
import { texts } from './texts.ts';

/** `/help` and `/tos`, for clients and for the team. */
export const help = { commands: helpCommands, texts };
