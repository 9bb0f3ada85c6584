import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Stage } from '../bot-client.ts';

/** A post with its copy, and an agent in the group. */
async function openThread(stage: Stage) {
  const { sandbox } = stage;
  const agent = sandbox.people.add({ firstName: 'Bia' });
  sandbox.people.setRole(sandbox.channelId, agent, 'creator');
  sandbox.people.setRole(sandbox.groupId, agent, 'creator');
  await stage.updates();
  return { agent, ...(await stage.postWithCopy('🟦 Ana')), groupId: sandbox.groupId };
}

describe('comments (FACTS.md #9)', () => {
  test('an album of the bot enters the thread as a whole', async () => {
    await using stage = await openStage();
    const { rootId, groupId, postId } = await openThread(stage);
    const client = await stage.client();
    stage.sandbox.people.writeAlbum(client, [{ photo: {}, caption: 'duas' }, { video: {} }]);
    const sources = (await stage.updates()).map(({ message }) => message);
    expect(sources[0]?.media_group_id).toBe(sources[1]?.media_group_id);
    expect((sources[1]?.message_id ?? 0) - (sources[0]?.message_id ?? 0)).toBe(1);
    const album = await stage.call<Message[]>('sendMediaGroup', {
      chat_id: groupId,
      reply_parameters: { message_id: rootId },
      media: [
        { type: 'photo', media: sources[0]?.photo?.at(-1)?.file_id, caption: 'duas' },
        { type: 'video', media: sources[1]?.video?.file_id },
      ],
    });
    expect(album.map((item) => item.message_thread_id)).toEqual([rootId, rootId]);
    expect(album[0]?.media_group_id).toBe(album[1]?.media_group_id);
    expect(stage.sandbox.views.thread(postId)).toHaveLength(2);
  });

  test('to a deleted copy are refused, or land outside the thread when allowed to (F-008)', async () => {
    await using stage = await openStage();
    const { agent, postId, rootId, groupId } = await openThread(stage);
    stage.sandbox.people.deleteMessage(groupId, rootId);
    const request = { chat_id: groupId, text: 'x' };
    expect(await stage.refusal('sendMessage', { ...request, reply_parameters: { message_id: rootId } })).toBe(
      '400 Bad Request: message to be replied not found',
    );
    const leaked = await stage.call('sendMessage', {
      ...request,
      reply_parameters: { message_id: rootId, allow_sending_without_reply: true },
    });
    expect(leaked).not.toHaveProperty('message_thread_id');
    expect(leaked).not.toHaveProperty('reply_to_message');
    expect(() => stage.sandbox.people.comment(agent, postId, 'x')).toThrow(/no copy/);
  });

  test('keep their thread when what they answer is deleted', async () => {
    await using stage = await openStage();
    const { agent, postId, rootId, groupId } = await openThread(stage);
    const first = stage.sandbox.people.comment(agent, postId, 'um');
    const second = stage.sandbox.people.comment(agent, postId, 'dois', { replyTo: first });
    stage.sandbox.people.deleteMessage(groupId, first);
    await stage.updates();
    stage.sandbox.people.editComment(agent, second, 'dois!');
    const edited = (await stage.updates())[0]?.edited_message;
    expect(edited).toMatchObject({ message_id: second, text: 'dois!', message_thread_id: rootId });
    expect(edited).not.toHaveProperty('reply_to_message');
    expect(edited?.edit_date).toEqual(expect.any(Number));
  });
});

describe('quotes (FACTS.md #10)', () => {
  test('by the bot must be a part of the message, and keep its styles', async () => {
    await using stage = await openStage();
    const { agent, postId, groupId } = await openThread(stage);
    const message_id = stage.sandbox.people.comment(agent, postId, {
      text: 'um texto negrito aqui',
      entities: [{ type: 'bold', offset: 9, length: 7 }],
    });
    const request = { chat_id: groupId, text: 'x' };
    expect(
      await stage.refusal('sendMessage', { ...request, reply_parameters: { message_id, quote: 'nada' } }),
    ).toBe('400 Bad Request: QUOTE_TEXT_INVALID');
    const sent = await stage.call('sendMessage', {
      ...request,
      reply_parameters: {
        message_id,
        quote: 'texto negrito',
        quote_entities: [{ type: 'bold', offset: 6, length: 7 }],
      },
    });
    expect(sent.quote).toEqual({
      text: 'texto negrito',
      position: 3,
      entities: [{ type: 'bold', offset: 6, length: 7 }],
      is_manual: true,
    });
    const refused = [
      { quote: 'texto negrito' },
      { quote: 'um texto', quote_entities: [{ type: 'bold', offset: 3, length: 5 }] },
      { quote: 'a'.repeat(1025) },
    ];
    for (const quoted of refused) {
      expect(
        await stage.refusal('sendMessage', { ...request, reply_parameters: { message_id, ...quoted } }),
      ).toBe('400 Bad Request: QUOTE_TEXT_INVALID');
    }
  });

  test('of what is there more than once stands nearest to its position', async () => {
    await using stage = await openStage();
    const { agent, postId, groupId } = await openThread(stage);
    const message_id = stage.sandbox.people.comment(agent, postId, 'sim, sim e sim');
    for (const [quote_position, position] of [
      [undefined, 0],
      [4, 5],
      [9, 11],
      [400, 11],
    ]) {
      const sent = await stage.call('sendMessage', {
        chat_id: groupId,
        text: 'x',
        reply_parameters: {
          message_id,
          quote: 'sim',
          ...(quote_position === undefined ? {} : { quote_position }),
        },
      });
      expect(sent.quote).toMatchObject({ text: 'sim', position });
    }
  });
});

describe('who speaks in the group (FACTS.md #21)', () => {
  test('an anonymous administrator is the group, an agent as the channel is the channel', async () => {
    await using stage = await openStage();
    const { agent, postId, groupId } = await openThread(stage);
    stage.sandbox.people.comment(agent, postId, 'a', { as: 'anonymous' });
    stage.sandbox.people.comment(agent, postId, 'b', { as: 'channel' });
    const [anonymous, channel] = (await stage.updates()).map(({ message }) => message);
    expect(anonymous).toMatchObject({
      from: { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' },
      sender_chat: { id: groupId },
    });
    expect(channel).toMatchObject({
      from: { id: 136817688, is_bot: true, username: 'Channel_Bot' },
      sender_chat: { id: stage.sandbox.channelId },
    });
    expect(channel).not.toHaveProperty('is_automatic_forward');
  });
});

describe('message numbers (FACTS.md #62)', () => {
  test('are counted per channel, per group, and once for all private chats of the bot', async () => {
    await using stage = await openStage();
    const ana = stage.sandbox.people.add({ firstName: 'Ana' });
    const bruno = stage.sandbox.people.add({ firstName: 'Bruno' });
    const numbers = [ana, bruno, ana].map((userId) => stage.sandbox.people.write(userId, 'oi'));
    expect(numbers).toEqual([2, 3, 4]);
    expect((await stage.postWithCopy()).postId).toBe(2);
  });
});
