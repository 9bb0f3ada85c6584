import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { commandScope } from '../call/command-scope.ts';
import { botOf, changeBot } from '../../world/world.ts';

export const setMyCommands: Method = (call) => {
  const given = jsonArgument(call.args, 'commands', 'commands') ?? [];
  if (!Array.isArray(given)) throw badRequest("can't parse commands JSON object");
  const commands = given.map((item: unknown) => {
    const fields = asObject(item) ?? {};
    const command = textArgument(fields, 'command').replace(/^\//, '');
    const description = textArgument(fields, 'description');
    if (command.length > 32) throw badRequest('command length must not exceed 32');
    if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command, description };
  });
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const scope = commandScope(call);
  const before = botOf(call.world, call.botId).commands;
  changeBot(call.world, call.botId, { commands: { ...before, [scope]: commands } });
  return true;
};
