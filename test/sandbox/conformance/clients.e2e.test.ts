import type { ChatMemberUpdated, MessageReactionUpdated, Update } from '@grammyjs/types';
import { expect } from 'vitest';
import { conform, type Scene } from './table.ts';

const REACTIONS = ['message', 'message_reaction', 'message_reaction_count', 'chat_member', 'my_chat_member'];

const allow = (scene: Scene): Promise<unknown> =>
  scene.call('getUpdates', { allowed_updates: REACTIONS, offset: -1 });

const member = (update: Update | undefined): ChatMemberUpdated | undefined => update?.my_chat_member;

conform('clients', [
  {
    source: 'FACTS.md #23 (DOC features#deep-linking)',
    claim: '/start with a payload is a text with a bot_command, as often as it is pressed',
    async run({ people, heard }) {
      const ana = people.add({ firstName: 'Ana' });
      people.start(ana, 'site_1-A');
      people.start(ana, 'site_1-A');
      const starts = await heard('message');
      expect(starts).toHaveLength(2);
      expect(starts[1]).toMatchObject({
        text: '/start site_1-A',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      });
    },
  },
  {
    source: 'FACTS.md #23',
    claim: 'a payload is 1 to 64 letters, digits, _ and -',
    async run({ people }) {
      const ana = people.add({ firstName: 'Ana' });
      for (const payload of ['a b', 'é', 'x'.repeat(65)]) {
        expect(() => people.start(ana, payload)).toThrow('up to 64 letters');
      }
      expect(() => people.start(ana, 'x'.repeat(64))).not.toThrow();
    },
  },
  {
    source: 'FACTS.md #24',
    claim: 'a block is my_chat_member member → kicked until 0, an unblock the way back',
    async run({ people, client, updates }) {
      const ana = await client();
      people.block(ana);
      people.unblock(ana);
      const [blocked, unblocked] = (await updates()).map(member);
      expect(blocked).toMatchObject({
        chat: { id: ana, type: 'private' },
        from: { id: ana },
        old_chat_member: { status: 'member' },
        new_chat_member: { status: 'kicked', until_date: 0 },
      });
      expect(unblocked).toMatchObject({
        old_chat_member: { status: 'kicked' },
        new_chat_member: { status: 'member' },
      });
    },
  },
  {
    source: 'FACTS.md #25',
    claim: 'an album is one update for each item, with one media_group_id and ids in a row',
    async run({ people, client, heard }) {
      const ana = await client();
      people.writeAlbum(ana, [{ photo: {}, caption: 'férias' }, { photo: {} }, { photo: {} }]);
      const items = await heard('message');
      expect(items.map(({ caption }) => caption)).toEqual(['férias', undefined, undefined]);
      expect(new Set(items.map(({ media_group_id }) => media_group_id)).size).toBe(1);
      const first = items[0]?.message_id ?? 0;
      expect(items.map(({ message_id }) => message_id)).toEqual([first, first + 1, first + 2]);
    },
  },
  {
    source: 'FACTS.md #26',
    claim: 'a reaction names chat, message, person, old and new, and no thread',
    async run(scene) {
      const { thread, people, owner, groupId, updates } = scene;
      await allow(scene);
      const { postId } = await thread();
      const comment = people.comment(owner, postId, 'olá');
      await updates();
      people.react(owner, groupId, comment, '👍');
      const [update] = await updates();
      const reaction = update?.message_reaction as MessageReactionUpdated;
      expect(reaction).toMatchObject({
        chat: { id: groupId },
        message_id: comment,
        user: { id: owner },
        old_reaction: [],
        new_reaction: [{ type: 'emoji', emoji: '👍' }],
      });
      expect(reaction).not.toHaveProperty('message_thread_id');
      expect(reaction).not.toHaveProperty('text');
    },
  },
  {
    source: 'FACTS.md #26 (grammyjs guide/reactions.md)',
    claim: 'reactions to posts and to their copies are only counted, together and some time late',
    async run(scene) {
      const { thread, people, owner, channelId, groupId, updates, clock } = scene;
      await allow(scene);
      const { postId, rootId } = await thread();
      people.react(owner, channelId, postId, '🔥');
      people.react(owner, channelId, postId, '👍');
      people.react(owner, groupId, rootId, '👍');
      expect(await updates()).toEqual([]);
      clock.advance(5 * 60_000);
      const found = await updates();
      expect(found.flatMap(({ message_reaction }) => message_reaction ?? [])).toEqual([]);
      expect(found.map(({ message_reaction_count }) => message_reaction_count)).toMatchObject([
        { chat: { id: channelId }, message_id: postId, reactions: [{ total_count: 1 }] },
        { chat: { id: groupId }, message_id: rootId, reactions: [{ total_count: 1 }] },
      ]);
    },
  },
  {
    source: 'FACTS.md #26 (SPEC Update)',
    claim: 'reactions are heard of only by who asked for them',
    async run({ client, people, updates }) {
      const ana = await client();
      const written = people.write(ana, 'oi');
      await updates();
      people.react(ana, ana, written, '👍');
      expect(await updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #26 (SPEC Update)',
    claim: 'reactions of bots are not heard of',
    async run(scene) {
      const ana = await scene.client();
      await allow(scene);
      const message_id = scene.people.write(ana, 'oi');
      await scene.updates();
      const reaction = [{ type: 'emoji', emoji: '👍' }];
      await scene.call('setMessageReaction', { chat_id: ana, message_id, reaction });
      expect(await scene.updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #27 (BA:4331)',
    claim:
      'who joins the group is in new_chat_members and the two older fields, and a chat_member if asked for',
    async run(scene) {
      const { people, groupId, updates } = scene;
      await allow(scene);
      const bob = people.add({ firstName: 'Bob' });
      people.setRole(groupId, bob, 'member');
      const found = await updates();
      const joined = found.find(({ message }) => message !== undefined)?.message;
      expect(joined).toMatchObject({
        new_chat_members: [{ id: bob }],
        new_chat_member: { id: bob },
        new_chat_participant: { id: bob },
      });
      expect(found.find(({ chat_member }) => chat_member !== undefined)?.chat_member).toMatchObject({
        chat: { id: groupId },
        new_chat_member: { user: { id: bob }, status: 'member' },
      });
    },
  },
  {
    source: 'FACTS.md #27 (F-004)',
    claim: 'who subscribes to the channel is a chat_member if asked for, and nothing else',
    async run(scene) {
      const { people, channelId, updates } = scene;
      const before = people.add({ firstName: 'Bob' });
      people.setRole(channelId, before, 'member');
      expect(await updates()).toEqual([]);
      await allow(scene);
      people.setRole(channelId, people.add({ firstName: 'Eva' }), 'member');
      expect(await updates()).toMatchObject([{ chat_member: { new_chat_member: { status: 'member' } } }]);
    },
  },
  {
    source: 'FACTS.md #28 (BA:8150)',
    claim: 'a group that becomes a supergroup says so on both sides; the old id is refused with the new one',
    async run({ people, updates, ask }) {
      const groupId = people.addGroup('group', 'Equipe');
      await updates();
      const newId = people.migrateGroup(groupId);
      const messages = (await updates()).flatMap(({ message }) => message ?? []);
      expect(messages).toMatchObject([
        { chat: { id: groupId, type: 'group' }, migrate_to_chat_id: newId },
        { chat: { id: newId, type: 'supergroup' }, migrate_from_chat_id: groupId },
      ]);
      expect(await ask('sendMessage', { chat_id: groupId, text: 'oi' })).toMatchObject({
        error_code: 400,
        description: 'Bad Request: group chat was upgraded to a supergroup chat',
        parameters: { migrate_to_chat_id: newId },
      });
    },
  },
]);

const ARTICLE = {
  type: 'article',
  id: '1',
  title: 'Prazo',
  input_message_content: { message_text: 'Amanhã.' },
};

const TOO_OLD = '400 Bad Request: query is too old and response timeout expired or query ID is invalid';

conform('inline queries', [
  {
    source: 'FACTS.md #29',
    claim: 'an inline query says in which kind of chat, not in which',
    async run({ people, owner, updates }) {
      people.queryInline(owner, 'pra', 'supergroup');
      const [update] = await updates();
      expect(update?.inline_query).toMatchObject({
        from: { id: owner },
        query: 'pra',
        offset: '',
        chat_type: 'supergroup',
      });
      expect(update?.inline_query).not.toHaveProperty('chat');
    },
  },
  {
    source: 'FACTS.md #29 (BA:17070)',
    claim: 'an inline query leaves the queue after 30 s',
    async run({ people, owner, updates, clock }) {
      people.queryInline(owner, 'pra');
      clock.advance(31_000);
      expect(await updates()).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #29',
    claim: 'the chosen one is a message via the bot in the thread; feedback comes only when switched on',
    async run({ people, owner, thread, call, updates, groupId, sandbox }) {
      const { rootId } = await thread();
      for (const feedback of [false, true]) {
        people.setInlineFeedback(feedback);
        const id = people.queryInline(owner, 'pra', 'supergroup');
        await call('answerInlineQuery', { inline_query_id: id, results: [ARTICLE] });
        await updates();
        people.chooseInline(owner, id, '1', groupId, rootId);
        const found = await updates();
        expect(found.flatMap(({ message }) => message ?? [])).toMatchObject([
          {
            from: { id: owner },
            via_bot: { id: sandbox.botId },
            message_thread_id: rootId,
            text: 'Amanhã.',
          },
        ]);
        const chosen = found.flatMap(({ chosen_inline_result }) => chosen_inline_result ?? []);
        expect(chosen).toMatchObject(feedback ? [{ from: { id: owner }, query: 'pra', result_id: '1' }] : []);
        for (const result of chosen) expect(result).not.toHaveProperty('inline_message_id');
      }
    },
  },
  {
    source: 'FACTS.md #29 (BA:10269)',
    claim: 'more than 50 results are too many, two of one id are refused',
    async run({ people, owner, refusal }) {
      const inline_query_id = people.queryInline(owner, 'pra');
      const results = Array.from({ length: 51 }, (_, at) => ({ ...ARTICLE, id: String(at) }));
      expect(await refusal('answerInlineQuery', { inline_query_id, results })).toBe(
        '400 Bad Request: too many inline query results specified',
      );
      expect(await refusal('answerInlineQuery', { inline_query_id, results: [ARTICLE, ARTICLE] })).toBe(
        '400 Bad Request: RESULT_ID_DUPLICATE',
      );
      expect(await refusal('answerInlineQuery', { inline_query_id, results: results.slice(1) })).toBe('ok');
    },
  },
  {
    source: 'FACTS.md #29 answerInlineQuery',
    claim: 'an unknown query is too old; start_parameter is checked',
    async run({ people, owner, refusal }) {
      expect(await refusal('answerInlineQuery', { inline_query_id: '123', results: [] })).toBe(TOO_OLD);
      const inline_query_id = people.queryInline(owner, 'pra');
      const withButton = (start_parameter: string): Promise<string> =>
        refusal('answerInlineQuery', {
          inline_query_id,
          results: [],
          button: { text: 'b', start_parameter },
        });
      expect(await withButton('')).toBe("400 Bad Request: can't use empty start_parameter");
      expect(await withButton('é')).toBe('400 Bad Request: unallowed characters in start_parameter are used');
    },
  },
]);
