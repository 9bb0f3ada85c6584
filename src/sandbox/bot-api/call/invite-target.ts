import { badRequest } from '../api-error.ts';
import { joinRequestOf, type NewInvite } from '../../world/invites.ts';
import { isInside } from '../../world/change-member.ts';
import type { InviteDoc } from '../../world/shapes.ts';
import { memberOf, seconds, userOf } from '../../world/world.ts';
import { flagArgument, integerArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { botHolds, targetChat } from './target-chat.ts';

const LONGEST_NAME = 32;
const MOST_MEMBERS = 99_999;

/** The chat, if the bot may invite people there (tdlib: DialogInviteLinkManager, can_manage_dialog_invite_links). */
export function inviteChat(call: Call): number {
  const { chatId, type } = targetChat(call);
  if (type === 'private') throw badRequest("can't invite members to a private chat");
  if (!botHolds(call, chatId, 'can_invite_users')) {
    throw badRequest('not enough rights to manage chat invite link');
  }
  return chatId;
}

/** An invitation of the bot for the chat. */
export function ownInvite(call: Call, chatId: number): InviteDoc {
  const invite = call.world.docs.get('invite', textArgument(call.args, 'invite_link'));
  if (invite?.chatId !== chatId || invite.creatorId !== call.botId) throw badRequest('INVITE_HASH_EXPIRED');
  return invite;
}

export function readInvite({ args, world }: Call): NewInvite {
  const memberLimit = integerArgument(args, 'member_limit') || undefined;
  const expireDate = integerArgument(args, 'expire_date') || undefined;
  const createsJoinRequest = flagArgument(args, 'creates_join_request');
  if (createsJoinRequest && memberLimit !== undefined) {
    throw badRequest("member limit can't be specified for links requiring administrator approval");
  }
  if (memberLimit !== undefined && (memberLimit < 0 || memberLimit > MOST_MEMBERS)) {
    throw badRequest('USAGE_LIMIT_INVALID');
  }
  if (expireDate !== undefined && expireDate <= seconds(world)) throw badRequest('EXPIRE_DATE_INVALID');
  const name = textArgument(args, 'name').trim().slice(0, LONGEST_NAME) || undefined;
  return { name, expireDate, memberLimit, createsJoinRequest };
}

/** The person who asked to be let in (tdlib: DialogParticipantManager, process_dialog_join_request). */
export function requestTarget(call: Call): { chatId: number; userId: number } {
  const { chatId, type } = targetChat(call);
  const userId = integerArgument(call.args, 'user_id');
  if (userId === undefined || userId <= 0) throw badRequest('invalid user_id specified');
  if (type === 'private') throw badRequest("the chat can't have join requests");
  if (!botHolds(call, chatId, 'can_invite_users')) {
    throw badRequest('not enough rights to manage chat join requests');
  }
  if (userOf(call.world, userId) === undefined) throw badRequest('user not found');
  if (joinRequestOf(call.world, chatId, userId) !== undefined) return { chatId, userId };
  const isThere = isInside(memberOf(call.world, chatId, userId)?.role);
  throw badRequest(isThere ? 'USER_ALREADY_PARTICIPANT' : 'HIDE_REQUESTER_MISSING');
}
