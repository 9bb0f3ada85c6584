import type { ChatMember } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage } from '../bot-client.ts';

describe('members (FACTS.md #49, #27)', () => {
  test('every role is answered in its shape', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const chat_id = sandbox.groupId;
    const ask = async (role: Parameters<typeof sandbox.people.setRole>[2]): Promise<ChatMember> => {
      const user_id = sandbox.people.add({ firstName: role });
      sandbox.people.setRole(chat_id, user_id, role, { isAnonymous: role === 'administrator' });
      return stage.call<ChatMember>('getChatMember', { chat_id, user_id });
    };
    expect(await ask('creator')).toMatchObject({ status: 'creator', is_anonymous: false });
    expect(await ask('administrator')).toMatchObject({
      status: 'administrator',
      is_anonymous: true,
      can_pin_messages: true,
      can_promote_members: false,
    });
    expect(await ask('member')).toMatchObject({ status: 'member' });
    expect(await ask('restricted')).toMatchObject({ status: 'restricted', is_member: true });
    expect(await ask('left')).toMatchObject({ status: 'left' });
    expect(await ask('kicked')).toMatchObject({ status: 'kicked', until_date: 0 });
    const bot = await stage.call<ChatMember>('getChatMember', { chat_id, user_id: sandbox.botId });
    expect(bot).toMatchObject({ status: 'administrator', is_anonymous: false, can_delete_messages: true });
  });

  test('nobody who never came is left; an unknown user and a bad id are refused', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const chat_id = sandbox.channelId;
    const ana = await stage.client();
    expect(await stage.call('getChatMember', { chat_id, user_id: ana })).toMatchObject({ status: 'left' });
    expect(await stage.refusal('getChatMember', { chat_id, user_id: 4 })).toBe(
      '400 Bad Request: user not found',
    );
    expect(await stage.refusal('getChatMember', { chat_id })).toBe(
      '400 Bad Request: invalid user_id specified',
    );
  });

  test('cannot be asked for in a channel without being its administrator', async () => {
    await using stage = await openStage({ publicChannel: true });
    const { sandbox } = stage;
    const ana = await stage.client();
    sandbox.people.setBotRights(sandbox.channelId, 'none');
    const request = { chat_id: '@balcao_atendimento', user_id: ana };
    expect(await stage.refusal('getChatMember', request)).toBe(
      '400 Bad Request: member list is inaccessible',
    );
    expect(await stage.refusal('getChatAdministrators', { chat_id: '@balcao_atendimento' })).toBe(
      '400 Bad Request: administrator list is inaccessible',
    );
    expect(await stage.refusal('getChat', { chat_id: '@balcao_atendimento' })).toBe('ok');
  });

  test('administrators are listed without other bots, and become known by it', async () => {
    await using stage = await openStage({ seed: true });
    const { channelId, groupId } = stage.sandbox;
    const admins = await stage.call<ChatMember[]>('getChatAdministrators', { chat_id: channelId });
    expect(admins.map(({ user, status }) => `${user.first_name} ${status}`).sort()).toEqual([
      'Balcão administrator',
      'Bia creator',
      'Caio administrator',
    ]);
    expect(await stage.call('getChatMemberCount', { chat_id: groupId })).toBe(4);
    expect(await stage.refusal('getChatAdministrators', { chat_id: await stage.client() })).toBe(
      '400 Bad Request: there are no administrators in the private chat',
    );
  });

  test('the number of members counts administrators and the bot, and nobody who left', async () => {
    await using stage = await openStage();
    const { channelId, people } = stage.sandbox;
    const count = () => stage.call<number>('getChatMemberCount', { chat_id: channelId });
    const before = await count();
    const roles = ['member', 'administrator', 'restricted', 'left', 'kicked'] as const;
    for (const role of roles) people.setRole(channelId, people.add({ firstName: role }), role);
    expect(await count()).toBe(before + 3);
    const named = { chat_id: channelId, return_bots: true };
    const admins = await stage.call<ChatMember[]>('getChatAdministrators', named);
    expect(admins.filter(({ user }) => user.is_bot)).toHaveLength(1);
    expect(before).toBe(admins.length - 1);
  });

  test('joining the group tells chat_member, then the service message, which takes a number', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    await stage.call('getUpdates', { allowed_updates: ['chat_member', 'message'] });
    const ana = sandbox.people.add({ firstName: 'Ana' });
    sandbox.people.setRole(sandbox.groupId, ana, 'member');
    sandbox.people.setRole(sandbox.groupId, ana, 'left');
    const [joined, welcome, left, farewell] = await stage.updates();
    expect(joined?.chat_member).toMatchObject({
      from: { id: ana },
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member', user: { id: ana } },
    });
    expect(welcome?.message).toMatchObject({ message_id: 2, new_chat_members: [{ id: ana }] });
    expect(left?.chat_member).toMatchObject({ new_chat_member: { status: 'left' } });
    expect(farewell?.message).toMatchObject({ message_id: 3, left_chat_member: { id: ana } });
  });

  test('banning shuts out, lifting the ban leaves outside; the owner and administrators stay', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const chat_id = sandbox.groupId;
    const [ana, bia, caio] = ['member', 'creator', 'administrator'].map((role) => {
      const userId = sandbox.people.add({ firstName: role });
      sandbox.people.setRole(chat_id, userId, role as 'member');
      return userId;
    });
    await stage.call('banChatMember', { chat_id, user_id: ana });
    expect(sandbox.views.member(chat_id, ana ?? 0).status).toBe('kicked');
    expect(() => sandbox.people.sayInGroup(ana ?? 0, 'x')).toThrow(/banned/);
    await stage.call('unbanChatMember', { chat_id, user_id: ana, only_if_banned: true });
    expect(sandbox.views.member(chat_id, ana ?? 0).status).toBe('left');
    const ban = (user_id: unknown): Promise<string> => stage.refusal('banChatMember', { chat_id, user_id });
    expect(await ban(bia)).toBe("400 Bad Request: can't remove chat owner");
    expect(await ban(caio)).toBe('400 Bad Request: user is an administrator of the chat');
    expect(await ban(sandbox.botId)).toBe("400 Bad Request: can't restrict self");
  });
});

describe('getChat (FACTS.md #48)', () => {
  test('links channel and group to each other, shows permissions, names and the newest pin', async () => {
    await using stage = await openStage({ publicChannel: true });
    const { channelId, groupId } = stage.sandbox;
    const { postId } = await stage.postWithCopy();
    await stage.call('pinChatMessage', { chat_id: channelId, message_id: postId });
    const channel = await stage.call<Record<string, unknown>>('getChat', { chat_id: channelId });
    expect(channel).toMatchObject({
      type: 'channel',
      linked_chat_id: groupId,
      username: 'balcao_atendimento',
      pinned_message: { message_id: postId },
    });
    expect(channel).not.toHaveProperty('permissions');
    const group = await stage.call<Record<string, unknown>>('getChat', { chat_id: String(groupId) });
    expect(group).toMatchObject({
      type: 'supergroup',
      linked_chat_id: channelId,
      permissions: { can_send_messages: true },
    });
    expect(group).not.toHaveProperty('username');
    const ana = await stage.client('Ana');
    expect(await stage.call('getChat', { chat_id: ana })).toMatchObject({
      type: 'private',
      first_name: 'Ana',
    });
  });
});
