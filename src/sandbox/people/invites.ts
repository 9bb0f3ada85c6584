import { isInside } from '../world/change-member.ts';
import {
  askToJoin,
  isOpen,
  joinRequestOf,
  letIn,
  makeInvite,
  type NewInvite,
  refuseToLetIn,
} from '../world/invites.ts';
import { RefusedAct } from '../world/refused-act.ts';
import type { InviteDoc } from '../world/shapes.ts';
import { memberOf, type World } from '../world/world.ts';
import { requireChat } from './require-message.ts';
import { requirePerson } from './require-person.ts';

/** The way in: at once, or after an administrator has agreed. */
type Entry = 'joined' | 'asked';

export type InviteActs = {
  /** Opens an invitation and presses Join. */
  joinByLink(userId: number, link: string): Entry;
  /** Presses Join in a public chat. */
  join(userId: number, chatId: number): Entry;
  /** An administrator makes an invitation. Returns the address. */
  invite(userId: number, chatId: number, invite?: Partial<NewInvite>): string;
  /** An administrator decides about a request to join. */
  decideRequest(adminId: number, chatId: number, userId: number, isApproved: boolean): void;
};

export function createInviteActs(world: World): InviteActs {
  function requireOutside(userId: number, chatId: number): void {
    requirePerson(world, userId);
    const role = memberOf(world, chatId, userId)?.role;
    if (role === 'kicked') throw new RefusedAct('banned', userId);
    if (isInside(role)) throw new RefusedAct('inside', userId, chatId);
  }

  function requireAdministrator(userId: number, chatId: number): void {
    requirePerson(world, userId);
    requireChat(world, chatId);
    const role = memberOf(world, chatId, userId)?.role;
    if (role !== 'creator' && role !== 'administrator')
      throw new RefusedAct('noAdministrator', userId, chatId);
  }

  function enter(userId: number, chatId: number, waits: boolean, invite?: InviteDoc): Entry {
    requireOutside(userId, chatId);
    if (!waits) {
      letIn(world, chatId, userId, userId, invite);
      return 'joined';
    }
    if (joinRequestOf(world, chatId, userId) === undefined) askToJoin(world, chatId, userId, invite);
    return 'asked';
  }

  return {
    joinByLink(userId, link) {
      const invite = world.docs.get('invite', link);
      if (invite === undefined || !isOpen(world, invite)) throw new RefusedAct('noInvite', link);
      return enter(userId, invite.chatId, invite.createsJoinRequest, invite);
    },
    join(userId, chatId) {
      const { username, settings } = requireChat(world, chatId);
      if (username === undefined) throw new RefusedAct('privateChat', chatId);
      return enter(userId, chatId, settings?.join_by_request === true);
    },
    invite(userId, chatId, { createsJoinRequest = false, ...rest } = {}) {
      requireAdministrator(userId, chatId);
      return makeInvite(world, chatId, userId, { createsJoinRequest, ...rest }).link;
    },
    decideRequest(adminId, chatId, userId, isApproved) {
      requireAdministrator(adminId, chatId);
      if (joinRequestOf(world, chatId, userId) === undefined)
        throw new RefusedAct('noRequest', userId, chatId);
      if (isApproved) letIn(world, chatId, userId, adminId);
      else refuseToLetIn(world, chatId, userId);
    },
  };
}
