import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage } from './bot-client.ts';

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
