import { describe, expect, test } from 'vitest';
import { openStage, type Stage } from '../bot-client.ts';

const send = (stage: Stage, chat_id: unknown): Promise<string> =>
  stage.refusal('sendMessage', { chat_id, text: 'x' });

describe('whom the bot can write to (FACTS.md #39)', () => {
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

describe('blocking (FACTS.md #24)', () => {
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

describe('the bot’s own place (FACTS.md #40)', () => {
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
