import { expect } from 'vitest';
import { conform } from './table.ts';

conform('comments', [
  {
    source: 'FACTS.md #9 (CAP)',
    claim: 'a comment to nobody carries the thread and the whole copy',
    async run({ thread, people, owner, heard, groupId }) {
      const { postId, rootId } = await thread('🟦 Ana');
      people.comment(owner, postId, 'hello');
      const [comment] = await heard('message');
      expect(comment).toMatchObject({
        from: { id: owner, is_bot: false },
        chat: { id: groupId, type: 'supergroup' },
        message_thread_id: rootId,
        reply_to_message: {
          message_id: rootId,
          text: '🟦 Ana',
          is_automatic_forward: true,
          forward_origin: { type: 'channel', message_id: postId },
        },
      });
      expect(comment?.reply_to_message).not.toHaveProperty('message_thread_id');
      expect(comment).not.toHaveProperty('sender_chat');
    },
  },
  {
    source: 'FACTS.md #9 (BA:17557)',
    claim: 'a reply to a comment names the root as thread; the comment inside carries no further reply',
    async run({ thread, people, owner, heard }) {
      const { postId, rootId } = await thread();
      const replyTo = people.comment(owner, postId, 'um dois');
      people.comment(owner, postId, 'três', { replyTo, quote: 'dois' });
      const [, nested] = await heard('message');
      expect(nested).toMatchObject({
        message_thread_id: rootId,
        reply_to_message: { message_id: replyTo, message_thread_id: rootId },
        quote: { text: 'dois', position: 3, is_manual: true },
      });
      expect(nested?.reply_to_message).not.toHaveProperty('reply_to_message');
    },
  },
  {
    source: 'FACTS.md #9',
    claim: 'what is typed in the group itself has neither thread nor reply',
    async run({ people, owner, heard }) {
      people.sayInGroup(owner, 'alguém?');
      const [said] = await heard('message');
      expect(said).not.toHaveProperty('message_thread_id');
      expect(said).not.toHaveProperty('reply_to_message');
    },
  },
  {
    source: 'FACTS.md #11 (westacks/telebot#135)',
    claim: 'a reply to a loose message has that message as its thread, at every depth',
    async run({ people, owner, heard }) {
      const loose = people.sayInGroup(owner, 'alguém?');
      const replyTo = people.sayInGroup(owner, 'eu', { replyTo: loose });
      people.sayInGroup(owner, 'nós', { replyTo });
      const [, second, third] = await heard('message');
      expect(second).toMatchObject({ message_thread_id: loose, reply_to_message: { message_id: loose } });
      expect(third).toMatchObject({ message_thread_id: loose, reply_to_message: { message_id: replyTo } });
    },
  },
  {
    source: 'FACTS.md #12 (BA:4176)',
    claim: 'of a reply to a comment that was deleted the thread stays',
    async run({ thread, people, owner, heard, groupId }) {
      const { postId, rootId } = await thread();
      const gone = people.comment(owner, postId, 'um');
      const replied = people.comment(owner, postId, 'dois', { replyTo: gone });
      people.deleteMessage(groupId, gone);
      await heard('message');
      people.editComment(owner, replied, 'dois!');
      const [edited] = await heard('edited_message');
      expect(edited).toMatchObject({ message_id: replied, message_thread_id: rootId });
      expect(edited?.reply_to_message?.message_id).not.toBe(gone);
    },
  },
  {
    source: 'FACTS.md #13 (F-007)',
    claim: "the bot's own comment names thread, copy and bot, and is not heard of",
    async run(scene) {
      const thread = await scene.thread();
      const sent = await scene.reply(thread);
      expect(sent).toMatchObject({
        message_thread_id: thread.rootId,
        reply_to_message: { message_id: thread.rootId, is_automatic_forward: true },
        from: { id: scene.sandbox.botId, is_bot: true },
      });
      expect(await scene.updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #13 (BA:8256)',
    claim: 'message_thread_id of a request is ignored, known or not',
    async run({ thread, send, groupId }) {
      const { rootId } = await thread();
      for (const message_thread_id of [rootId, 12345]) {
        const sent = await send(groupId, 'solta', { message_thread_id });
        expect(sent).not.toHaveProperty('message_thread_id');
      }
    },
  },
  {
    source: 'FACTS.md #14 (BA:13263)',
    claim: 'copyMessages and forwardMessages put nothing into a thread',
    async run({ thread, people, call, client, groupId, sandbox }) {
      const { postId, rootId } = await thread();
      const from_chat_id = await client();
      const message_ids = [people.write(from_chat_id, 'oi')];
      const reply_parameters = { message_id: rootId };
      for (const method of ['copyMessages', 'forwardMessages']) {
        await call(method, { chat_id: groupId, from_chat_id, message_ids, reply_parameters });
      }
      expect(sandbox.views.thread(postId)).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #9',
    claim: 'sendMediaGroup and copyMessage reach a thread by reply_parameters',
    async run({ thread, people, call, client, groupId, sandbox, heard }) {
      const { postId, rootId } = await thread();
      const from_chat_id = await client();
      const message_id = people.write(from_chat_id, { photo: {} });
      const [written] = await heard('message');
      const reply_parameters = { message_id: rootId };
      const item = { type: 'photo', media: written?.photo?.[0]?.file_id };
      await call('copyMessage', { chat_id: groupId, from_chat_id, message_id, reply_parameters });
      await call('sendMediaGroup', { chat_id: groupId, media: [item, item], reply_parameters });
      expect(sandbox.views.thread(postId)).toHaveLength(3);
    },
  },
  {
    source: 'FACTS.md #15 (F-015)',
    claim: 'a reply inside the channel is a new post with a copy of its own',
    async run({ thread, channelId }) {
      const first = await thread();
      const second = await thread('resposta', { reply_parameters: { message_id: first.postId } });
      expect(second.postId).toBeGreaterThan(first.postId);
      expect(second.copy).toMatchObject({
        forward_origin: { chat: { id: channelId }, message_id: second.postId },
      });
    },
  },
]);

conform('edits and deletions', [
  {
    source: 'FACTS.md #17',
    claim: 'an edited comment keeps its ids, thread and reply, and has an edit_date',
    async run({ thread, people, owner, heard, clock }) {
      const { postId, rootId } = await thread();
      const commented = people.comment(owner, postId, 'olá');
      await heard('message');
      clock.advance(5000);
      people.editComment(owner, commented, 'olá!');
      const [edited] = await heard('edited_message');
      expect(edited).toMatchObject({
        message_id: commented,
        text: 'olá!',
        message_thread_id: rootId,
        reply_to_message: { message_id: rootId },
      });
      expect(edited?.edit_date).toBe((edited?.date ?? 0) + 5);
    },
  },
  {
    source: 'FACTS.md #17',
    claim: 'an edited message of a client is an edited_message of the private chat',
    async run({ client, people, heard }) {
      const ana = await client();
      const written = people.write(ana, 'oi');
      people.edit(ana, written, 'oi!');
      expect(await heard('edited_message')).toMatchObject([
        { message_id: written, chat: { id: ana, type: 'private' }, text: 'oi!' },
      ]);
    },
  },
  {
    source: 'FACTS.md #17',
    claim: 'replaced media come as another photo of the same message',
    async run({ client, people, updates }) {
      const ana = await client();
      const written = people.write(ana, { photo: {}, caption: 'um' });
      people.edit(ana, written, { photo: {}, caption: 'dois' });
      const [first, second] = await updates();
      expect(second?.edited_message).toMatchObject({ message_id: written, caption: 'dois' });
      expect(second?.edited_message?.photo?.[0]?.file_unique_id).not.toBe(
        first?.message?.photo?.[0]?.file_unique_id,
      );
    },
  },
  {
    source: 'FACTS.md #18 (telegram-bot-api#773)',
    claim: 'an edited_message in which nothing changed happens, on demand',
    async run({ client, people, updates, sandbox }) {
      const ana = await client();
      const written = people.write(ana, 'oi');
      await updates();
      sandbox.faults.spuriousEdit(ana, written);
      expect(await updates()).toMatchObject([{ edited_message: { message_id: written, text: 'oi' } }]);
    },
  },
  {
    source: 'FACTS.md #19 (BA:17447)',
    claim: 'what is older than 24 hours is not delivered any more',
    async run({ client, people, updates, clock }) {
      const ana = await client();
      people.write(ana, 'oi');
      clock.advance(24 * 3_600_000 + 1000);
      expect(await updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #20 (BA updateDeleteMessages)',
    claim: 'deletions are not delivered, in private chats, groups, channels',
    async run({ client, thread, people, owner, channelId, groupId, updates }) {
      const ana = await client();
      const { postId, rootId } = await thread();
      const commented = people.comment(owner, postId, 'olá');
      const written = people.write(ana, 'oi');
      await updates();
      people.deleteMessage(ana, written);
      people.deleteMessage(groupId, commented);
      people.deleteMessage(groupId, rootId);
      people.deleteMessage(channelId, postId);
      expect(await updates()).toEqual([]);
    },
  },
]);

conform('who is speaking in the group', [
  {
    source: 'FACTS.md #21 (CAP, BA:18150)',
    claim: 'an anonymous administrator is GroupAnonymousBot, in the name of the group, signed with a title',
    async run({ thread, people, owner, heard, groupId }) {
      const { postId, rootId } = await thread();
      people.setRole(groupId, owner, 'creator', { isAnonymous: true, title: 'Chefe' });
      people.comment(owner, postId, 'olá', { as: 'anonymous' });
      const [comment] = await heard('message');
      expect(comment).toMatchObject({
        from: { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' },
        sender_chat: { id: groupId, type: 'supergroup' },
        author_signature: 'Chefe',
        message_thread_id: rootId,
        reply_to_message: { message_id: rootId },
      });
    },
  },
  {
    source: 'FACTS.md #21',
    claim: 'a member with a tag has it in each message, an administrator has none',
    async run({ people, groupId, owner, heard, call }) {
      const caio = people.add({ firstName: 'Caio' });
      people.setRole(groupId, caio, 'member', { title: 'Financeiro' });
      await heard('message');
      people.sayInGroup(caio, 'oi');
      people.sayInGroup(owner, 'olá');
      const tags = (await heard('message')).map(({ sender_tag }) => sender_tag);
      expect(tags).toEqual(['Financeiro', undefined]);
      expect(await call('getChatMember', { chat_id: groupId, user_id: caio })).toMatchObject({
        status: 'member',
        tag: 'Financeiro',
      });
    },
  },
  {
    source: 'FACTS.md #21',
    claim: 'who sends as the linked channel is Channel_Bot, and it is no automatic forward',
    async run({ thread, people, owner, heard, channelId }) {
      const { postId } = await thread();
      people.comment(owner, postId, 'olá', { as: 'channel' });
      const [comment] = await heard('message');
      expect(comment).toMatchObject({
        from: { id: 136817688, is_bot: true, username: 'Channel_Bot' },
        sender_chat: { id: channelId, type: 'channel' },
      });
      expect(comment).not.toHaveProperty('is_automatic_forward');
    },
  },
  {
    source: 'FACTS.md #21',
    claim: 'a message by an inline result is from the agent, via the bot',
    async run({ thread, people, owner, heard, sandbox }) {
      const { postId, rootId } = await thread();
      people.comment(owner, postId, 'pronto', { viaBot: sandbox.botId });
      const [comment] = await heard('message');
      expect(comment).toMatchObject({
        from: { id: owner },
        via_bot: { id: sandbox.botId, is_bot: true },
        message_thread_id: rootId,
      });
    },
  },
  {
    source: 'FACTS.md #21',
    claim: 'other bots of the group are not heard',
    async run({ sandbox, people, groupId, updates }) {
      const other = sandbox.addDesk({ firstName: 'Outro', username: 'outro_bot' });
      people.setRole(groupId, other.botId, 'administrator');
      await updates();
      await fetch(`${sandbox.url}/bot${other.token}/sendMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: groupId, text: 'oi' }),
      });
      expect(await updates()).toEqual([]);
    },
  },
]);
