import { moveCommands } from './commands.ts';
import { tellMove, tellMovedFiles } from './tell-move.ts';
import { texts } from './texts.ts';

/** `/mover`: the client's thread goes on at another board. */
export const moves = { commands: moveCommands, deliveries: { tellMove, tellMovedFiles }, texts };
