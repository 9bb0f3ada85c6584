import { expect } from 'vitest';
import { COPY_DELAY_MS } from '../bot-client.ts';
import { conform } from './table.ts';

conform('posts and their copies', [
  {
    source: 'FACTS.md #1 (BA:18140)',
    claim: 'a post of the bot has a sender_chat and no from',
    async run({ send, channelId }) {
      const post = await send(channelId);
      expect(post).toMatchObject({
        sender_chat: { id: channelId, type: 'channel' },
        chat: { id: channelId, type: 'channel' },
      });
      expect(post).not.toHaveProperty('from');
    },
  },
  {
    source: 'FACTS.md #1 (BA:17411)',
    claim: 'the bot hears nothing of its own post',
    async run({ send, channelId, updates }) {
      await send(channelId);
      expect(await updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #1 (F-006)',
    claim: 'nor of its own edit of it, as an edited_channel_post',
    async run({ thread, call, channelId, heard }) {
      const { postId } = await thread();
      await call('editMessageText', { chat_id: channelId, message_id: postId, text: 'outro' });
      expect(await heard('edited_channel_post')).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #1 (PTB#2461)',
    claim: 'nor when a human administrator edits the post of the bot',
    async run({ thread, people, owner, heard }) {
      const { postId } = await thread();
      people.editPost(owner, postId, 'de outro');
      expect(await heard('edited_channel_post')).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #1 (BA:17411)',
    claim: 'posts of humans come as channel_post, their edits as edited_channel_post',
    async run({ people, owner, updates, channelId }) {
      const postId = people.post(owner, 'aviso');
      people.editPost(owner, postId, 'aviso novo');
      const [posted, edited] = await updates();
      expect(posted?.channel_post).toMatchObject({ chat: { id: channelId }, text: 'aviso' });
      expect(posted?.channel_post).not.toHaveProperty('from');
      expect(edited?.edited_channel_post).toMatchObject({ message_id: postId, text: 'aviso novo' });
    },
  },
  {
    source: 'FACTS.md #2 (CAP, F-005)',
    claim: 'the copy comes some 3.5 seconds later',
    async run({ send, channelId, clock, updates }) {
      await send(channelId);
      clock.advance(3000);
      expect(await updates()).toEqual([]);
      clock.advance(1000);
      expect(await updates()).toMatchObject([{ message: { is_automatic_forward: true } }]);
    },
  },
  {
    source: 'FACTS.md #2 (BA:18129, BA:18147)',
    claim: 'the copy is from 777000, in the name of the channel, with its origin',
    async run({ thread, channelId, groupId }) {
      const { copy, postId, post } = await thread('🟥 Ana');
      expect(copy).toMatchObject({
        from: { id: 777000, is_bot: false, first_name: 'Telegram' },
        sender_chat: { id: channelId, type: 'channel' },
        chat: { id: groupId, type: 'supergroup' },
        forward_origin: {
          type: 'channel',
          chat: { id: channelId, type: 'channel' },
          message_id: postId,
          date: post.date,
        },
        is_automatic_forward: true,
        forward_from_chat: { id: channelId },
        forward_from_message_id: postId,
        forward_date: post.date,
        text: '🟥 Ana',
      });
    },
  },
  {
    source: 'FACTS.md #3 (F-005)',
    claim: 'the edit_date of a new copy is its date',
    async run({ thread }) {
      const { copy } = await thread();
      expect(copy.edit_date).toBe(copy.date);
    },
  },
  {
    source: 'FACTS.md #3 (F-005)',
    claim: 'the copy has no keyboard, no thread id, and is no topic message (BA:18497)',
    async run({ thread }) {
      const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'ok' }]] };
      const { copy, post } = await thread('post', { reply_markup });
      expect(post).toHaveProperty('reply_markup');
      for (const field of ['reply_markup', 'message_thread_id', 'is_topic_message', 'reply_to_message']) {
        expect(copy).not.toHaveProperty(field);
      }
    },
  },
  {
    source: 'FACTS.md #3 (TD:MessagesManager.cpp:4621)',
    claim: 'the copy names itself as its thread where the switch says so',
    options: { assumptions: { rootNamesThread: true } },
    async run({ thread }) {
      const { copy, rootId } = await thread();
      expect(copy.message_thread_id).toBe(rootId);
    },
  },
  {
    source: 'FACTS.md #4 (F-003)',
    claim: 'an ordinary member with privacy mode on hears of no copy',
    async run({ people, send, channelId, groupId, clock, heard }) {
      people.setBotRights(groupId, 'none');
      await send(channelId);
      clock.advance(COPY_DELAY_MS);
      expect(await heard('message')).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #5 (INF)',
    claim: 'an album has a copy for each item, with an album id of its own',
    async run({ call, channelId, clock, heard, people }) {
      const userId = people.add({ firstName: 'Ana' });
      people.start(userId);
      people.write(userId, { photo: {} });
      const [, sent] = await heard('message');
      const media = sent?.photo?.[0]?.file_id;
      const posts = await call<{ media_group_id: string }[]>('sendMediaGroup', {
        chat_id: channelId,
        media: [
          { type: 'photo', media },
          { type: 'photo', media },
        ],
      });
      clock.advance(COPY_DELAY_MS);
      const copies = await heard('message');
      expect(copies).toHaveLength(2);
      expect(copies[0]?.media_group_id).toBe(copies[1]?.media_group_id);
      expect(copies[0]?.media_group_id).not.toBe(posts[0]?.media_group_id);
    },
  },
  {
    source: 'FACTS.md #6 (CAP; DOC discussion)',
    claim: 'the copy is pinned in the group without a service message',
    async run({ thread, call, groupId, updates }) {
      await thread('primeiro');
      const { rootId } = await thread('segundo');
      expect(await updates()).toEqual([]);
      const chat = await call<{ pinned_message: unknown }>('getChat', { chat_id: groupId });
      expect(chat.pinned_message).toMatchObject({ message_id: rootId });
    },
  },
  {
    source: 'FACTS.md #7 (F-008)',
    claim: 'unpinning the copy does not break the thread',
    async run(scene) {
      const thread = await scene.thread();
      await scene.call('unpinChatMessage', { chat_id: scene.groupId, message_id: thread.rootId });
      expect(await scene.reply(thread)).toMatchObject({ message_thread_id: thread.rootId });
    },
  },
  {
    source: 'FACTS.md #7 (F-008)',
    claim: 'a reply to a copy that was removed is refused',
    async run({ thread, people, groupId, refusal }) {
      const { rootId } = await thread();
      people.deleteMessage(groupId, rootId);
      const answer = await refusal('sendMessage', {
        chat_id: groupId,
        text: 'oi',
        reply_parameters: { message_id: rootId },
      });
      expect(answer).toBe('400 Bad Request: message to be replied not found');
    },
  },
  {
    source: 'FACTS.md #7 (F-008)',
    claim: 'with allow_sending_without_reply it lands outside any thread',
    async run({ thread, people, groupId, send }) {
      const { rootId } = await thread();
      people.deleteMessage(groupId, rootId);
      const reply_parameters = { message_id: rootId, allow_sending_without_reply: true };
      const sent = await send(groupId, 'oi', { reply_parameters });
      expect(sent).not.toHaveProperty('message_thread_id');
      expect(sent).not.toHaveProperty('reply_to_message');
    },
  },
  {
    source: 'FACTS.md #8 (F-006, BA:6328)',
    claim: 'an edit of the post comes back as edited_message of the copy',
    async run({ thread, call, channelId, clock, updates }) {
      const { postId, rootId, copy } = await thread('🟦 Ana');
      clock.advance(60_000);
      const edited = await call('editMessageText', {
        chat_id: channelId,
        message_id: postId,
        text: '🟥 Ana',
      });
      expect(edited).toMatchObject({ text: '🟥 Ana', edit_date: copy.date + 60 });
      expect(await updates()).toMatchObject([
        {
          edited_message: {
            message_id: rootId,
            text: '🟥 Ana',
            is_automatic_forward: true,
            forward_origin: { message_id: postId },
            date: copy.date,
            edit_date: copy.date + 60,
          },
        },
      ]);
    },
  },
  {
    source: 'FACTS.md #8 (F-011)',
    claim: 'an edit without reply_markup removes the keyboard',
    async run({ send, channelId, call }) {
      const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'ok' }]] };
      const { message_id } = await send(channelId, 'a', { reply_markup });
      const edited = await call('editMessageText', { chat_id: channelId, message_id, text: 'b' });
      expect(edited).not.toHaveProperty('reply_markup');
    },
  },
  {
    source: 'FACTS.md #16 (BA:4437, BA:17411)',
    claim: "a pin in the channel, the bot's too, is a channel_post with the message and no from",
    async run({ send, channelId, call, heard }) {
      const { message_id } = await send(channelId, 'fixe');
      await call('pinChatMessage', { chat_id: channelId, message_id });
      const [service] = await heard('channel_post');
      expect(service).toMatchObject({
        sender_chat: { id: channelId },
        chat: { id: channelId },
        pinned_message: { message_id, text: 'fixe' },
      });
      expect(service).not.toHaveProperty('from');
      expect(service?.message_id).toBeGreaterThan(message_id);
    },
  },
  {
    source: 'FACTS.md #16 (BA:4437)',
    claim: 'a pin in the group by hand is a message with from and pinned_message',
    async run({ people, groupId, owner, heard }) {
      const message_id = people.sayInGroup(owner, 'fixe');
      people.pin(groupId, message_id, owner);
      const [, service] = await heard('message');
      expect(service).toMatchObject({ from: { id: owner }, pinned_message: { message_id } });
    },
  },
  {
    source: 'FACTS.md #16',
    claim: 'an unpin is never heard of',
    async run({ send, channelId, groupId, call, people, owner, updates }) {
      const { message_id } = await send(channelId);
      await call('pinChatMessage', { chat_id: channelId, message_id });
      const said = people.sayInGroup(owner, 'fixe');
      people.pin(groupId, said, owner);
      await updates();
      await call('unpinChatMessage', { chat_id: channelId, message_id });
      people.unpin(groupId, said);
      expect(await updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #2',
    claim: 'a pin of the channel is independent of those of the group',
    async run({ thread, call, channelId, groupId }) {
      const { postId, rootId } = await thread();
      await call('pinChatMessage', { chat_id: channelId, message_id: postId });
      await call('unpinChatMessage', { chat_id: channelId, message_id: postId });
      const chat = await call<{ pinned_message: unknown }>('getChat', { chat_id: groupId });
      expect(chat.pinned_message).toMatchObject({ message_id: rootId });
    },
  },
]);
