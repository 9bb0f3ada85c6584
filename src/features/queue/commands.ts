import type { AgentId, PrivateMessageId } from '../../../machines/ids.ts';
import { button, type ButtonRow } from '../../router/button-row.ts';
import {
  type ArgumentParser,
  type CommandRow,
  noArguments,
  privateCommand,
} from '../../router/command-row.ts';
import { searchWords } from '../../store/indexes.ts';
import type { FindPeople } from './find-people.ts';
import type { ShowQueue } from './show-queue.ts';

const somebody: ArgumentParser<string> = (rest, { shown }) =>
  searchWords(rest).length === 0
    ? { explained: { key: 'help-people', params: { command: `/${shown}` } } }
    : { args: rest };

// The narrowest permission to see: wider permissions contain this permission, and each list asks for each ticket.
const forTeam = { who: 'team', permission: 'tickets.see.own' } as const;

const ofPage = (page: number, by: number, replaces: PrivateMessageId | null): ShowQueue => ({
  kind: 'showQueue',
  page,
  by: by as AgentId,
  replaces,
});

export const queueCommands: readonly CommandRow[] = [
  privateCommand({
    ...forTeam,
    names: { pt: ['fila'], en: ['queue'], es: ['cola'] },
    help: 'command-queue',
    args: noArguments,
    becomes: (_, { by }) => ({ effects: [ofPage(0, by, null)] }),
  }),
  privateCommand({
    ...forTeam,
    names: { pt: ['buscar'], en: ['search'], es: ['buscar'] },
    help: 'command-people',
    args: somebody,
    becomes: (words, { by }) => ({
      effects: [{ kind: 'findPeople', words, by: by as AgentId, replaces: null } satisfies FindPeople],
    }),
  }),
];

export const queueButtons: readonly ButtonRow[] = [
  button({
    ...forTeam,
    action: 'queue',
    where: ['private'],
    read: (rest) => (/^\d{1,4}$/.test(rest) ? Number(rest) : null),
    becomes: (page, { by, on }) =>
      on.kind === 'private' ? { owner: by, effects: [ofPage(page, by, on.message)] } : null,
  }),
];
