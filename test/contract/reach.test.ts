import type { ChatMember, Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Stage } from './bot-client.ts';

const send = (stage: Stage, chat_id: unknown): Promise<string> =>
  stage.refusal('sendMessage', { chat_id, text: 'x' });

describe('whom the bot can write to (TELEGRAM.md §2.0)', () => {
  const cases: [string, (stage: Stage) => unknown, string][] = [
    ['no chat at all', () => '', '400 Bad Request: chat_id is empty'],
    ['an unknown id', () => 424242, '400 Bad Request: chat not found'],
    ['an unknown name', () => '@nobody', '400 Bad Request: chat not found'],
    ['an unknown group', () => -100123, '400 Bad Request: chat not found'],
    [
      'a user the bot has never seen',
      ({ sandbox }) => sandbox.people.add({ firstName: 'Eva' }),
      '400 Bad Request: chat not found',
    ],
    [
      'a member who never pressed Start',
      ({ sandbox }) => {
        const bia = sandbox.people.add({ firstName: 'Bia' });
        sandbox.people.setRole(sandbox.channelId, bia, 'administrator');
        return bia;
      },
      "403 Forbidden: bot can't initiate conversation with a user",
    ],
    [
      'someone who only spoke in the group',
      ({ sandbox }) => {
        const bia = sandbox.people.add({ firstName: 'Bia' });
        sandbox.people.sayInGroup(bia, 'oi');
        return bia;
      },
      "403 Forbidden: bot can't initiate conversation with a user",
    ],
    [
      'a client who blocked the bot',
      ({ sandbox }) => {
        const ana = sandbox.people.add({ firstName: 'Ana' });
        sandbox.people.start(ana);
        sandbox.people.block(ana);
        return ana;
      },
      '403 Forbidden: bot was blocked by the user',
    ],
    [
      'a deleted account',
      ({ sandbox }) => {
        const ana = sandbox.people.add({ firstName: 'Ana' });
        sandbox.people.start(ana);
        sandbox.people.deactivate(ana);
        return ana;
      },
      '403 Forbidden: user is deactivated',
    ],
    [
      'a client',
      ({ sandbox }) => {
        const ana = sandbox.people.add({ firstName: 'Ana' });
        sandbox.people.write(ana, 'oi');
        return ana;
      },
      'ok',
    ],
  ];
  test.each(cases)('%s', async (_name, prepare, answer) => {
    await using stage = await openStage();
    const chatId = prepare(stage);
    expect(await send(stage, chatId)).toBe(answer);
    const action = await stage.refusal('sendChatAction', { chat_id: chatId, action: 'typing' });
    expect(action).toBe(answer);
  });
});

describe('blocking (TELEGRAM.md §1.7)', () => {
  test('and coming back are told by my_chat_member; Start takes the block back', async () => {
    await using stage = await openStage();
    const { people } = stage.sandbox;
    const ana = await stage.client();
    people.block(ana);
    people.block(ana);
    expect(() => people.write(ana, 'x')).toThrow(/blocked/);
    people.start(ana, 'site');
    const updates = await stage.updates();
    expect(updates.map((update) => Object.keys(update)[1])).toEqual([
      'my_chat_member',
      'my_chat_member',
      'message',
    ]);
    expect(updates[0]?.my_chat_member).toMatchObject({
      chat: { id: ana, type: 'private' },
      from: { id: ana },
      old_chat_member: { status: 'member', user: { id: 9000 } },
      new_chat_member: { status: 'kicked', user: { id: 9000 }, until_date: 0 },
    });
    expect(updates[1]?.my_chat_member?.new_chat_member.status).toBe('member');
    expect(updates[2]?.message).toMatchObject({
      text: '/start site',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    expect(await send(stage, ana)).toBe('ok');
  });
});

describe('the bot’s own place (TELEGRAM.md §2.0, §2.2)', () => {
  test.each([
    ['kicked from the channel', 'kicked', 'channelId', '403 Forbidden: bot was kicked from the channel chat'],
    ['out of the channel', 'left', 'channelId', '403 Forbidden: bot is not a member of the channel chat'],
    ['kicked from the group', 'kicked', 'groupId', '403 Forbidden: bot was kicked from the supergroup chat'],
    ['out of the group', 'left', 'groupId', '403 Forbidden: bot is not a member of the supergroup chat'],
  ] as const)('%s', async (_name, role, chat, answer) => {
    await using stage = await openStage();
    const chatId = stage.sandbox[chat];
    stage.sandbox.people.setRole(chatId, stage.sandbox.botId, role);
    expect(await send(stage, chatId)).toBe(answer);
    expect(await stage.refusal('getChat', { chat_id: chatId })).toBe(answer);
    const [update] = await stage.updates();
    expect(update?.my_chat_member).toMatchObject({
      chat: { id: chatId },
      old_chat_member: { status: 'administrator' },
      new_chat_member: { status: role, user: { id: 9000 } },
    });
  });

  test('each right that is missing makes its call fail', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const { channelId, groupId } = sandbox;
    const { postId, rootId } = await stage.postWithCopy();
    const ana = sandbox.people.add({ firstName: 'Ana' });
    sandbox.people.setRole(groupId, ana, 'member');
    const cases: [number, string, string, Record<string, unknown>, string][] = [
      [
        channelId,
        'can_post_messages',
        'sendMessage',
        { text: 'x' },
        '400 Bad Request: need administrator rights in the channel chat',
      ],
      [
        channelId,
        'can_edit_messages',
        'pinChatMessage',
        { message_id: postId },
        '400 Bad Request: not enough rights to manage pinned messages in the chat',
      ],
      [
        groupId,
        'can_pin_messages',
        'unpinChatMessage',
        { message_id: rootId },
        '400 Bad Request: not enough rights to manage pinned messages in the chat',
      ],
      [
        groupId,
        'can_delete_messages',
        'deleteMessage',
        { message_id: rootId },
        "400 Bad Request: message can't be deleted",
      ],
      [
        groupId,
        'can_restrict_members',
        'banChatMember',
        { user_id: ana },
        '400 Bad Request: not enough rights to restrict/unrestrict chat member',
      ],
    ];
    for (const [chat_id, right, method, params, refusal] of cases) {
      sandbox.people.setBotRights(chat_id, { [right]: false });
      expect([method, await stage.refusal(method, { chat_id, ...params })]).toEqual([method, refusal]);
      sandbox.people.setBotRights(chat_id, {});
      expect([method, await stage.refusal(method, { chat_id, ...params })]).toEqual([method, 'ok']);
    }
  });

  test('in privacy mode an ordinary member hears only what concerns it', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const ana = sandbox.people.add({ firstName: 'Ana' });
    sandbox.people.setRole(sandbox.groupId, ana, 'member');
    sandbox.people.setBotRights(sandbox.groupId, 'none');
    const own = await stage.call('sendMessage', { chat_id: sandbox.groupId, text: 'pergunta' });
    await stage.updates();
    sandbox.people.sayInGroup(ana, 'conversa');
    sandbox.people.sayInGroup(ana, '/ajuda');
    sandbox.people.sayInGroup(ana, '/ajuda@outro_bot');
    sandbox.people.sayInGroup(ana, 'resposta', { replyTo: own.message_id });
    const texts = (await stage.updates()).map(({ message }) => message?.text);
    expect(texts).toEqual(['/ajuda', 'resposta']);
  });
});

describe('members (TELEGRAM.md §2.2, §1.7)', () => {
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
    expect(sandbox.look.member(chat_id, ana ?? 0).status).toBe('kicked');
    expect(() => sandbox.people.sayInGroup(ana ?? 0, 'x')).toThrow(/banned/);
    await stage.call('unbanChatMember', { chat_id, user_id: ana, only_if_banned: true });
    expect(sandbox.look.member(chat_id, ana ?? 0).status).toBe('left');
    const ban = (user_id: unknown): Promise<string> => stage.refusal('banChatMember', { chat_id, user_id });
    expect(await ban(bia)).toBe("400 Bad Request: can't remove chat owner");
    expect(await ban(caio)).toBe('400 Bad Request: user is an administrator of the chat');
    expect(await ban(sandbox.botId)).toBe("400 Bad Request: can't restrict self");
  });
});

describe('getChat (TELEGRAM.md §2.2)', () => {
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

describe('presses of buttons (TELEGRAM.md §1.9)', () => {
  test('reach the bot with their message and can be answered for 15 seconds', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const ana = await stage.client();
    const sent: Message = await stage.call('sendMessage', {
      chat_id: ana,
      text: 'nota?',
      reply_markup: { inline_keyboard: [[{ text: '5', callback_data: 'nota:5' }]] },
    });
    const queryId = sandbox.people.pressButton(ana, ana, sent.message_id, 'nota:5');
    expect((await stage.updates())[0]?.callback_query).toMatchObject({
      id: queryId,
      from: { id: ana },
      data: 'nota:5',
      message: { message_id: sent.message_id, text: 'nota?' },
      chat_instance: expect.any(String),
    });
    stage.clock.advance(15_000);
    await stage.call('answerCallbackQuery', { callback_query_id: queryId, text: 'obrigado' });
    expect(sandbox.look.answer(queryId)).toMatchObject({ text: 'obrigado' });
    stage.clock.advance(1);
    expect(await stage.refusal('answerCallbackQuery', { callback_query_id: queryId })).toBe(
      '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
    expect(() => sandbox.people.pressButton(ana, ana, sent.message_id, 'outra')).toThrow(/no button/);
  });

  test.each([
    ['data of 65 bytes', [[{ text: 'a', callback_data: 'é'.repeat(33) }]], 'BUTTON_DATA_INVALID'],
    [
      'a web app outside private chats',
      [[{ text: 'a', web_app: { url: 'https://a.com' } }]],
      'BUTTON_TYPE_INVALID',
    ],
    [
      'a button that does nothing',
      [[{ text: 'a' }]],
      "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
    ],
  ])('a keyboard with %s is refused', async (_name, inline_keyboard, reason) => {
    await using stage = await openStage();
    const request = { chat_id: stage.sandbox.channelId, text: 'x', reply_markup: { inline_keyboard } };
    expect(await stage.refusal('sendMessage', request)).toBe(`400 Bad Request: ${reason}`);
  });
});

describe('reactions (TELEGRAM.md §1.7)', () => {
  test('come with old and new in chats, as counts on posts and copies, and never for bots', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const ana = await stage.client();
    const { postId, rootId } = await stage.postWithCopy();
    await stage.call('getUpdates', { allowed_updates: ['message_reaction', 'message_reaction_count'] });
    const id = sandbox.people.write(ana, 'oi');
    sandbox.people.react(ana, ana, id, '👍');
    sandbox.people.react(ana, sandbox.channelId, postId, '🔥');
    sandbox.people.react(ana, sandbox.groupId, rootId, '🔥');
    await stage.call('setMessageReaction', {
      chat_id: ana,
      message_id: id,
      reaction: [{ type: 'emoji', emoji: '👌' }],
    });
    const [own, post, copy, ...others] = await stage.updates();
    expect(others).toEqual([]);
    expect(own?.message_reaction).toMatchObject({
      user: { id: ana },
      message_id: id,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }],
    });
    const counts = [{ type: { type: 'emoji', emoji: '🔥' }, total_count: 1 }];
    expect(post?.message_reaction_count).toMatchObject({ message_id: postId, reactions: counts });
    expect(copy?.message_reaction_count).toMatchObject({ message_id: rootId, reactions: counts });
    const refusal = await stage.refusal('setMessageReaction', {
      chat_id: ana,
      message_id: id,
      reaction: [{ type: 'emoji', emoji: 'x' }],
    });
    expect(refusal).toBe('400 Bad Request: REACTION_INVALID');
  });
});
