import type { CallbackQuery } from '@grammyjs/types';
import { expect } from 'vitest';
import { conform, type Scene } from './table.ts';

const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'sim' }]] };
const TOO_OLD = '400 Bad Request: query is too old and response timeout expired or query ID is invalid';

async function pressed(scene: Scene): Promise<CallbackQuery | undefined> {
  return (await scene.updates()).at(-1)?.callback_query;
}

conform('presses of buttons', [
  {
    source: 'FACTS.md #30',
    claim: 'on a post of the channel',
    async run(scene) {
      const { channelId, people, owner, send } = scene;
      const { message_id } = await send(channelId, 'post', { reply_markup });
      const id = people.pressButton(owner, channelId, message_id, 'sim');
      expect(await pressed(scene)).toMatchObject({
        id,
        from: { id: owner },
        message: { message_id, chat: { id: channelId, type: 'channel' } },
        chat_instance: expect.any(String),
        data: 'sim',
      });
    },
  },
  {
    source: 'FACTS.md #30 (F-009)',
    claim: 'on a comment: the chat is the group, with the thread',
    async run(scene) {
      const thread = await scene.thread();
      const { message_id } = await scene.reply(thread, 'aqui', { reply_markup });
      scene.people.pressButton(scene.owner, scene.groupId, message_id, 'sim');
      expect(await pressed(scene)).toMatchObject({
        message: { message_id, chat: { id: scene.groupId }, message_thread_id: thread.rootId },
      });
    },
  },
  {
    source: 'FACTS.md #30',
    claim: 'on a message that is deleted by now: inaccessible, with date 0',
    async run(scene) {
      const { groupId, people, owner, send, call } = scene;
      const { message_id } = await send(groupId, 'aqui', { reply_markup });
      people.pressButton(owner, groupId, message_id, 'sim');
      await call('deleteMessage', { chat_id: groupId, message_id });
      people.pressButton(owner, groupId, message_id, 'sim');
      expect((await pressed(scene))?.message).toEqual({
        chat: expect.objectContaining({ id: groupId }),
        message_id,
        date: 0,
      });
    },
  },
  {
    source: 'FACTS.md #30 (F-010)',
    claim: 'may be answered after 14.6 s and not after 15.7',
    async run({ groupId, people, owner, send, refusal, clock }) {
      const { message_id } = await send(groupId, 'aqui', { reply_markup });
      const press = (): string => people.pressButton(owner, groupId, message_id, 'sim');
      const early = press();
      clock.advance(14_600);
      expect(await refusal('answerCallbackQuery', { callback_query_id: early })).toBe('ok');
      const late = press();
      clock.advance(15_700);
      expect(await refusal('answerCallbackQuery', { callback_query_id: late })).toBe(TOO_OLD);
      expect(await refusal('answerCallbackQuery', { callback_query_id: '123' })).toBe(TOO_OLD);
    },
  },
  {
    source: 'FACTS.md #30 (BA:17155)',
    claim: 'are kept for 150 s',
    async run({ groupId, people, owner, send, updates, clock }) {
      const { message_id } = await send(groupId, 'aqui', { reply_markup });
      people.pressButton(owner, groupId, message_id, 'sim');
      clock.advance(149_000);
      people.pressButton(owner, groupId, message_id, 'sim');
      clock.advance(2000);
      expect(await updates()).toHaveLength(1);
    },
  },
  {
    source: 'FACTS.md #30 (telegram-bot-api#648)',
    claim: 'may be answered as often as they come',
    options: { limits: 'telegram' },
    async run({ groupId, people, owner, send, refusal }) {
      const { message_id } = await send(groupId, 'aqui', { reply_markup });
      for (let at = 0; at < 40; at += 1) {
        const callback_query_id = people.pressButton(owner, groupId, message_id, 'sim');
        expect(await refusal('answerCallbackQuery', { callback_query_id })).toBe('ok');
      }
    },
  },
]);
