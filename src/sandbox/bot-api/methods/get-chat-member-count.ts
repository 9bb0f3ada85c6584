import type { Method } from '../call/call.ts';
import { targetChat } from '../call/target-chat.ts';
import { isInside } from '../../world/change-member.ts';

export const getChatMemberCount: Method = (call) => {
  const target = targetChat(call);
  if (target.type === 'private') return 2;
  let count = 0;
  for (const { role } of call.world.index.members(target.chatId).values()) if (isInside(role)) count += 1;
  return count;
};
