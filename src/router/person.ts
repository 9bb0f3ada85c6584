import type { Person } from '../../machines/desk/may.ts';
import { administratorRole, agentRole } from '../../machines/desk/roles.ts';
import type { UserId } from '../../machines/ids.ts';
import type { Membership } from '../store/team-store.ts';
import type { Author } from '../telegram/inbound.ts';
import type { RouteDeps } from './deps.ts';

type PersonDeps = Pick<RouteDeps, 'desk' | 'team'>;

/** The member of the team behind the id. Null: an outsider. @throws TelegramError when the membership cannot be learned */
export async function personOf(user: UserId, { desk, team }: PersonDeps): Promise<Person | null> {
  return memberAs(user, await team.membership(user), desk.channelId);
}

/** The member of the team who wrote in the group. Null: an outsider. @throws TelegramError as `personOf` */
export async function authorOf(author: Author, deps: PersonDeps): Promise<Person | null> {
  if (author.kind === 'stranger') return null;
  if (author.kind === 'user') return personOf(author.user, deps);
  // Telegram does not say which administrator is anonymous, or speaks as the channel.
  return memberAs(deps.desk.groupId as UserId, 'member', deps.desk.channelId);
}

function memberAs(id: UserId, membership: Membership, board: number): Person | null {
  if (membership === 'outsider') return null;
  const administrator = membership === 'administrator';
  return {
    id,
    role: administrator ? administratorRole : agentRole,
    boards: [board],
    departments: [],
    administrator,
  };
}
