import type { Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { COPY_DELAY_MS, openStage, type Stage } from '../bot-client.ts';

const linkedOf = async (stage: Stage, chatId: number) =>
  (await stage.call<{ linked_chat_id?: number }>('getChat', { chat_id: chatId })).linked_chat_id;

describe('the link between channel and group (FACTS.md #48, F-002)', () => {
  test('is named on both sides as long as comments are on, and no update tells that it went', async () => {
    await using stage = await openStage();
    const { people, channelId, groupId } = stage.sandbox;
    expect(await linkedOf(stage, channelId)).toBe(groupId);
    people.linkGroup(channelId, null);
    expect(await linkedOf(stage, channelId)).toBeUndefined();
    expect(await linkedOf(stage, groupId)).toBeUndefined();
    await stage.call('sendMessage', { chat_id: channelId, text: 'x' });
    stage.clock.advance(COPY_DELAY_MS);
    expect(await stage.updates()).toEqual([]);
    people.linkGroup(channelId, groupId);
    expect(await linkedOf(stage, channelId)).toBe(groupId);
    stage.clock.advance(COPY_DELAY_MS);
    expect(await stage.updates()).toEqual([]);
  });

  test('may lead to another group: copies go there, an edited post takes no foreign message along', async () => {
    await using stage = await openStage();
    const { people, channelId } = stage.sandbox;
    const { postId } = await stage.postWithCopy();
    const other = people.addGroup('supergroup', 'Outra');
    people.linkGroup(channelId, other);
    await stage.call('editMessageText', { chat_id: channelId, message_id: postId, text: 'y' });
    expect(await stage.updates()).toEqual([]);
    await stage.call('sendMessage', { chat_id: channelId, text: 'z' });
    stage.clock.advance(COPY_DELAY_MS);
    const [{ message }] = (await stage.updates()) as [Update];
    expect(message).toMatchObject({ chat: { id: other }, is_automatic_forward: true });
  });

  test('leads to no basic group', async () => {
    await using stage = await openStage();
    const { people, channelId } = stage.sandbox;
    expect(() => people.linkGroup(channelId, people.addGroup('group', 'Equipe'))).toThrow('no supergroup');
  });
});

test('a copy that is lost never comes', async () => {
  await using stage = await openStage();
  stage.sandbox.faults.loseCopies(true);
  await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, text: 'x' });
  stage.clock.advance(COPY_DELAY_MS);
  stage.sandbox.faults.loseCopies(false);
  stage.clock.advance(3_600_000);
  expect(await stage.updates()).toEqual([]);
  expect(stage.sandbox.pending().copies).toBe(0);
});

test('FACTS.md #28 a basic group that becomes a supergroup tells its new id in both chats, and in every refusal', async () => {
  await using stage = await openStage();
  const { people, botId } = stage.sandbox;
  const old = people.addGroup('group', 'Equipe');
  const id = people.migrateGroup(old);
  const told = (await stage.updates()).map(({ message }) => message);
  expect(told).toEqual([
    expect.objectContaining({
      chat: expect.objectContaining({ id: old, type: 'group' }),
      migrate_to_chat_id: id,
    }),
    expect.objectContaining({
      chat: expect.objectContaining({ id, type: 'supergroup' }),
      migrate_from_chat_id: old,
    }),
  ]);
  for (const [method, params] of [
    ['sendMessage', { text: 'x' }],
    ['getChat', {}],
    ['getChatMember', { user_id: botId }],
  ] as const) {
    expect(await stage.ask(method, { chat_id: old, ...params })).toMatchObject({
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: id },
    });
  }
  expect(await stage.call('getChatMember', { chat_id: id, user_id: botId })).toMatchObject({
    status: 'administrator',
  });
});
