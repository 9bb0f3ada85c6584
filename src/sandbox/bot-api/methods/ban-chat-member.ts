import { integerArgument } from '../call/arguments.ts';
import type { Call, Method } from '../call/call.ts';
import { restrictTarget } from '../call/restrict-target.ts';
import { changeMember } from '../../world/change-member.ts';
import { seconds } from '../../world/world.ts';

export const banChatMember: Method = (call) => {
  const { target, userId } = restrictTarget(call);
  const bannedUntil = untilDate(call);
  changeMember(call.world, { chatId: target.chatId, userId, role: 'kicked', bannedUntil }, call.botId);
  return true;
};

const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 366 * 24 * 60 * 60;

/** A shorter or longer ban is for ever (Bot API, banChatMember). */
function untilDate({ args, world }: Call): number | undefined {
  const until = integerArgument(args, 'until_date') ?? 0;
  const lasts = until - seconds(world);
  return lasts >= SHORTEST_SECONDS && lasts <= LONGEST_SECONDS ? until : undefined;
}
