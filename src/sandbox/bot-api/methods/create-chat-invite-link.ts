import type { Method } from '../call/call.ts';
import { inviteChat, readInvite } from '../call/invite-target.ts';
import { renderInvite } from '../wire/invite.ts';
import { makeInvite } from '../../world/invites.ts';

export const createChatInviteLink: Method = (call) => {
  const { world, botId } = call;
  const chatId = inviteChat(call);
  return renderInvite(world, botId, makeInvite(world, chatId, botId, readInvite(call)));
};
