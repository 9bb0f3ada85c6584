import type { ChatMember, Message, Update } from '@grammyjs/types';
import { expect } from 'vitest';
import { type Case, conform, type Scene } from './table.ts';

const P0_IDS = 'FACTS.md #62 (ids)';
const CAP = 'FACTS.md #27 (CAP)';

const kinds = (updates: Update[]): string[] =>
  updates.map((update) => {
    const [kind = ''] = Object.keys(update).slice(1);
    return update.message?.new_chat_members ? 'joined' : update.message?.left_chat_member ? 'left' : kind;
  });

const numbers = (messages: Pick<Message, 'message_id'>[]): number[] =>
  messages.map(({ message_id }) => message_id);

async function asOther(scene: Scene, token: string, method: string, params: object): Promise<Message> {
  const answer = await fetch(`${scene.sandbox.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return ((await answer.json()) as { result: Message }).result;
}

conform('numbers of messages', [
  {
    source: P0_IDS,
    claim: 'each chat counts for itself, and begins above 1',
    async run({ send, channelId, groupId, people }) {
      const other = people.addGroup('supergroup', 'Outro');
      const [a, b, c] = [await send(channelId), await send(groupId), await send(other)];
      for (const { message_id } of [a, b, c]) expect(message_id).toBeGreaterThan(1);
      expect((await send(channelId)).message_id).toBe(a.message_id + 1);
      expect((await send(groupId)).message_id).toBe(b.message_id + 1);
    },
  },
  {
    source: P0_IDS,
    claim: 'service messages take a number too',
    async run({ send, call, channelId }) {
      const first = await send(channelId);
      await call('pinChatMessage', { chat_id: channelId, message_id: first.message_id });
      expect((await send(channelId)).message_id).toBe(first.message_id + 2);
    },
  },
  {
    source: P0_IDS,
    claim: 'the private chats of a bot share one counter, of which another bot knows nothing',
    async run(scene) {
      const [ana, bruno] = [await scene.client('Ana'), await scene.client('Bruno')];
      const own = [await scene.send(ana), await scene.send(bruno), await scene.send(ana)];
      const [first = 0] = numbers(own);
      expect(numbers(own)).toEqual([first, first + 1, first + 2]);
      const other = scene.sandbox.addDesk({ firstName: 'Vendas', username: 'vendas_bot' });
      expect(other.people.start(ana)).toBeLessThan(first);
    },
  },
  {
    source: `${P0_IDS}, FACTS.md #62`,
    claim: 'in a group and a channel all bots see the same numbers',
    async run(scene) {
      const { sandbox, people, groupId } = scene;
      const other = sandbox.addDesk({ firstName: 'Vendas', username: 'vendas_bot' });
      people.setRole(groupId, other.botId, 'administrator');
      const thread = await scene.thread();
      const reply_parameters = { message_id: thread.rootId };
      const said = await asOther(scene, other.token, 'sendMessage', {
        chat_id: groupId,
        text: 'daqui',
        reply_parameters,
      });
      expect(said).toMatchObject({ message_thread_id: thread.rootId, from: { id: other.botId } });
      const next = await scene.reply(thread);
      expect(next.message_id).toBe(said.message_id + 1);
      expect(
        await scene.refusal('editMessageText', { chat_id: groupId, message_id: said.message_id, text: 'x' }),
      ).toBe("400 Bad Request: message can't be edited");
    },
  },
]);

conform('the bot comes and goes', [
  {
    source: CAP,
    claim: 'added to a group it hears my_chat_member first, then the service message, which has a number',
    async run({ people, sandbox, updates, owner }) {
      const group = people.addGroup('supergroup', 'Novo');
      people.setRole(group, owner, 'creator');
      people.setRole(group, sandbox.botId, 'left');
      await updates();
      people.setRole(group, sandbox.botId, 'administrator');
      const heard = await updates();
      expect(kinds(heard)).toEqual(['my_chat_member', 'joined']);
      expect(heard[0]?.my_chat_member).toMatchObject({
        chat: { id: group },
        from: { id: owner },
        old_chat_member: { status: 'left' },
        new_chat_member: { status: 'administrator', user: { id: sandbox.botId } },
      });
      expect(heard[1]?.message).toMatchObject({
        message_id: expect.any(Number),
        from: { id: owner },
        new_chat_members: [{ id: sandbox.botId }],
      });
    },
  },
  {
    source: 'FACTS.md #40 (BA:8162), FACTS.md #27',
    claim: 'thrown out it hears my_chat_member, then nothing of the group, and may not write there',
    async run({ people, sandbox, updates, groupId, owner, refusal }) {
      people.setRole(groupId, sandbox.botId, 'kicked');
      const [first] = await updates();
      expect(first?.my_chat_member?.new_chat_member).toMatchObject({ status: 'kicked' });
      people.sayInGroup(owner, 'sem o bot');
      expect((await updates()).flatMap(({ message }) => message?.text ?? [])).toEqual([]);
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'oi' })).toBe(
        '403 Forbidden: bot was kicked from the supergroup chat',
      );
    },
  },
  {
    source: 'FACTS.md #4 (F-003)',
    claim: 'an ordinary member in privacy mode hears commands, replies to itself and who comes, no copies',
    async run({ people, sandbox, heard, send, groupId, channelId, owner, clock }) {
      people.setRole(groupId, sandbox.botId, 'member');
      const { message_id } = await send(groupId, 'minha');
      await heard('message');
      people.sayInGroup(owner, 'qualquer coisa');
      people.sayInGroup(owner, '/ajuda');
      people.sayInGroup(owner, '/ajuda@outro_bot');
      people.sayInGroup(owner, 'para o bot', { replyTo: message_id });
      await send(channelId, 'post');
      clock.advance(10_000);
      people.setRole(groupId, people.add({ firstName: 'Caio' }), 'member');
      const found = await heard('message');
      expect(found.map(({ text, new_chat_members }) => text ?? new_chat_members?.length)).toEqual([
        '/ajuda',
        'para o bot',
        1,
      ]);
    },
  },
  ...(
    [
      [29, 'kicked', 0],
      [60, 'left', 60],
      [367 * 86_400, 'kicked', 0],
    ] as const
  ).map(
    ([seconds, later, shown]): Case => ({
      source: 'FACTS.md #58 banChatMember (until_date)',
      claim: `a ban for ${seconds} s ${later === 'left' ? 'ends by itself' : 'is for ever'}`,
      async run({ people, groupId, call, clock }) {
        const user_id = people.add({ firstName: 'Caio' });
        people.setRole(groupId, user_id, 'member');
        const now = Math.floor(clock.now() / 1000);
        const at = { chat_id: groupId, user_id };
        await call('banChatMember', { ...at, until_date: now + seconds });
        expect(await call('getChatMember', at)).toMatchObject({
          status: 'kicked',
          until_date: shown === 0 ? 0 : now + shown,
        });
        expect(() => people.sayInGroup(user_id, 'oi')).toThrow('banned');
        clock.advance(seconds * 1000);
        expect(await call('getChatMember', at)).toMatchObject({ status: later });
      },
    }),
  ),
  {
    source: 'FACTS.md #49 getChatMember',
    claim: 'each place in a chat has its status',
    async run({ people, groupId, call, owner }) {
      const statuses: string[] = [];
      for (const role of ['administrator', 'member', 'restricted', 'left', 'kicked'] as const) {
        const user_id = people.add({ firstName: role });
        people.setRole(groupId, user_id, role);
        statuses.push((await call<ChatMember>('getChatMember', { chat_id: groupId, user_id })).status);
      }
      expect(statuses).toEqual(['administrator', 'member', 'restricted', 'left', 'kicked']);
      expect(await call('getChatMember', { chat_id: groupId, user_id: owner })).toMatchObject({
        status: 'creator',
        is_anonymous: false,
      });
    },
  },
]);
