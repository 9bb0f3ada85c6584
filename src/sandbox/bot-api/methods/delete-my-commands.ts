import type { Method } from '../call/call.ts';
import { commandScope } from '../call/command-scope.ts';
import { botOf, changeBot } from '../../world/world.ts';

export const deleteMyCommands: Method = (call) => {
  const { [commandScope(call)]: _gone, ...commands } = botOf(call.world, call.botId).commands;
  changeBot(call.world, call.botId, { commands });
  return true;
};
