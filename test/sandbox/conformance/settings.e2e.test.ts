import { expect } from 'vitest';
import { COPY_DELAY_MS } from '../bot-client.ts';
import { conform } from './table.ts';

const DAY_S = 86_400;

conform('settings of a group are acted upon', [
  {
    source: 'FACTS.md #65, #48 getChat',
    claim: 'messages that delete themselves go after their time, the copy of a post too, and nobody is told',
    async run(scene) {
      const { people, groupId, channelId, sandbox, clock, call, refusal, owner } = scene;
      const before = people.sayInGroup(owner, 'antes');
      people.changeSettings(groupId, { message_auto_delete_time: DAY_S });
      expect(await call('getChat', { chat_id: groupId })).toMatchObject({ message_auto_delete_time: DAY_S });
      await scene.updates();
      const thread = await scene.thread();
      const comment = await scene.reply(thread, 'aqui');
      people.changeSettings(groupId, { message_auto_delete_time: undefined });
      const after = people.sayInGroup(owner, 'depois');
      await scene.updates();
      const ids = (): number[] => sandbox.views.group().map(({ message_id }) => message_id);
      clock.advance(DAY_S * 1000 - COPY_DELAY_MS);
      expect(ids()).toContain(comment.message_id);
      clock.advance(COPY_DELAY_MS);
      expect(ids().filter((id) => id >= before)).toEqual([before, after]);
      expect(await scene.updates()).toEqual([]);
      expect(sandbox.views.post(thread.postId)?.rootId).toBeNull();
      const late = { chat_id: groupId, text: 'tarde', reply_parameters: { message_id: thread.rootId } };
      expect(await refusal('sendMessage', late)).toBe('400 Bad Request: message to be replied not found');
      expect(
        await refusal('editMessageText', { chat_id: channelId, message_id: thread.postId, text: 'x' }),
      ).toBe('ok');
    },
  },
  {
    source: 'FACTS.md #65, #48 getChat',
    claim:
      'slow mode lets a member write once in its time, an album at once, administrators and the bot always',
    async run(scene) {
      const { people, groupId, clock, owner, refusal } = scene;
      const { postId } = await scene.thread();
      const caio = people.add({ firstName: 'Caio' });
      people.setRole(groupId, caio, 'member');
      people.changeSettings(groupId, { slow_mode_delay: 30 });
      people.commentAlbum(caio, postId, [{ photo: {} }, { photo: {} }]);
      clock.advance(10_000);
      expect(() => people.sayInGroup(caio, 'de novo')).toThrow('again in 20 s');
      for (let at = 0; at < 3; at += 1) {
        people.sayInGroup(owner, String(at));
        expect(await refusal('sendMessage', { chat_id: groupId, text: String(at) })).toBe('ok');
      }
      clock.advance(20_000);
      people.sayInGroup(caio, 'de novo');
    },
  },
  {
    source: 'FACTS.md #65, #48 getChat',
    claim: 'whoever is not in the group may comment, unless one must join first',
    async run(scene) {
      const { people, groupId } = scene;
      const { postId } = await scene.thread();
      const dora = people.add({ firstName: 'Dora' });
      people.comment(dora, postId, 'de fora');
      people.changeSettings(groupId, { join_to_send_messages: true });
      expect(() => people.comment(dora, postId, 'de fora')).toThrow('must join');
      people.setRole(groupId, dora, 'member');
      people.comment(dora, postId, 'de dentro');
    },
  },
  {
    source: 'FACTS.md #6',
    claim: 'a channel that signs names who posted, in the post and where its copy comes from',
    async run({ people, channelId, owner, send, clock, heard }) {
      people.changeSettings(channelId, { signs: true });
      expect(await send(channelId, 'do bot')).toMatchObject({ author_signature: 'Balcão' });
      people.post(owner, 'da Bia');
      expect(await heard('channel_post')).toMatchObject([{ text: 'da Bia', author_signature: 'Bia' }]);
      clock.advance(COPY_DELAY_MS);
      const copies = await heard('message');
      expect(copies.map(({ author_signature }) => author_signature)).toEqual([undefined, undefined]);
      expect(copies).toMatchObject(
        ['Balcão', 'Bia'].map((author_signature) => ({
          forward_origin: { type: 'channel', author_signature },
          forward_signature: author_signature,
        })),
      );
    },
  },
  {
    source: 'FACTS.md #40 (TD:MessageContent.cpp:5931), FACTS.md #48 getChat',
    claim: 'permissions bind members, people and bots',
    async run(scene) {
      const { people, groupId, sandbox, owner, refusal } = scene;
      const caio = people.add({ firstName: 'Caio' });
      people.setRole(groupId, caio, 'member');
      people.changeSettings(groupId, { permissions: { can_send_messages: false } });
      expect(() => people.sayInGroup(caio, 'oi')).toThrow('may not write');
      people.sayInGroup(owner, 'oi');
      people.setRole(groupId, sandbox.botId, 'member');
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'oi' })).toBe(
        '400 Bad Request: not enough rights to send text messages to the chat',
      );
    },
  },
]);
