import type { ChatInviteLink } from '@grammyjs/types';
import type { InviteDoc } from '../../world/shapes.ts';
import { present, type World } from '../../world/world.ts';
import { renderUser } from './user.ts';

const SHOWN_CHARACTERS = 'https://t.me/+'.length + 8;

/** The second part of another creator's link is hidden (Bot API, ChatInviteLink). */
export function renderInvite(world: World, botId: number, invite: InviteDoc): ChatInviteLink {
  const { link, creatorId, createsJoinRequest } = invite;
  const waiting = [...world.docs.all('joinRequest').values()].filter((request) => request.link === link);
  return present({
    invite_link: creatorId === botId ? link : `${link.slice(0, SHOWN_CHARACTERS)}...`,
    name: invite.name,
    creator: renderUser(world, creatorId),
    expire_date: invite.expireDate,
    member_limit: invite.memberLimit,
    pending_join_request_count: createsJoinRequest && waiting.length > 0 ? waiting.length : undefined,
    creates_join_request: createsJoinRequest,
    is_primary: false,
    is_revoked: invite.isRevoked ?? false,
  }) as ChatInviteLink;
}
