import { badRequest } from '../api-error.ts';
import type { Method } from '../call/call.ts';
import { inviteChat, ownInvite, readInvite } from '../call/invite-target.ts';
import { renderInvite } from '../wire/invite.ts';

export const editChatInviteLink: Method = (call) => {
  const { world, botId } = call;
  const invite = ownInvite(call, inviteChat(call));
  if (invite.isRevoked) throw badRequest('INVITE_HASH_EXPIRED');
  const edited = { ...invite, ...readInvite(call) };
  world.docs.put('invite', edited.link, edited);
  return renderInvite(world, botId, edited);
};
