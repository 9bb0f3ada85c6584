import type { ChatMember } from 'grammy/types';
import type { Membership } from '../store/team-store.ts';

/** The team: all members of a private channel, but only the administrators of a public channel (`FACTS.md #49`). */
export function membershipOf(
  member: Pick<ChatMember, 'status'> & { is_member?: boolean },
  isPublic: boolean,
): Membership {
  switch (member.status) {
    case 'creator':
    case 'administrator':
      return 'administrator';
    case 'member':
      return isPublic ? 'outsider' : 'member';
    case 'restricted':
      return !isPublic && member.is_member === true ? 'member' : 'outsider';
    case 'left':
    case 'kicked':
      return 'outsider';
  }
}
