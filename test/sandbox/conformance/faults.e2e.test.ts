import type { Message } from '@grammyjs/types';
import { expect } from 'vitest';
import { COPY_DELAY_MS, until } from '../bot-client.ts';
import { conform } from './table.ts';

const P2 = 'FACTS.md #43';

conform('faults on demand', [
  {
    source: P2,
    claim: 'a storm of 429 hits as many calls as it is told to, of one chat only',
    async run({ sandbox, ask, refusal, groupId, channelId }) {
      const fault = {
        error_code: 429,
        description: 'Too Many Requests: retry after 7',
        parameters: { retry_after: 7 },
      };
      sandbox.faults.next({ chatId: groupId, times: 3 }, fault);
      for (let at = 0; at < 3; at += 1) {
        const answer = await ask('sendMessage', { chat_id: groupId, text: 'x' });
        expect(answer).toMatchObject({ status: 429, parameters: { retry_after: 7 } });
        expect(answer.headers.get('retry-after')).toBe('7');
        expect(await refusal('sendMessage', { chat_id: channelId, text: 'x' })).toBe('ok');
      }
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'x' })).toBe('ok');
      expect(sandbox.views.group().filter(({ text }) => text === 'x')).toHaveLength(1);
    },
  },
  {
    source: P2,
    claim: 'a 5xx leaves nothing behind',
    async run({ sandbox, refusal, groupId }) {
      const before = sandbox.views.group().length;
      for (const [error_code, description] of [
        [500, 'Internal Server Error'],
        [502, 'Bad Gateway'],
      ] as const) {
        sandbox.faults.next({ method: 'sendMessage' }, { error_code, description });
        expect(await refusal('sendMessage', { chat_id: groupId, text: 'x' })).toBe(
          `${error_code} ${description}`,
        );
      }
      expect(sandbox.views.group()).toHaveLength(before);
    },
  },
  {
    source: P2,
    claim: 'a slow answer comes late, its effect at once',
    async run({ sandbox, call, groupId, clock }) {
      sandbox.faults.next({ method: 'sendMessage' }, { delayMs: 5000 });
      let answer: Message | undefined;
      void call('sendMessage', { chat_id: groupId, text: 'devagar' }).then((message) => (answer = message));
      await until(() => sandbox.views.group().at(-1)?.text === 'devagar');
      clock.advance(4999);
      await call('getMe');
      expect(answer).toBeUndefined();
      clock.advance(1);
      await until(() => answer !== undefined);
    },
  },
  {
    source: P2,
    claim: 'a bot may lose its rights while a call of its is under way; the next one is refused',
    async run({ sandbox, people, call, refusal, channelId, clock }) {
      sandbox.faults.next({ method: 'sendMessage' }, { delayMs: 1000 });
      const underWay = call('sendMessage', { chat_id: channelId, text: 'um' });
      await until(() => sandbox.views.channel().at(-1)?.text === 'um');
      people.setBotRights(channelId, { can_post_messages: false });
      clock.advance(1000);
      const { message_id } = await underWay;
      expect(await refusal('sendMessage', { chat_id: channelId, text: 'dois' })).toBe(
        '400 Bad Request: need administrator rights in the channel chat',
      );
      expect(await refusal('editMessageText', { chat_id: channelId, message_id, text: 'três' })).toBe('ok');
      people.setBotRights(channelId, 'none');
      expect(await refusal('editMessageText', { chat_id: channelId, message_id, text: 'quatro' })).toBe(
        '403 Forbidden: bot is not a member of the channel chat',
      );
    },
  },
  {
    source: P2,
    claim: 'a channel that is linked elsewhere while a copy is on its way has it there',
    async run({ people, send, channelId, groupId, clock, heard }) {
      await send(channelId, 'post');
      const other = people.addGroup('supergroup', 'Outro');
      people.linkGroup(channelId, other);
      clock.advance(COPY_DELAY_MS);
      const copies = (await heard('message')).filter(({ is_automatic_forward }) => is_automatic_forward);
      expect(copies.map(({ chat }) => chat.id)).toEqual([other]);
      expect(other).not.toBe(groupId);
    },
  },
  {
    source: P2,
    claim: 'a copy that somebody deletes takes its thread along: nobody can comment, and the post stays',
    async run(scene) {
      const { people, sandbox, groupId, owner } = scene;
      const { postId, rootId } = await scene.thread();
      people.deleteMessage(groupId, rootId);
      expect(() => people.comment(owner, postId, 'oi')).toThrow('no copy');
      expect(sandbox.views.post(postId)).toMatchObject({ rootId: null, commentCount: 0 });
    },
  },
]);

conform('files', [
  {
    source: 'FACTS.md #50 getFile',
    claim: 'are at /file/bot<token>/<file_path> for an hour at least, and nowhere else',
    async run({ sandbox, call, client, people, heard, clock }) {
      people.write(await client(), { document: { bytes: Buffer.from('bytes') } });
      const file_id = (await heard('message'))[0]?.document?.file_id;
      const { file_path } = await call<{ file_path: string }>('getFile', { file_id });
      const fetched = (token: string, path: string): Promise<Response> =>
        fetch(`${sandbox.url}/file/bot${token}/${path}`);
      clock.advance(3_600_000);
      expect(await (await fetched(sandbox.token, file_path)).text()).toBe('bytes');
      expect((await fetched('1:nobody', file_path)).status).toBe(401);
      expect((await fetched(sandbox.token, 'documents/file_99999.txt')).status).toBe(404);
      expect((await fetched(sandbox.token, `..%2F${file_path}`)).status).toBe(404);
    },
  },
]);

conform('commands by scope', [
  {
    source: 'FACTS.md #57 setMyCommands',
    claim: 'each scope and language has its own list; deleting one leaves the others',
    async run({ call, client, groupId, owner }) {
      const scopes = [
        { type: 'default' },
        { type: 'all_private_chats' },
        { type: 'all_group_chats' },
        { type: 'all_chat_administrators' },
        { type: 'chat', chat_id: await client() },
        { type: 'chat_administrators', chat_id: groupId },
        { type: 'chat_member', chat_id: groupId, user_id: owner },
      ];
      const places = scopes.flatMap((scope) => ['', 'pt'].map((language_code) => ({ scope, language_code })));
      for (const [at, place] of places.entries()) {
        await call('setMyCommands', { ...place, commands: [{ command: `c${at}`, description: 'x' }] });
      }
      const shown = async (): Promise<string[]> => {
        const lists = await Promise.all(
          places.map((place) => call<{ command: string }[]>('getMyCommands', place)),
        );
        return lists.map(([first]) => first?.command ?? '');
      };
      expect(await shown()).toEqual(places.map((_place, at) => `c${at}`));
      await call('deleteMyCommands', places[3]);
      expect(await shown()).toEqual(places.map((_place, at) => (at === 3 ? '' : `c${at}`)));
    },
  },
]);
