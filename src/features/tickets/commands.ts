import type { Priority } from '../../../machines/ids.ts';
import {
  type ArgumentParser,
  type CommandRow,
  noArguments,
  threadCommand,
} from '../../router/command-row.ts';

const priority: ArgumentParser<Priority> = (rest) =>
  /^[1-5]$/.test(rest) ? { args: Number(rest) as Priority } : { explained: { key: 'help-priority' } };

export const ticketCommands: readonly CommandRow[] = [
  threadCommand({
    names: { pt: ['p'], en: ['p'], es: ['p'] },
    who: 'team',
    permission: 'tickets.priority',
    menu: 'menu-p',
    help: 'command-priority',
    args: priority,
    becomes: (level, { message, by }) => ({
      event: { type: 'agent.prioritized', message, priority: level, by },
    }),
  }),
  threadCommand({
    names: { pt: ['fim'], en: ['close'], es: ['cerrar'] },
    who: 'team',
    permission: 'tickets.close',
    menu: 'menu-close',
    help: 'command-close',
    args: noArguments,
    becomes: (_, { message, by }) => ({ event: { type: 'agent.closed', message, silently: false, by } }),
  }),
  threadCommand({
    names: { pt: ['fs'], en: ['fs'], es: ['fs'] },
    who: 'team',
    permission: 'tickets.close',
    menu: 'menu-close-silently',
    help: 'command-close-silently',
    args: noArguments,
    becomes: (_, { message, by }) => ({ event: { type: 'agent.closed', message, silently: true, by } }),
  }),
  threadCommand({
    names: { pt: ['ban'], en: ['ban'], es: ['ban'] },
    who: 'team',
    permission: 'tickets.ban',
    menu: 'menu-ban',
    help: 'command-ban',
    args: noArguments,
    becomes: (_, { message, by }) => ({ event: { type: 'agent.banned', message, by } }),
  }),
];
