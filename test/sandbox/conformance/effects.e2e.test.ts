import type { ChatMember, Message, MessageId } from '@grammyjs/types';
import { expect } from 'vitest';
import { conform } from './table.ts';

const BAD = '400 Bad Request:';
const HOUR_MS = 3_600_000;

conform('what methods do', [
  {
    source: 'FACTS.md #48 getChat (F-002)',
    claim: 'channel and group name each other, as long as comments are on',
    async run({ call, channelId, groupId, people }) {
      const linked = async (chat_id: number): Promise<unknown> =>
        (await call<{ linked_chat_id?: number }>('getChat', { chat_id })).linked_chat_id;
      expect([await linked(channelId), await linked(groupId)]).toEqual([groupId, channelId]);
      people.linkGroup(channelId, null);
      expect([await linked(channelId), await linked(groupId)]).toEqual([undefined, undefined]);
    },
  },
  {
    source: 'FACTS.md #49 getChatAdministrators (10.0)',
    claim: 'other bots are left out, unless asked for',
    async run({ call, groupId, people, sandbox, owner }) {
      const bot = people.add({ firstName: 'Robô', isBot: true });
      people.setRole(groupId, bot, 'administrator');
      const ids = async (more: object): Promise<Set<number>> =>
        new Set(
          (await call<ChatMember[]>('getChatAdministrators', { chat_id: groupId, ...more })).map(
            ({ user }) => user.id,
          ),
        );
      expect(await ids({})).toEqual(new Set([owner, sandbox.botId]));
      expect(await ids({ return_bots: true })).toEqual(new Set([owner, sandbox.botId, bot]));
    },
  },
  {
    source: 'FACTS.md #49 getChatMember (TD:DialogParticipantManager.cpp:1750)',
    claim: 'an ordinary bot cannot look into a channel',
    async run({ refusal, channelId, people, owner }) {
      people.setBotRights(channelId, 'none');
      expect(await refusal('getChatMember', { chat_id: channelId, user_id: owner })).toMatch(
        /^400 Bad Request: member list is inaccessible$|^403 /,
      );
    },
  },
  {
    source: 'FACTS.md #52 copyMessage',
    claim: 'its result is a number and nothing else; a service message cannot be copied',
    async run({ call, refusal, groupId, people, owner, client, heard }) {
      const ana = await client();
      const message_id = people.write(ana, 'oi');
      const copied = await call<MessageId>('copyMessage', {
        chat_id: groupId,
        from_chat_id: ana,
        message_id,
      });
      expect(Object.keys(copied)).toEqual(['message_id']);
      people.pin(groupId, people.sayInGroup(owner, 'a'), owner);
      const service = (await heard('message')).at(-1)?.message_id;
      const again = { chat_id: ana, from_chat_id: groupId, message_id: service };
      expect(await refusal('copyMessage', again)).toBe(`${BAD} the message can't be copied`);
      expect(await refusal('forwardMessage', again)).toBe(`${BAD} the message can't be forwarded`);
      expect(await refusal('pinChatMessage', { chat_id: groupId, message_id: service })).toBe(
        `${BAD} service messages can't be pinned`,
      );
    },
  },
  {
    source: 'FACTS.md #52 copyMessages',
    claim: 'what is missing is skipped',
    async run({ call, groupId, people, client }) {
      const ana = await client();
      const first = people.write(ana, 'um');
      const message_ids = [first, first + 1000];
      const params = { chat_id: groupId, from_chat_id: ana, message_ids };
      expect(await call<MessageId[]>('copyMessages', params)).toHaveLength(1);
    },
  },
  {
    source: 'FACTS.md #52 copyMessage, forwardMessage (TD:24288)',
    claim: 'a bot may copy protected content, and not forward it',
    async run({ call, refusal, send, groupId, client }) {
      const ana = await client();
      const { message_id } = await send(ana, 'segredo', { protect_content: true });
      const params = { chat_id: groupId, from_chat_id: ana, message_id };
      await call('copyMessage', params);
      expect(await refusal('forwardMessage', params)).toBe(
        `${BAD} message has protected content and can't be forwarded`,
      );
    },
  },
  {
    source: 'FACTS.md #52 forwardMessages (BA:6278; TD:24279)',
    claim: 'if none of several can be forwarded, that is what is said',
    async run({ refusal, send, groupId, client }) {
      const ana = await client();
      const first = await send(ana, 'a', { protect_content: true });
      const second = await send(ana, 'b', { protect_content: true });
      const message_ids = [first.message_id, second.message_id];
      expect(await refusal('forwardMessages', { chat_id: groupId, from_chat_id: ana, message_ids })).toBe(
        `${BAD} messages can't be forwarded`,
      );
    },
  },
  {
    source: 'FACTS.md #53 editMessageMedia',
    claim: 'a contact becomes no photo, and a document of an album stays a document',
    async run({ call, refusal, people, client, heard, groupId: chat_id }) {
      const ana = await client();
      people.write(ana, { photo: {} });
      people.write(ana, { document: {} });
      const [photo, document] = await heard('message');
      const media = { type: 'photo', media: photo?.photo?.[0]?.file_id };
      const contact = await call('sendContact', { chat_id, phone_number: '+5511999', first_name: 'Ana' });
      const toPhoto = { chat_id, message_id: contact.message_id, media };
      expect(await refusal('editMessageMedia', toPhoto)).toBe(`${BAD} message media can't be edited`);
      const item = { type: 'document', media: document?.document?.file_id };
      const [first] = await call<Message[]>('sendMediaGroup', { chat_id, media: [item, item] });
      expect(await refusal('editMessageMedia', { ...toPhoto, message_id: first?.message_id })).toBe(
        `${BAD} can't change media type in the album`,
      );
    },
  },
  {
    source: 'FACTS.md #53 editMessageText (TD:22857, F-065)',
    claim: "the bot's own messages can be edited at any age",
    async run({ send, call, channelId, clock }) {
      const { message_id } = await send(channelId);
      clock.advance(144 * HOUR_MS);
      expect(await call('editMessageText', { chat_id: channelId, message_id, text: 'ainda' })).toMatchObject({
        text: 'ainda',
      });
    },
  },
  {
    source: 'FACTS.md #53 editMessageText',
    claim: 'those of others in a channel, with can_edit_messages; of a photo there is no text',
    async run({ people, owner, call, refusal, channelId }) {
      const message_id = people.post(owner, 'aviso');
      const edit = { chat_id: channelId, message_id, text: 'outro' };
      await call('editMessageText', edit);
      people.setBotRights(channelId, { can_edit_messages: false });
      expect(await refusal('editMessageText', { ...edit, text: 'mais' })).toBe(
        `${BAD} message can't be edited`,
      );
      people.setBotRights(channelId, {});
      const photo = people.post(owner, { photo: {} });
      expect(await refusal('editMessageText', { ...edit, message_id: photo })).toBe(
        `${BAD} there is no text in the message to edit`,
      );
    },
  },
  {
    source: 'FACTS.md #54 deleteMessage (TD:8163, TD:8319)',
    claim: 'after 48 hours no more, in other words in a private chat',
    async run({ send, refusal, groupId, channelId, client, clock }) {
      const ana = await client();
      for (const [chat_id, answer] of [
        [groupId, `${BAD} message can't be deleted`],
        [channelId, `${BAD} message can't be deleted`],
        [ana, `${BAD} message can't be deleted for everyone`],
      ] as const) {
        const [young, old] = [await send(chat_id), await send(chat_id)];
        clock.advance(47 * HOUR_MS);
        expect(await refusal('deleteMessage', { chat_id, message_id: young.message_id })).toBe('ok');
        clock.advance(2 * HOUR_MS);
        expect(await refusal('deleteMessage', { chat_id, message_id: old.message_id })).toBe(answer);
      }
    },
  },
  {
    source: 'FACTS.md #54 deleteMessages (TD:8310)',
    claim: 'one that cannot be deleted fails the call before any is',
    async run({ send, refusal, groupId, clock, sandbox }) {
      const old = await send(groupId, 'velha');
      clock.advance(49 * HOUR_MS);
      const young = await send(groupId, 'nova');
      const message_ids = [old.message_id, young.message_id];
      expect(await refusal('deleteMessages', { chat_id: groupId, message_ids })).toBe(
        `${BAD} message can't be deleted`,
      );
      expect(sandbox.views.group().map(({ text }) => text)).toContain('nova');
    },
  },
  {
    source: 'FACTS.md #55 pinChatMessage (TD:DialogManager.cpp:2834)',
    claim: 'needs can_edit_messages in a channel and can_pin_messages in a group',
    async run({ send, refusal, people, channelId, groupId }) {
      for (const [chat_id, right, other] of [
        [channelId, 'can_edit_messages', 'can_pin_messages'],
        [groupId, 'can_pin_messages', 'can_edit_messages'],
      ] as const) {
        const { message_id } = await send(chat_id);
        people.setBotRights(chat_id, { [other]: false });
        expect(await refusal('pinChatMessage', { chat_id, message_id })).toBe('ok');
        people.setBotRights(chat_id, { [right]: false });
        expect(await refusal('pinChatMessage', { chat_id, message_id })).toBe(
          `${BAD} not enough rights to manage pinned messages in the chat`,
        );
      }
    },
  },
  {
    source: 'FACTS.md #55 unpinChatMessage',
    claim: 'without a message_id it takes the newest pin',
    async run({ send, call, channelId, sandbox }) {
      const pins = [await send(channelId), await send(channelId)];
      for (const { message_id } of pins) await call('pinChatMessage', { chat_id: channelId, message_id });
      await call('unpinChatMessage', { chat_id: channelId });
      expect(sandbox.views.pinned(channelId)).toEqual([pins[0]?.message_id]);
    },
  },
  {
    source: 'FACTS.md #58 banChatMember',
    claim: 'needs the right to restrict; administrators are safe',
    async run({ refusal, people, groupId }) {
      const [bob, eva] = ['Bob', 'Eva'].map((firstName) => people.add({ firstName })) as [number, number];
      people.setRole(groupId, bob, 'member');
      people.setRole(groupId, eva, 'administrator');
      expect(await refusal('banChatMember', { chat_id: groupId, user_id: eva })).toBe(
        `${BAD} user is an administrator of the chat`,
      );
      people.setBotRights(groupId, { can_restrict_members: false });
      expect(await refusal('banChatMember', { chat_id: groupId, user_id: bob })).toBe(
        `${BAD} not enough rights to restrict/unrestrict chat member`,
      );
    },
  },
  {
    source: 'FACTS.md #51 sendMediaGroup (BA:12587)',
    claim: 'an album may fail in part: the items before the failing one are sent',
    async run({ client, people, heard, refusal, groupId, sandbox }) {
      people.write(await client(), { photo: {} });
      const media = (await heard('message'))[0]?.photo?.[0]?.file_id;
      const before = sandbox.views.group().length;
      sandbox.faults.next({ method: 'sendMediaGroup' }, { failsAt: 3, reason: 'Bad Request: nope' });
      const item = { type: 'photo', media };
      expect(await refusal('sendMediaGroup', { chat_id: groupId, media: [item, item, item] })).toMatch(
        /failed to send message #3 with the error message "/,
      );
      expect(sandbox.views.group()).toHaveLength(before + 2);
    },
  },
  {
    source: 'FACTS.md #35 setWebhook',
    claim: 'its answer says what became of the webhook',
    async run({ ask, clock }) {
      const set = { url: 'https://example.org/hook' };
      for (const [method, params, description] of [
        ['setWebhook', set, 'Webhook was set'],
        ['setWebhook', set, 'Webhook is already set'],
        ['setWebhook', { url: '' }, 'Webhook was deleted'],
        ['setWebhook', set, 'Webhook was set'],
        ['deleteWebhook', {}, 'Webhook was deleted'],
        ['deleteWebhook', {}, 'Webhook is already deleted'],
      ] as const) {
        expect(await ask(method, params)).toMatchObject({ ok: true, result: true, description });
        clock.advance(1100);
      }
    },
  },
  {
    source: 'FACTS.md #35 setWebhook (WH:691)',
    claim: 'twice within a second is rate-limited',
    async run({ ask, clock }) {
      const url = 'https://example.org/hook';
      await ask('setWebhook', { url });
      expect(await ask('setWebhook', { url: `${url}/2` })).toMatchObject({
        error_code: 429,
        parameters: { retry_after: 1 },
      });
      clock.advance(1100);
      expect(await ask('setWebhook', { url: `${url}/2` })).toMatchObject({ ok: true });
    },
  },
  {
    source: 'FACTS.md #50',
    claim: 'a file_id is of no use to another bot',
    async run({ client, people, heard, sandbox }) {
      people.write(await client(), { photo: {} });
      const file_id = (await heard('message'))[0]?.photo?.[0]?.file_id;
      const other = sandbox.addDesk({ firstName: 'Outro', username: 'outro_bot' });
      const answer = await fetch(`${sandbox.url}/bot${other.token}/getFile?file_id=${file_id}`);
      expect(await answer.json()).toMatchObject({ ok: false, error_code: 400 });
    },
  },
]);
