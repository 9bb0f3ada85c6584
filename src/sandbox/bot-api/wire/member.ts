import type { ChatMember, ChatPermissions } from '@grammyjs/types';
import type { ChatDoc, MemberDoc, Role } from '../../world/shapes.ts';
import { chatOf, present, type World } from '../../world/world.ts';
import { renderUser } from './user.ts';

const CHANNEL_RIGHTS = [
  'can_manage_chat',
  'can_change_info',
  'can_post_messages',
  'can_edit_messages',
  'can_delete_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_promote_members',
  'can_manage_video_chats',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_manage_direct_messages',
  'can_send_welcome_messages',
] as const;

const GROUP_RIGHTS = [
  'can_manage_chat',
  'can_change_info',
  'can_delete_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_pin_messages',
  'can_manage_topics',
  'can_promote_members',
  'can_manage_video_chats',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_manage_tags',
  'can_send_welcome_messages',
] as const;

export const ALL_PERMISSIONS: Required<ChatPermissions> = {
  can_send_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_react_to_messages: true,
  can_change_info: false,
  can_invite_users: true,
  can_edit_tag: false,
  can_pin_messages: false,
  can_manage_topics: false,
};

const NOT_GIVEN = new Set(['can_promote_members', 'can_manage_direct_messages', 'can_manage_topics']);

/** The rights of a new administrator: all rights but the power to make administrators. */
export function usualRights(type: ChatDoc['type']): Record<string, boolean> {
  const rights = type === 'channel' ? CHANNEL_RIGHTS : GROUP_RIGHTS;
  return Object.fromEntries(rights.map((right) => [right, !NOT_GIVEN.has(right)]));
}

export function renderMember(
  world: World,
  chatId: number,
  userId: number,
  member: MemberDoc | undefined,
): ChatMember {
  const user = renderUser(world, userId);
  const role: Role = member?.role ?? 'left';
  switch (role) {
    case 'creator':
      return present({
        user,
        status: 'creator',
        custom_title: member?.title,
        is_anonymous: member?.isAnonymous ?? false,
      }) as ChatMember;
    case 'administrator':
      return present({
        user,
        status: 'administrator',
        can_be_edited: false,
        ...heldRights(chatOf(world, chatId)?.type ?? 'supergroup', member?.rights),
        is_anonymous: member?.isAnonymous ?? false,
        custom_title: member?.title,
      }) as unknown as ChatMember;
    case 'restricted':
      return present({
        user,
        status: 'restricted',
        tag: member?.title,
        is_member: true,
        ...ALL_PERMISSIONS,
        can_send_polls: false,
        until_date: 0,
      }) as ChatMember;
    case 'kicked':
      return { user, status: 'kicked', until_date: member?.bannedUntil ?? 0 };
    case 'member':
      return present({ user, status: 'member', tag: member?.title }) as ChatMember;
    case 'left':
      return { user, status: 'left' };
  }
}

function heldRights(
  type: ChatDoc['type'],
  rights: Record<string, boolean> | undefined,
): Record<string, boolean> {
  const names = type === 'channel' ? CHANNEL_RIGHTS : GROUP_RIGHTS;
  return Object.fromEntries(names.map((name) => [name, rights?.[name] ?? false]));
}
