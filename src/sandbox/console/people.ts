import type { BoardState, ConsoleState, SeenUser } from '../control/state.ts';

type Role = BoardState['roles'][string];

export const roleIn = ({ roles }: BoardState, userId: number): Role => roles[userId] ?? 'left';

const isIn = (board: BoardState, userId: number): boolean =>
  !['left', 'kicked'].includes(roleIn(board, userId));

const administers = (board: BoardState, userId: number): boolean =>
  ['creator', 'administrator'].includes(roleIn(board, userId));

/** True: the person is in no channel of the bot. */
export const isClient = ({ boards }: ConsoleState, { id }: SeenUser): boolean =>
  !boards.some((board) => isIn(board, id));

/** True: the person administers at least one channel of the bot. */
export const isAdmin = ({ boards }: ConsoleState, { id }: SeenUser): boolean =>
  boards.some((board) => administers(board, id));

export const clientsOf = (state: ConsoleState): SeenUser[] =>
  state.users.filter((user) => isClient(state, user));

/** The members of any board, administrators first. */
export function teamOf(state: ConsoleState): SeenUser[] {
  const team = state.users.filter((user) => !isClient(state, user) && !user.deactivated);
  return [...team.filter((user) => isAdmin(state, user)), ...team.filter((user) => !isAdmin(state, user))];
}

export const membersOf = (state: ConsoleState, board: BoardState): SeenUser[] =>
  state.users.filter(({ id, deactivated }) => isIn(board, id) && !deactivated);

export const adminsOf = (state: ConsoleState, board: BoardState): SeenUser[] =>
  membersOf(state, board).filter(({ id }) => administers(board, id));

export const nameOf = ({ firstName, lastName }: SeenUser): string =>
  [firstName, lastName].filter(Boolean).join(' ');

export const userOf = (state: ConsoleState, id: number | null | undefined): SeenUser | undefined =>
  state.users.find((user) => user.id === id);
