import type { Person } from '../../machines/desk/may.ts';
import { administratorRole, agentRole } from '../../machines/desk/roles.ts';
import { type BoardNumber, FIRST_BOARD, type UserId } from '../../machines/ids.ts';
import type { Author } from '../telegram/inbound.ts';
import type { RouteDeps } from './deps.ts';

/** The part of the team that tells who a person is. */
export type Memberships = { team: Pick<RouteDeps['team'], 'memberships'> };

type PersonDeps = Pick<RouteDeps, 'desk'> & Memberships;

/** The member of the team behind the id. Null: an outsider. @throws TelegramError when a membership cannot be learned */
export async function personOf(user: UserId, { team }: Memberships): Promise<Person | null> {
  const memberships = await team.memberships(user);
  if (memberships.size === 0) return null;
  const administrator = memberships.get(FIRST_BOARD) === 'administrator';
  return {
    id: user,
    role: administrator ? administratorRole : agentRole,
    boards: [...memberships.keys()],
    departments: [],
    administrator,
  };
}

/**
 * The person who wrote in the group of a board. Null: no member of the board's channel.
 * @throws TelegramError as `personOf`
 */
export async function authorOf(author: Author, board: BoardNumber, deps: PersonDeps): Promise<Person | null> {
  if (author.kind === 'stranger') return null;
  if (author.kind === 'user') {
    const person = await personOf(author.user, deps);
    return person?.boards.includes(board) === true ? person : null;
  }
  // Telegram does not say which administrator is anonymous, or speaks as the channel.
  const id = deps.desk.boards.at(board).groupId as UserId;
  return { id, role: agentRole, boards: [board], departments: [], administrator: false };
}
