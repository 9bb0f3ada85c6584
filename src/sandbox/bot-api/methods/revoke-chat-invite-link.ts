import type { Method } from '../call/call.ts';
import { inviteChat, ownInvite } from '../call/invite-target.ts';
import { renderInvite } from '../wire/invite.ts';

export const revokeChatInviteLink: Method = (call) => {
  const { world, botId } = call;
  const revoked = { ...ownInvite(call, inviteChat(call)), isRevoked: true as const };
  world.docs.put('invite', revoked.link, revoked);
  return renderInvite(world, botId, revoked);
};
