import { auditCommand } from './audit.ts';
import { boardsCommand } from './boards.ts';
import { broadcastCommand } from './broadcast.ts';
import { checkCommand } from './check.ts';
import { checkIndexesCommand } from './check-indexes.ts';
import type { Command } from './command.ts';
import { eraseCommand } from './erase.ts';
import { factsCommand } from './facts.ts';
import { inspectCommand } from './inspect.ts';
import { parkedCommand } from './parked.ts';
import { settingsCommand } from './settings.ts';

/** All commands of operators. Each has a script of the same name. */
export const commands = {
  audit: auditCommand,
  boards: boardsCommand,
  broadcast: broadcastCommand,
  check: checkCommand,
  'check-indexes': checkIndexesCommand,
  erase: eraseCommand,
  facts: factsCommand,
  inspect: inspectCommand,
  parked: parkedCommand,
  settings: settingsCommand,
} as const satisfies Record<string, Command>;
