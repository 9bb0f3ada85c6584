import type { BoardNumber } from '../../../machines/ids.ts';
import { plainName } from '../../i18n/command-names.ts';
import {
  type ArgumentParser,
  type CommandRow,
  type OfferingDesk,
  threadCommand,
} from '../../router/command-row.ts';

/** A board by number or by name; capitals and accents do not count. */
const board: ArgumentParser<BoardNumber> = (rest, { shown, boards }) => {
  const wanted = plainName(rest);
  const found = boards.find(({ number, name }) => String(number) === wanted || plainName(name) === wanted);
  if (found !== undefined) return { args: found.number };
  if (!hasSeveralBoards({ boards })) return { explained: { key: 'help-move-one-board' } };
  const known = boards.map(({ number, name }) => `${number} ${name}`).join(', ');
  return { explained: { key: 'help-move', params: { command: `/${shown}`, boards: known } } };
};

const hasSeveralBoards = ({ boards }: OfferingDesk): boolean => boards.length > 1;

export const moveCommands: readonly CommandRow[] = [
  threadCommand({
    names: { pt: ['mover'], en: ['move'], es: ['mover'] },
    who: 'team',
    permission: 'tickets.assign',
    menu: 'menu-move',
    help: 'command-move',
    isOffered: hasSeveralBoards,
    args: board,
    becomes: (to, { message, by }) => ({ event: { type: 'agent.moved', message, board: to, by } }),
  }),
];
