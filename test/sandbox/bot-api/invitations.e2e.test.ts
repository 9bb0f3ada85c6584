import type { ChatInviteLink, Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Params, type Stage } from '../bot-client.ts';

const invite = (stage: Stage, more: Params = {}): Promise<ChatInviteLink> =>
  stage.call('createChatInviteLink', { chat_id: stage.sandbox.channelId, ...more });

/** The bot hears every change of members and every request to join. */
async function openHearing(): Promise<Stage> {
  const stage = await openStage({ seed: true });
  await stage.call('getUpdates', { allowed_updates: ['chat_member', 'chat_join_request', 'message'] });
  return stage;
}

const joins = (updates: Update[]) => updates.flatMap(({ chat_member: change }) => change ?? []);

describe('an invitation (Bot API, createChatInviteLink)', () => {
  test('lets people in, and the bot hears by which link', async () => {
    await using stage = await openHearing();
    const { people, views, channelId, botId } = stage.sandbox;
    const link = await invite(stage, { name: 'Equipe' });
    expect(link).toEqual({
      invite_link: expect.stringMatching(/^https:\/\/t\.me\/\+[\w-]{16}$/),
      name: 'Equipe',
      creator: expect.objectContaining({ id: botId }) as never,
      creates_join_request: false,
      is_primary: false,
      is_revoked: false,
    });
    expect(people.joinByLink(701, link.invite_link)).toBe('joined');
    expect(joins(await stage.updates())).toMatchObject([
      {
        chat: { id: channelId },
        from: { id: 701 },
        old_chat_member: { status: 'left' },
        new_chat_member: { status: 'member' },
        invite_link: { invite_link: link.invite_link, name: 'Equipe' },
      },
    ]);
    expect(views.member(channelId, 701).status).toBe('member');
    expect(() => people.joinByLink(701, link.invite_link)).toThrow(/is in chat .* already/);
  });

  test('of one use lets one person in, also after that person has left', async () => {
    await using stage = await openHearing();
    const { people, channelId } = stage.sandbox;
    const { invite_link, member_limit } = await invite(stage, { member_limit: 1 });
    expect(member_limit).toBe(1);
    people.joinByLink(701, invite_link);
    expect(() => people.joinByLink(702, invite_link)).toThrow(/used up/);
    people.setRole(channelId, 701, 'left');
    expect(() => people.joinByLink(702, invite_link)).toThrow(/used up/);
  });

  test('is over at its time, when it is revoked, and for somebody who is banned', async () => {
    await using stage = await openHearing();
    const { people, channelId } = stage.sandbox;
    const nowS = Math.floor(stage.clock.now() / 1000);
    const timed = await invite(stage, { expire_date: nowS + 60 });
    const revoked = await invite(stage);
    const open = await invite(stage);
    stage.clock.advance(60_000);
    expect(() => people.joinByLink(701, timed.invite_link)).toThrow(/is over/);
    const params = { chat_id: channelId, invite_link: revoked.invite_link };
    expect(await stage.call('revokeChatInviteLink', params)).toMatchObject({ is_revoked: true });
    expect(() => people.joinByLink(701, revoked.invite_link)).toThrow(/is over/);
    expect(await stage.refusal('editChatInviteLink', params)).toBe('400 Bad Request: INVITE_HASH_EXPIRED');
    await stage.call('banChatMember', { chat_id: channelId, user_id: 701 });
    expect(() => people.joinByLink(701, open.invite_link)).toThrow(/banned/);
    expect(() => people.joinByLink(702, 'https://t.me/+unknown')).toThrow(/does not exist/);
  });

  test('is edited by the bot that made it', async () => {
    await using stage = await openHearing();
    const { invite_link } = await invite(stage, { member_limit: 1 });
    const edited = await stage.call('editChatInviteLink', {
      chat_id: stage.sandbox.channelId,
      invite_link,
      name: 'x'.repeat(40),
      creates_join_request: true,
    });
    expect(edited).toMatchObject({ invite_link, name: 'x'.repeat(32), creates_join_request: true });
    expect(edited).not.toHaveProperty('member_limit');
    expect(stage.sandbox.people.joinByLink(701, invite_link)).toBe('asked');
  });

  test('of somebody else is shown to the bot in part', async () => {
    await using stage = await openHearing();
    const { people, channelId } = stage.sandbox;
    const link = people.invite(501, channelId);
    expect(() => people.invite(701, channelId)).toThrow(/no administrator/);
    people.joinByLink(701, link);
    const [change] = joins(await stage.updates());
    expect(change?.invite_link?.creator.id).toBe(501);
    expect(change?.invite_link?.invite_link).toMatch(/^https:\/\/t\.me\/\+[\w-]{8}\.\.\.$/);
    expect(await stage.refusal('revokeChatInviteLink', { chat_id: channelId, invite_link: link })).toBe(
      '400 Bad Request: INVITE_HASH_EXPIRED',
    );
  });

  test.each<[string, Params, string]>([
    [
      'a limit together with a request',
      { creates_join_request: true, member_limit: 1 },
      "member limit can't be specified for links requiring administrator approval",
    ],
    ['a limit that is too high', { member_limit: 100_000 }, 'USAGE_LIMIT_INVALID'],
    ['a time that is past', { expire_date: 1 }, 'EXPIRE_DATE_INVALID'],
    ['a private chat', { chat_id: 501 }, "can't invite members to a private chat"],
  ])('with %s is refused', async (_name, more, reason) => {
    await using stage = await openHearing();
    const { channelId } = stage.sandbox;
    expect(await stage.refusal('createChatInviteLink', { chat_id: channelId, ...more })).toBe(
      `400 Bad Request: ${reason}`,
    );
  });

  test('is not made by a bot without the right to invite', async () => {
    await using stage = await openHearing();
    const { people, channelId } = stage.sandbox;
    people.setBotRights(channelId, { can_invite_users: false });
    expect(await stage.refusal('createChatInviteLink', { chat_id: channelId })).toBe(
      '400 Bad Request: not enough rights to manage chat invite link',
    );
    for (const method of ['approveChatJoinRequest', 'declineChatJoinRequest']) {
      expect(await stage.refusal(method, { chat_id: channelId, user_id: 701 })).toBe(
        '400 Bad Request: not enough rights to manage chat join requests',
      );
    }
  });

  test('and who waits at it are kept in an export', async () => {
    await using stage = await openHearing();
    const { people, control, channelId } = stage.sandbox;
    const { invite_link } = await invite(stage, { creates_join_request: true });
    people.joinByLink(701, invite_link);
    await using other = await openStage({ seed: true, botId: 9001 });
    other.sandbox.control.import(JSON.parse(JSON.stringify(control.export())));
    expect(other.sandbox.views.joinRequests(channelId)).toMatchObject([{ userId: 701, link: invite_link }]);
    expect(other.sandbox.views.invites(channelId)).toMatchObject([{ link: invite_link, creatorId: 9001 }]);
    expect(await other.refusal('approveChatJoinRequest', { chat_id: channelId, user_id: 701 })).toBe('ok');
  });
});

describe('a request to join (Bot API, ChatJoinRequest)', () => {
  test('reaches the bot, which lets the person in', async () => {
    await using stage = await openHearing();
    const { people, views, channelId } = stage.sandbox;
    const { invite_link } = await invite(stage, { creates_join_request: true });
    expect(people.joinByLink(701, invite_link)).toBe('asked');
    expect(people.joinByLink(701, invite_link)).toBe('asked');
    const requests = (await stage.updates()).flatMap(({ chat_join_request: one }) => one ?? []);
    expect(requests).toMatchObject([
      {
        chat: { id: channelId },
        from: { id: 701, first_name: 'Ana' },
        user_chat_id: 701,
        invite_link: { invite_link, creates_join_request: true, pending_join_request_count: 1 },
      },
    ]);
    expect(views.member(channelId, 701).status).toBe('left');
    expect(views.joinRequests(channelId)).toMatchObject([{ userId: 701 }]);

    const params = { chat_id: channelId, user_id: 701 };
    expect(await stage.call('approveChatJoinRequest', params)).toBe(true);
    expect(joins(await stage.updates())).toMatchObject([
      {
        from: { id: stage.sandbox.botId },
        new_chat_member: { status: 'member', user: { id: 701 } },
        invite_link: { invite_link },
      },
    ]);
    expect(views.joinRequests(channelId)).toEqual([]);
    expect(await stage.refusal('approveChatJoinRequest', params)).toBe(
      '400 Bad Request: USER_ALREADY_PARTICIPANT',
    );
  });

  test('is declined without a word to anybody', async () => {
    await using stage = await openHearing();
    const { people, views, channelId } = stage.sandbox;
    people.joinByLink(701, (await invite(stage, { creates_join_request: true })).invite_link);
    await stage.updates();
    const params = { chat_id: channelId, user_id: 701 };
    expect(await stage.call('declineChatJoinRequest', params)).toBe(true);
    expect(await stage.updates()).toEqual([]);
    expect(views.member(channelId, 701).status).toBe('left');
    for (const method of ['approveChatJoinRequest', 'declineChatJoinRequest']) {
      expect(await stage.refusal(method, params)).toBe('400 Bad Request: HIDE_REQUESTER_MISSING');
      expect(await stage.refusal(method, { ...params, user_id: 4 })).toBe('400 Bad Request: user not found');
    }
  });

  test('is made in a public chat that asks for it, without a link', async () => {
    await using stage = await openHearing();
    const { people, channelId } = stage.sandbox;
    const { channelId: shop } = stage.sandbox.addBoard({ title: 'Loja', username: 'loja' });
    expect(people.join(702, shop)).toBe('joined');
    people.changeSettings(shop, { join_by_request: true });
    expect(people.join(701, shop)).toBe('asked');
    await stage.updates();
    await stage.call('approveChatJoinRequest', { chat_id: shop, user_id: 701 });
    const [change] = joins(await stage.updates());
    expect(change?.via_join_request).toBe(true);
    expect(change).not.toHaveProperty('invite_link');
    expect(() => people.join(701, channelId)).toThrow(/is private/);
  });

  test('lets the bot write to the person for five minutes, until somebody decides', async () => {
    await using stage = await openHearing();
    const { people, channelId } = stage.sandbox;
    const { invite_link } = await invite(stage, { creates_join_request: true });
    const write = (chat_id: number): Promise<string> => stage.refusal('sendMessage', { chat_id, text: 'oi' });
    const shut = "403 Forbidden: bot can't initiate conversation with a user";
    for (const userId of [701, 702]) people.joinByLink(userId, invite_link);
    expect(await write(701)).toBe('ok');
    expect(await write(702)).toBe('ok');
    people.decideRequest(501, channelId, 702, false);
    expect(await write(702)).toBe(shut);
    stage.clock.advance(301_000);
    expect(await write(701)).toBe(shut);
    expect(() => people.decideRequest(501, channelId, 702, true)).toThrow(/has not asked/);
    people.decideRequest(501, channelId, 701, true);
    expect(stage.sandbox.views.member(channelId, 701).status).toBe('member');
  });
});

describe('an address that somebody opens', () => {
  test('starts the bot with its payload, joins by an invitation, or leads out', async () => {
    await using stage = await openHearing();
    const { people } = stage.sandbox;
    const { invite_link } = await invite(stage);
    expect(people.openLink(701, 'https://t.me/balcao_bot?start=d-vendas')).toBe('started');
    expect(people.openLink(701, invite_link)).toBe('joined');
    expect(people.openLink(701, 'https://t.me/outro_bot?start=x')).toBe('opened');
    expect(people.openLink(701, 'https://loja.example/')).toBe('opened');
    expect(() => people.openLink(701, 'loja')).toThrow(/is no address/);
    const [message] = (await stage.updates()).flatMap((update) => update.message ?? []);
    expect(message).toMatchObject({
      text: '/start d-vendas',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
  });

  test('is opened from outside, too', async () => {
    await using stage = await openHearing();
    const { invite_link } = await invite(stage);
    const body = JSON.stringify({ do: 'openLink', userId: 701, url: invite_link });
    const response = await fetch(`${stage.sandbox.url}/console/act`, { method: 'POST', body });
    expect(await response.json()).toEqual({ ok: true, result: 'joined' });
  });
});
