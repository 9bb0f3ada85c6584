import type { Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { COPY_DELAY_MS, openStage } from '../bot-client.ts';

const CHANNEL = { id: -1_001_000_000_001, title: 'Atendimento', type: 'channel' };
const GROUP = { id: -1_001_000_000_002, title: 'Atendimento Chat', type: 'supergroup' };

describe('the automatic copy (FACTS.md #2)', () => {
  test('comes after its delay, exactly in Telegram’s shape, and nothing else does', async () => {
    await using stage = await openStage();
    const { sandbox, clock } = stage;
    const post = await stage.call('sendMessage', {
      chat_id: sandbox.channelId,
      text: '🟥 Ana',
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] },
    });
    expect(post).toEqual({
      message_id: 2,
      sender_chat: CHANNEL,
      chat: CHANNEL,
      date: post.date,
      text: '🟥 Ana',
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] },
    });
    clock.advance(COPY_DELAY_MS - 1);
    expect(await stage.updates()).toEqual([]);
    expect(sandbox.pending().copies).toBe(1);
    clock.advance(1);
    const [update, ...others] = await stage.updates();
    const date = Math.floor(clock.now() / 1000);
    expect(others).toEqual([]);
    expect(update?.message).toEqual({
      message_id: 2,
      from: { id: 777000, is_bot: false, first_name: 'Telegram' },
      sender_chat: CHANNEL,
      chat: GROUP,
      date,
      edit_date: date,
      forward_origin: { type: 'channel', chat: CHANNEL, message_id: 2, date: post.date },
      is_automatic_forward: true,
      forward_from_chat: CHANNEL,
      forward_from_message_id: 2,
      forward_date: post.date,
      text: '🟥 Ana',
    });
  });

  test('is pinned in the group without a service message', async () => {
    await using stage = await openStage();
    const { rootId } = await stage.postWithCopy('um');
    const second = await stage.postWithCopy('dois');
    expect(second.rootId).toBe(rootId + 1);
    expect(stage.sandbox.views.pinned(stage.sandbox.groupId)).toEqual([rootId, second.rootId]);
    const group = await stage.call<{ pinned_message: unknown }>('getChat', {
      chat_id: stage.sandbox.groupId,
    });
    expect(group.pinned_message).toMatchObject({ message_id: second.rootId, is_automatic_forward: true });
  });

  test('shows what the post says when it is made', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const post = await stage.call('sendMessage', { chat_id: sandbox.channelId, text: 'antes' });
    await stage.call('editMessageText', {
      chat_id: sandbox.channelId,
      message_id: post.message_id,
      text: 'depois',
    });
    stage.clock.advance(COPY_DELAY_MS);
    expect((await stage.updates()).map(({ message }) => message?.text)).toEqual(['depois']);
  });

  test('never comes for a post that was deleted before', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const post = await stage.call('sendMessage', { chat_id: sandbox.channelId, text: 'x' });
    await stage.call('deleteMessage', { chat_id: sandbox.channelId, message_id: post.message_id });
    stage.clock.advance(COPY_DELAY_MS);
    expect(await stage.updates()).toEqual([]);
    expect(sandbox.pending().copies).toBe(0);
  });

  test('of a human’s post comes too, after the channel_post', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const bia = sandbox.people.add({ firstName: 'Bia' });
    sandbox.people.setRole(sandbox.channelId, bia, 'creator');
    sandbox.people.post(bia, 'aviso');
    stage.clock.advance(COPY_DELAY_MS);
    const updates = await stage.updates();
    expect(updates[0]?.channel_post).toMatchObject({ text: 'aviso', sender_chat: CHANNEL });
    expect(updates[0]?.channel_post).not.toHaveProperty('from');
    expect(updates[1]?.message).toMatchObject({ text: 'aviso', is_automatic_forward: true });
  });

  test('is one per item of an album, with a group of its own', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const userId = await stage.client();
    sandbox.people.write(userId, { photo: {} });
    const [{ message }] = (await stage.updates()) as [Update];
    const photo = message?.photo?.at(-1)?.file_id;
    const album = await stage.call<{ media_group_id: string }[]>('sendMediaGroup', {
      chat_id: sandbox.channelId,
      media: [
        { type: 'photo', media: photo },
        { type: 'photo', media: photo },
      ],
    });
    stage.clock.advance(COPY_DELAY_MS);
    const copies = (await stage.updates()).map((update) => update.message?.media_group_id);
    expect(copies).toHaveLength(2);
    expect(copies[0]).toBe(copies[1]);
    expect(copies[0]).not.toBe(album[0]?.media_group_id);
  });

  test('may never come', async () => {
    await using stage = await openStage({ copyDelayMs: 'never' });
    await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, text: 'x' });
    stage.clock.advance(3_600_000);
    expect(stage.sandbox.views.group()).toEqual([]);
  });

  test('may be withheld, and comes at once when it no longer is', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    sandbox.faults.withholdCopies(true);
    await stage.call('sendMessage', { chat_id: sandbox.channelId, text: 'x' });
    stage.clock.advance(60_000);
    expect(await stage.updates()).toEqual([]);
    expect(sandbox.pending().copies).toBe(1);
    sandbox.faults.withholdCopies(false);
    expect(await stage.updates()).toHaveLength(1);
  });

  test('does not reach a bot that is no administrator of the group (F-003)', async () => {
    await using stage = await openStage();
    stage.sandbox.people.setBotRights(stage.sandbox.groupId, 'none');
    await stage.updates();
    await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, text: 'x' });
    stage.clock.advance(COPY_DELAY_MS);
    expect(await stage.updates()).toEqual([]);
    expect(stage.sandbox.views.channel()[0]?.rootId).toEqual(expect.any(Number));
  });
});

describe('an edited post (FACTS.md #8)', () => {
  test('echoes as edited_message of the copy, and only so', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const { postId, rootId } = await stage.postWithCopy('🟦');
    stage.clock.advance(10_000);
    const edited = await stage.call('editMessageText', {
      chat_id: sandbox.channelId,
      message_id: postId,
      text: '🟥',
    });
    expect(edited.edit_date).toBe(Math.floor(stage.clock.now() / 1000));
    const updates = await stage.updates();
    expect(updates).toHaveLength(1);
    expect(updates[0]?.edited_message).toMatchObject({
      message_id: rootId,
      text: '🟥',
      is_automatic_forward: true,
      edit_date: edited.edit_date,
    });
  });

  test('by a human tells the bot nothing of its own post but takes the copy along', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const { postId } = await stage.postWithCopy('🟦');
    const bia = sandbox.people.add({ firstName: 'Bia' });
    sandbox.people.setRole(sandbox.channelId, bia, 'administrator');
    sandbox.people.editPost(bia, postId, 'mudado');
    const updates = await stage.updates();
    expect(updates.map((update) => Object.keys(update)[1])).toEqual(['edited_message']);
  });

  test('loses its keyboard when the edit brings none (F-011)', async () => {
    await using stage = await openStage();
    const chat_id = stage.sandbox.channelId;
    const post = await stage.call('sendMessage', {
      chat_id,
      text: 'a',
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] },
    });
    const edited = await stage.call('editMessageText', { chat_id, message_id: post.message_id, text: 'b' });
    expect(edited).not.toHaveProperty('reply_markup');
  });

  test('with another keyboard only is no edit for anyone else', async () => {
    await using stage = await openStage();
    const { postId } = await stage.postWithCopy();
    const edited = await stage.call('editMessageReplyMarkup', {
      chat_id: stage.sandbox.channelId,
      message_id: postId,
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] },
    });
    expect(edited).not.toHaveProperty('edit_date');
    expect(await stage.updates()).toEqual([]);
  });
});

describe('pins (FACTS.md #16)', () => {
  test('in the channel come as channel_post, for the bot’s own too; unpinning tells nobody', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const { postId } = await stage.postWithCopy('post');
    await stage.call('pinChatMessage', { chat_id: sandbox.channelId, message_id: postId });
    const [update, ...others] = await stage.updates();
    expect(others).toEqual([]);
    expect(update?.channel_post).toMatchObject({
      message_id: postId + 1,
      sender_chat: CHANNEL,
      pinned_message: { message_id: postId, text: 'post' },
    });
    expect(update?.channel_post).not.toHaveProperty('from');
    expect(sandbox.views.channel()[0]?.pinned).toBe(true);
    await stage.call('unpinChatMessage', { chat_id: sandbox.channelId, message_id: postId });
    expect(await stage.updates()).toEqual([]);
    expect(sandbox.views.channel()[0]?.pinned).toBe(false);
  });

  test('in the group by hand come as message with the person', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const ana = sandbox.people.add({ firstName: 'Ana' });
    sandbox.people.setRole(sandbox.groupId, ana, 'creator');
    const said = sandbox.people.sayInGroup(ana, 'importante');
    await stage.updates();
    sandbox.people.pin(sandbox.groupId, said, ana);
    const [update] = await stage.updates();
    expect(update?.message).toMatchObject({ from: { id: ana }, pinned_message: { message_id: said } });
  });

  test('of a deleted message is refused, and so is one of a service message', async () => {
    await using stage = await openStage();
    const chat_id = stage.sandbox.channelId;
    const { postId } = await stage.postWithCopy();
    expect(await stage.refusal('pinChatMessage', { chat_id, message_id: 99 })).toBe(
      '400 Bad Request: message to pin not found',
    );
    await stage.call('pinChatMessage', { chat_id, message_id: postId });
    expect(await stage.refusal('pinChatMessage', { chat_id, message_id: postId + 1 })).toBe(
      "400 Bad Request: service messages can't be pinned",
    );
    expect(await stage.refusal('unpinChatMessage', { chat_id, message_id: 99 })).toBe(
      '400 Bad Request: message to unpin not found',
    );
  });

  test('without an id the newest goes; all at once, too', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const first = await stage.postWithCopy();
    const second = await stage.postWithCopy();
    await stage.call('unpinChatMessage', { chat_id: sandbox.groupId });
    expect(sandbox.views.pinned(sandbox.groupId)).toEqual([first.rootId]);
    await stage.call('pinChatMessage', { chat_id: sandbox.groupId, message_id: second.rootId });
    await stage.call('unpinAllChatMessages', { chat_id: sandbox.groupId });
    expect(sandbox.views.pinned(sandbox.groupId)).toEqual([]);
    expect(await stage.refusal('unpinChatMessage', { chat_id: sandbox.groupId })).toBe(
      '400 Bad Request: message to unpin not found',
    );
  });
});
