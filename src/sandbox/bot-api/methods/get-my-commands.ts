import type { Method } from '../call/call.ts';
import { commandScope } from '../call/command-scope.ts';
import { botOf } from '../../world/world.ts';

export const getMyCommands: Method = (call) =>
  botOf(call.world, call.botId).commands[commandScope(call)] ?? [];
