import type { Chat, Message } from '@grammyjs/types';
import { expect } from 'vitest';
import { ASSUMED, type Assumptions } from '../../../src/sandbox/world/assumptions.ts';
import { COPY_DELAY_MS } from '../bot-client.ts';
import { type Case, conform, type Scene } from './table.ts';

type Values<Name extends keyof Assumptions> = readonly (readonly [value: Assumptions[Name], seen: unknown])[];

/** Open questions, with a case per possible answer. The first answer is assumed. */
function open<Name extends keyof Assumptions>(
  name: Name,
  question: string,
  values: Values<Name>,
  see: (scene: Scene) => Promise<unknown>,
  limits: 'off' | 'telegram' = 'off',
): Case[] {
  expect(values[0]?.[0]).toBe(ASSUMED[name]);
  return values.map(([value, seen], at) => ({
    source: 'FACTS.md #61',
    claim: `${question}: ${String(value)}${at === 0 ? ', as is assumed' : ''}`,
    options: { limits, ...(at === 0 ? {} : { assumptions: { [name]: value } }) },
    async run(scene) {
      expect(await see(scene)).toEqual(seen);
    },
  }));
}

/** The rest of the group's 20 calls after an `act`. */
async function costs(scene: Scene, act: () => Promise<unknown>): Promise<number> {
  const left = async (): Promise<number> => {
    const before = scene.sandbox.control.show().budgets.group;
    return before.allowed - before.spentAtMs.length;
  };
  const before = await left();
  await act();
  return before - (await left());
}

const pinnedShown = async ({ call, groupId }: Scene): Promise<number | undefined> =>
  (await call<Chat & { pinned_message?: Message }>('getChat', { chat_id: groupId })).pinned_message
    ?.message_id;

const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'sim' }]] };

conform('what nobody knows yet is a switch', [
  ...open(
    'albumCopies',
    'the copies of an album',
    [
      ['together', 1],
      ['apart', 0],
    ],
    async ({ call, client, clock, people, heard, channelId }) => {
      people.write(await client(), { photo: {} });
      const [written] = await heard('message');
      const item = { type: 'photo', media: written?.photo?.[0]?.file_id };
      await call('sendMediaGroup', { chat_id: channelId, media: [item, item] });
      clock.advance(COPY_DELAY_MS);
      const ids = (await heard('message')).flatMap(({ media_group_id }) => media_group_id ?? []);
      return new Set(ids).size;
    },
  ),
  ...open(
    'keyboardHidesComments',
    'does a keyboard under a post hide its comments',
    [
      [true, false],
      [false, true],
    ],
    async ({ thread, sandbox }) => {
      const markup = { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] };
      const { postId } = await thread('post', { reply_markup: markup });
      return sandbox.views.post(postId)?.canComment;
    },
  ),
  ...open(
    'emptyTextRefusal',
    'the words for a text of which parsing leaves nothing',
    [
      ['text must be non-empty', '400 Bad Request: text must be non-empty'],
      ['message text is empty', '400 Bad Request: message text is empty'],
    ],
    ({ refusal, groupId }) =>
      refusal('sendMessage', { chat_id: groupId, text: '<b> </b>', parse_mode: 'HTML' }),
  ),
  ...open(
    'unpinOfUnpinned',
    'taking down what is not pinned',
    [
      ['done', 'ok'],
      ['refused', '400 Bad Request: message to unpin not found'],
    ],
    async ({ refusal, send, groupId }) => {
      const { message_id } = await send(groupId);
      return refusal('unpinChatMessage', { chat_id: groupId, message_id });
    },
  ),
  ...open(
    'pinShown',
    'which of many pins getChat shows',
    [
      ['newest', 'copy'],
      ['lastPinned', 'older'],
    ],
    async (scene) => {
      const { message_id } = await scene.send(scene.groupId, 'older');
      const { rootId } = await scene.thread();
      await scene.call('pinChatMessage', { chat_id: scene.groupId, message_id });
      const shown = await pinnedShown(scene);
      return shown === message_id ? 'older' : shown === rootId ? 'copy' : shown;
    },
  ),
  ...open(
    'tellsOwnPin',
    'does the bot hear of its own pin in the channel',
    [
      [true, 1],
      [false, 0],
    ],
    async ({ call, send, heard, channelId }) => {
      const { message_id } = await send(channelId);
      await call('pinChatMessage', { chat_id: channelId, message_id });
      return (await heard('channel_post')).length;
    },
  ),
  ...open(
    'markupEditCost',
    'what a new keyboard costs',
    [
      [1, 1],
      [0, 0],
    ],
    async (scene) => {
      const { message_id } = await scene.send(scene.groupId);
      return costs(scene, () =>
        scene.call('editMessageReplyMarkup', { chat_id: scene.groupId, message_id, reply_markup }),
      );
    },
  ),
  ...open(
    'chatActionCost',
    'what "typing…" costs',
    [
      [0, 0],
      [1, 1],
    ],
    (scene) => costs(scene, () => scene.call('sendChatAction', { chat_id: scene.groupId, action: 'typing' })),
  ),
  ...(['pinCost', 'deletionCost', 'reactionCost'] as const).flatMap((name) =>
    open(
      name,
      `the ${name}`,
      [
        [0, 0],
        [1, 1],
      ],
      async (scene) => {
        const { message_id } = await scene.send(scene.groupId);
        const at = { chat_id: scene.groupId, message_id };
        return costs(scene, async () => {
          if (name === 'pinCost') await scene.call('pinChatMessage', at);
          else if (name === 'deletionCost') await scene.call('deleteMessage', at);
          else await scene.call('setMessageReaction', { ...at, reaction: [{ type: 'emoji', emoji: '👍' }] });
        });
      },
    ),
  ),
  ...open(
    'inlineAnswerSeconds',
    'how long an inline query may be answered',
    [
      [30, ['ok', '400 Bad Request: query is too old and response timeout expired or query ID is invalid']],
      [45, ['ok', 'ok']],
    ],
    async ({ people, owner, clock, refusal }) => {
      const answers: string[] = [];
      for (const waitMs of [29_000, 40_000]) {
        const inline_query_id = people.queryInline(owner, 'x');
        clock.advance(waitMs);
        answers.push(await refusal('answerInlineQuery', { inline_query_id, results: [] }));
      }
      return answers;
    },
  ),
  ...open(
    'pressShowsForSeconds',
    'how old a message may be that comes with the press of its button',
    [
      [Number.POSITIVE_INFINITY, ['pergunta', 'pergunta']],
      [3600, ['pergunta', undefined]],
    ],
    async ({ people, client, clock, send, updates }) => {
      const ana = await client();
      const { message_id } = await send(ana, 'pergunta', { reply_markup });
      const seen: (string | undefined)[] = [];
      for (const waitMs of [3_600_000, 1000]) {
        clock.advance(waitMs);
        people.pressButton(ana, ana, message_id, 'sim');
        const message = (await updates()).at(-1)?.callback_query?.message;
        expect(message).toMatchObject({ message_id, chat: { id: ana } });
        if (message?.date === 0) expect(message).not.toHaveProperty('text');
        seen.push(message !== undefined && 'text' in message ? message.text : undefined);
      }
      return seen;
    },
  ),
  ...open(
    'ignoredRefusals',
    'calls on while 429 says to wait',
    [
      ['free', 'ok'],
      ['prolong', 'refused'],
    ],
    async ({ refusal, groupId, clock }) => {
      const send = (): Promise<string> => refusal('sendMessage', { chat_id: groupId, text: 'x' });
      for (let at = 0; at < 20; at += 1) {
        expect(await send()).toBe('ok');
        clock.advance(1000);
      }
      for (let at = 0; at < 39; at += 1) {
        expect(await send()).toMatch(/^429/);
        clock.advance(1000);
      }
      clock.advance(1000);
      return (await send()) === 'ok' ? 'ok' : 'refused';
    },
    'telegram',
  ),
]);
