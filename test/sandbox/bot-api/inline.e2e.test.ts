import type { InlineQuery } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Params, type Stage } from '../bot-client.ts';

const article = (id: string, more: Params = {}): Params => ({
  type: 'article',
  id,
  title: id,
  input_message_content: { message_text: `texto ${id}` },
  ...more,
});

const heard = async (stage: Stage): Promise<InlineQuery[]> =>
  (await stage.updates()).flatMap(({ inline_query: query }) => query ?? []);

function answer(stage: Stage, inline_query_id: string, more: Params = {}): Promise<true> {
  return stage.call('answerInlineQuery', { inline_query_id, results: [article('a')], ...more });
}

describe('an inline query (Bot API, InlineQuery)', () => {
  test.each(['sender', 'private', 'group', 'supergroup', 'channel'] as const)(
    'says that it comes from a chat of the kind %s',
    async (chatType) => {
      await using stage = await openStage({ seed: true });
      stage.sandbox.people.queryInline(501, ' oi ', chatType);
      expect(await heard(stage)).toMatchObject([
        { from: { id: 501 }, query: 'oi', offset: '', chat_type: chatType },
      ]);
    },
  );

  test('has at most 256 characters, and none is cut in two', async () => {
    await using stage = await openStage({ seed: true });
    stage.sandbox.people.queryInline(501, '👋'.repeat(300));
    const [query] = await heard(stage);
    expect(Array.from(query?.query ?? '')).toHaveLength(256);
  });

  test('goes on from the offset that the answer gave', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views } = stage.sandbox;
    const first = people.queryInline(501, 'oi');
    await answer(stage, first, { next_offset: 'pagina-2' });
    expect(views.answer(first)).toMatchObject({ next_offset: 'pagina-2' });
    await stage.updates();
    const second = people.queryInline(501, 'oi', 'supergroup', 'pagina-2');
    expect(await heard(stage)).toMatchObject([{ id: second, query: 'oi', offset: 'pagina-2' }]);
    await answer(stage, second, { results: [article('b')], next_offset: '' });
    expect(views.answer(second)).toMatchObject({ results: [{ id: 'b' }], next_offset: '' });
    const third = people.queryInline(501, 'mais');
    expect(
      await stage.refusal('answerInlineQuery', {
        inline_query_id: third,
        results: [],
        next_offset: 'x'.repeat(65),
      }),
    ).toBe('400 Bad Request: NEXT_OFFSET_INVALID');
  });
});

describe('an answer that Telegram keeps (Bot API, answerInlineQuery)', () => {
  const asks = async (stage: Stage, userId: number, text = 'oi'): Promise<[asked: number, seen: unknown]> => {
    const id = stage.sandbox.people.queryInline(userId, text);
    const asked = (await heard(stage)).length;
    return [asked, (stage.sandbox.views.answer(id)?.['results'] as { id: string }[] | undefined)?.[0]?.id];
  };

  async function openWithAnswer(more: Params): Promise<Stage> {
    const stage = await openStage({ seed: true });
    await answer(stage, stage.sandbox.people.queryInline(501, 'oi'), more);
    await stage.updates();
    return stage;
  }

  test('serves everybody who types the same, for five minutes, and the bot hears nothing of it', async () => {
    await using stage = await openWithAnswer({});
    expect(await asks(stage, 501)).toEqual([0, 'a']);
    expect(await asks(stage, 702)).toEqual([0, 'a']);
    expect(await asks(stage, 702, 'outra')).toEqual([1, undefined]);
    stage.clock.advance(300_000);
    expect(await asks(stage, 702)).toEqual([1, undefined]);
  });

  test('is personal: it serves nobody else', async () => {
    await using stage = await openWithAnswer({ is_personal: true });
    expect(await asks(stage, 501)).toEqual([0, 'a']);
    expect(await asks(stage, 702)).toEqual([1, undefined]);
  });

  test('is not kept with a cache_time of 0', async () => {
    await using stage = await openWithAnswer({ cache_time: 0 });
    expect(await asks(stage, 501)).toEqual([1, undefined]);
  });

  test('serves no other kind of chat', async () => {
    await using stage = await openWithAnswer({});
    stage.sandbox.people.queryInline(501, 'oi', 'sender');
    expect(await heard(stage)).toHaveLength(1);
  });
});

describe('the answer that somebody chooses', () => {
  test('is a post of the channel there, by administrators only', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, channelId, botId } = stage.sandbox;
    const query = people.queryInline(501, 'oi', 'channel');
    await answer(stage, query);
    people.chooseInline(501, query, 'a', channelId);
    expect(views.channel().at(-1)?.message).toMatchObject({
      text: 'texto a',
      sender_chat: { id: channelId },
      via_bot: { id: botId },
    });
    expect(views.channel().at(-1)?.message).not.toHaveProperty('from');
    const other = people.queryInline(503, 'ei', 'channel');
    await answer(stage, other);
    expect(() => people.chooseInline(503, other, 'a', channelId)).toThrow(/may not post/);
  });

  test('stands in the own private chat or in a group where the person may write', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, groupId } = stage.sandbox;
    people.start(701);
    const query = people.queryInline(701, 'oi', 'sender');
    await answer(stage, query);
    people.chooseInline(701, query, 'a', 701);
    expect(views.private(701).at(-1)).toMatchObject({ text: 'texto a', via_bot: { id: 9000 } });
    expect(() => people.chooseInline(701, query, 'a', 702)).toThrow(/does not see/);
    people.setRole(groupId, 701, 'kicked');
    expect(() => people.chooseInline(701, query, 'a', groupId)).toThrow(/banned/);
  });

  test('may be the button above the answers: it starts the bot, or opens its page', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views } = stage.sandbox;
    const start = people.queryInline(701, 'oi');
    await answer(stage, start, {
      results: [],
      button: { text: 'Falar com a loja', start_parameter: 'inline' },
    });
    expect(people.pressResultsButton(701, start)).toBe('inline');
    expect(views.private(701).at(-1)?.text).toBe('/start inline');
    const page = people.queryInline(701, 'ei');
    await answer(stage, page, {
      results: [],
      button: { text: 'Abrir', web_app: { url: 'https://loja.example/' } },
    });
    expect(people.pressResultsButton(701, page)).toBe('https://loja.example/');
    const bare = people.queryInline(701, 'ai');
    await answer(stage, bare);
    expect(() => people.pressResultsButton(701, bare)).toThrow(/no answer "button"/);
    expect(() => people.pressResultsButton(702, bare)).toThrow(/no inline query/);
  });
});
