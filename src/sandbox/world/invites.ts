import { createHash } from 'node:crypto';
import type { ChatMemberUpdated } from '@grammyjs/types';
import { renderInvite } from '../bot-api/wire/invite.ts';
import { renderChat, renderUser } from '../bot-api/wire/user.ts';
import { changeMember } from './change-member.ts';
import { pairKey } from './keys.ts';
import { pushUpdate } from './push-update.ts';
import type { InviteDoc, JoinRequestDoc } from './shapes.ts';
import { meet, memberOf, nextCounter, present, seconds, type World } from './world.ts';

export type NewInvite = Pick<InviteDoc, 'name' | 'expireDate' | 'memberLimit' | 'createsJoinRequest'>;

/** The address is made from a number, so that every run makes the same addresses. */
export function makeInvite(world: World, chatId: number, creatorId: number, invite: NewInvite): InviteDoc {
  const hash = createHash('sha256')
    .update(`${chatId}:${nextCounter(world)}`)
    .digest('base64url');
  const made: InviteDoc = {
    link: `https://t.me/+${hash.slice(0, 16)}`,
    chatId,
    creatorId,
    ...invite,
    uses: 0,
  };
  world.docs.put('invite', made.link, made);
  return made;
}

/** Can a person join by the link now? */
export function isOpen(world: World, { isRevoked, expireDate, memberLimit, uses }: InviteDoc): boolean {
  const isLate = expireDate !== undefined && expireDate <= seconds(world);
  const isUsedUp = memberLimit !== undefined && uses >= memberLimit;
  return isRevoked !== true && !isLate && !isUsedUp;
}

export function joinRequestOf(world: World, chatId: number, userId: number): JoinRequestDoc | undefined {
  return world.docs.get('joinRequest', pairKey(chatId, userId));
}

/** Tells every bot that may invite people there (Bot API, Update.chat_join_request). */
export function askToJoin(world: World, chatId: number, userId: number, invite?: InviteDoc): void {
  const date = seconds(world);
  world.docs.put('joinRequest', pairKey(chatId, userId), { chatId, userId, date, link: invite?.link });
  for (const bot of world.docs.all('bot').values()) {
    const member = memberOf(world, chatId, bot.id);
    if (member?.role !== 'administrator' || member.rights?.['can_invite_users'] !== true) continue;
    meet(world, bot.id, userId);
    const payload = present({
      chat: renderChat(world, chatId),
      from: renderUser(world, userId),
      user_chat_id: userId,
      date,
      invite_link: invite === undefined ? undefined : renderInvite(world, bot.id, invite),
    });
    pushUpdate(world, bot.id, 'chat_join_request', payload as never, String(chatId));
  }
}

/** Lets a person in: by a link at once, or after the request that is there. */
export function letIn(world: World, chatId: number, userId: number, actor: number, invite?: InviteDoc): void {
  const request = joinRequestOf(world, chatId, userId);
  const link = invite?.link ?? request?.link;
  const used = link === undefined ? undefined : world.docs.get('invite', link);
  if (used !== undefined) world.docs.put('invite', used.link, { ...used, uses: used.uses + 1 });
  world.docs.delete('joinRequest', pairKey(chatId, userId));
  const isDirect = request !== undefined && used === undefined;
  changeMember(world, { chatId, userId, role: 'member' }, actor, (botId) =>
    present<Partial<ChatMemberUpdated>>({
      invite_link: used === undefined ? undefined : renderInvite(world, botId, used),
      via_join_request: isDirect || undefined,
    }),
  );
}

export function refuseToLetIn(world: World, chatId: number, userId: number): void {
  world.docs.delete('joinRequest', pairKey(chatId, userId));
}

const WRITABLE_SECONDS = 5 * 60;

/**
 * A bot may write to the person for five minutes after a request, until an administrator decides (Bot API,
 * ChatJoinRequest).
 */
export function mayAnswerRequest(world: World, botId: number, userId: number): boolean {
  return [...world.docs.all('joinRequest').values()].some(
    (request) =>
      request.userId === userId &&
      seconds(world) - request.date <= WRITABLE_SECONDS &&
      memberOf(world, request.chatId, botId)?.rights?.['can_invite_users'] === true,
  );
}
