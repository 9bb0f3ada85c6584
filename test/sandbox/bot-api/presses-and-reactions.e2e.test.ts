import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage } from '../bot-client.ts';

describe('presses of buttons (FACTS.md #30)', () => {
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
    expect(sandbox.views.answer(queryId)).toMatchObject({ text: 'obrigado' });
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
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a button without a text',
      [[{ callback_data: 'a' }]],
      'can\'t parse inline keyboard button: Field "text" must be of type String',
    ],
    [
      'an address without a dot',
      [[{ text: 'a', url: 'b' }]],
      "inline keyboard button URL 'b' is invalid: Wrong HTTP URL",
    ],
    [
      'an address of another protocol',
      [[{ text: 'a', url: 'ftp://b.com' }]],
      "inline keyboard button URL 'ftp://b.com' is invalid: Unsupported URL protocol",
    ],
    ['rows that are no rows', [{ text: 'a' }], 'field "inline_keyboard" must be an Array of Arrays'],
  ])('a keyboard with %s is refused', async (_name, inline_keyboard, reason) => {
    await using stage = await openStage();
    const request = { chat_id: stage.sandbox.channelId, text: 'x', reply_markup: { inline_keyboard } };
    expect(await stage.refusal('sendMessage', request)).toBe(`400 Bad Request: ${reason}`);
  });
});

describe('reactions (FACTS.md #26)', () => {
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
    stage.clock.advance(60_000);
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

describe('inline mode (FACTS.md #29)', () => {
  const answers = (id: string, params: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'article',
    id,
    title: id,
    input_message_content: { message_text: '<b>Bom dia</b>', parse_mode: 'HTML' },
    ...params,
  });

  test('a query names no chat, may be answered for 30 seconds, and the chosen answer comes via the bot', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const bia = sandbox.people.add({ firstName: 'Bia' });
    const { rootId } = await stage.postWithCopy();
    const inline_query_id = sandbox.people.queryInline(bia, 'bom');
    const [asked] = await stage.updates();
    expect(Object.keys(asked?.inline_query ?? {})).toEqual(['id', 'from', 'chat_type', 'query', 'offset']);
    stage.clock.advance(30_000);
    await stage.call('answerInlineQuery', { inline_query_id, results: [answers('a')], cache_time: 0 });
    const id = sandbox.people.chooseInline(bia, inline_query_id, 'a', sandbox.groupId, rootId);
    const [update, ...others] = await stage.updates();
    expect(others).toEqual([]);
    expect(update?.message).toMatchObject({
      message_id: id,
      message_thread_id: rootId,
      via_bot: { id: 9000 },
      text: 'Bom dia',
      entities: [{ type: 'bold', offset: 0, length: 7 }],
    });
    stage.clock.advance(1);
    expect(await stage.refusal('answerInlineQuery', { inline_query_id, results: [] })).toContain('too old');
    expect(() => sandbox.people.chooseInline(bia, inline_query_id, 'z', sandbox.groupId)).toThrow(
      /no answer/,
    );
  });

  test('a second page is asked for with the offset that the bot gave, of at most 64 bytes', async () => {
    await using stage = await openStage();
    const { people, views } = stage.sandbox;
    const bia = await stage.client('Bia');
    const first = people.queryInline(bia, 'bom', 'sender');
    const answer = { inline_query_id: first, results: [answers('a')] };
    expect(await stage.refusal('answerInlineQuery', { ...answer, next_offset: 'x'.repeat(65) })).toBe(
      '400 Bad Request: NEXT_OFFSET_INVALID',
    );
    await stage.call('answerInlineQuery', { ...answer, next_offset: 'x'.repeat(64) });
    expect(views.answer(first)).toMatchObject({ next_offset: 'x'.repeat(64) });
    await stage.updates();
    people.queryInline(bia, 'bom', 'sender', 'x'.repeat(64));
    expect((await stage.updates())[0]?.inline_query).toMatchObject({ query: 'bom', offset: 'x'.repeat(64) });
  });

  test('the bot hears what was chosen only with inline feedback, and of its message only with a keyboard', async () => {
    await using stage = await openStage();
    const { people, groupId } = stage.sandbox;
    const bia = people.add({ firstName: 'Bia' });
    people.setRole(groupId, bia, 'member');
    people.setInlineFeedback(true);
    const keyboard = { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] };
    const inline_query_id = people.queryInline(bia, 'bom');
    const results = [answers('a'), answers('b', { reply_markup: keyboard })];
    await stage.call('answerInlineQuery', { inline_query_id, results });
    await stage.updates();
    people.chooseInline(bia, inline_query_id, 'a', groupId);
    const pressed = people.chooseInline(bia, inline_query_id, 'b', groupId);
    const chosen = (await stage.updates()).flatMap(({ chosen_inline_result: one }) => one ?? []);
    expect(chosen).toEqual([
      { result_id: 'a', from: expect.objectContaining({ id: bia }) as never, query: 'bom' },
      expect.objectContaining({ result_id: 'b', inline_message_id: expect.any(String) as string }),
    ]);
    people.pressButton(bia, groupId, pressed, 'y');
    const [press] = await stage.updates();
    expect(press?.callback_query?.inline_message_id).toBe(chosen[1]?.inline_message_id);
    expect(press?.callback_query).not.toHaveProperty('message');
    const edit = { inline_message_id: chosen[1]?.inline_message_id, text: 'Boa noite' };
    expect(await stage.call('editMessageText', edit)).toBe(true);
    expect(stage.sandbox.views.group().find(({ message_id }) => message_id === pressed)?.text).toBe(
      'Boa noite',
    );
    expect(await stage.refusal('editMessageText', edit)).toContain('message is not modified');
    expect(await stage.refusal('editMessageText', { ...edit, inline_message_id: 'eA' })).toBe(
      '400 Bad Request: invalid inline message identifier specified',
    );
  });

  test.each([
    [
      '51 answers',
      Array.from({ length: 51 }, (_, i) => answers(String(i))),
      'too many inline query results specified',
    ],
    ['the same id twice', [answers('a'), answers('a')], 'RESULT_ID_DUPLICATE'],
  ])('%s are refused', async (_name, results, reason) => {
    await using stage = await openStage();
    const inline_query_id = stage.sandbox.people.queryInline(await stage.client(), 'x');
    expect(await stage.refusal('answerInlineQuery', { inline_query_id, results })).toBe(
      `400 Bad Request: ${reason}`,
    );
  });
});
