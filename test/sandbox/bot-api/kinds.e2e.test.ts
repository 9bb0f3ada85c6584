import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import type { Content } from '../../../src/sandbox/people/people.ts';
import { openStage, type Stage } from '../bot-client.ts';

const channel = { id: -1009, type: 'channel', title: 'Notícias' } as const;
const prize = { winner_count: 1, winners_selection_date: 1_800_000_000 };

/** Ana writes to the bot, and the bot copies the message back to Ana. */
async function copied(
  stage: Stage,
  content: Content,
  options: { forwardedFrom?: { name: string } } = {},
): Promise<{ answer: string; copy: Message | undefined; seen: Message | undefined }> {
  const ana = await stage.client();
  const message_id = stage.sandbox.people.write(ana, content, options);
  const seen = (await stage.updates()).at(-1)?.message;
  const answer = await stage.refusal('copyMessage', { chat_id: ana, from_chat_id: ana, message_id });
  return { answer, seen, copy: answer === 'ok' ? stage.sandbox.views.private(ana).at(-1) : undefined };
}

const CANNOT = "400 Bad Request: the message can't be copied";

describe('what a bot can copy (Bot API, copyMessage)', () => {
  test.each<[string, Partial<Message>]>([
    ['paid media', { paid_media: { star_count: 1, paid_media: [] } }],
    ['a giveaway', { giveaway: { chats: [channel], ...prize } }],
    ['its winners', { giveaway_winners: { chat: channel, giveaway_message_id: 1, winners: [], ...prize } }],
    [
      'an invoice',
      { invoice: { title: 'x', description: 'y', start_parameter: '', currency: 'BRL', total_amount: 1 } },
    ],
    ['what the server itself does not know', {}],
  ])('not %s', async (_what, special) => {
    await using stage = await openStage();
    const { answer, seen } = await copied(stage, { special });
    expect(seen).toMatchObject(special);
    expect(answer).toBe(CANNOT);
  });

  test('a checklist, a story, rich text as they are', async () => {
    await using stage = await openStage();
    for (const special of [
      { checklist: { title: 'Mudança', tasks: [{ id: 1, text: 'caixas' }] } },
      { story: { chat: channel, id: 3 } },
      { rich_message: { blocks: [{ type: 'paragraph', text: 'oi' }] } },
    ]) {
      expect((await copied(stage, { special })).copy).toMatchObject(special);
    }
  });

  test('a quiz only where the bot is told the answer: one that was written to it, or that is closed', async () => {
    await using stage = await openStage();
    const poll = { question: '1 + 1?', options: ['1', '2'], isQuiz: true, correctOptions: [1] };
    const written = await copied(stage, { poll });
    expect(written.seen?.poll?.correct_option_ids).toEqual([1]);
    expect(written.answer).toBe('ok');
    const passedOn = await copied(stage, { poll }, { forwardedFrom: { name: 'Zeca' } });
    expect(passedOn.seen?.poll).toBeDefined();
    expect(passedOn.seen?.poll?.correct_option_ids).toBeUndefined();
    expect(passedOn.answer).toBe(CANNOT);
  });

  test('a live location as a point', async () => {
    await using stage = await openStage();
    const { seen, copy } = await copied(stage, {
      location: { latitude: 1, longitude: 2, livePeriod: 60 },
    });
    expect(seen?.location).toEqual({ latitude: 1, longitude: 2, live_period: 60 });
    expect(copy?.location).toEqual({ latitude: 1, longitude: 2 });
  });

  test('a photo with another caption, above it or below', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    const message_id = stage.sandbox.people.write(ana, { photo: {}, caption: 'a', captionAbove: true });
    const request = { chat_id: ana, from_chat_id: ana, message_id };
    await stage.call('copyMessage', request);
    await stage.call('copyMessage', { ...request, caption: 'b' });
    await stage.call('copyMessage', { ...request, caption: 'c', show_caption_above_media: true });
    const captions = stage.sandbox.views
      .private(ana)
      .slice(-3)
      .map(({ caption, show_caption_above_media: above }) => [caption, above === true]);
    expect(captions).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
  });
});

test.each([1, 2, 3])(
  'an album that fails at item %i has sent those before it, and says so (FACTS.md #51)',
  async (failsAt) => {
    await using stage = await openStage();
    const ana = await stage.client();
    stage.sandbox.people.write(ana, { photo: {} });
    const file = (await stage.updates()).at(-1)?.message?.photo?.at(-1)?.file_id;
    const media = ['a', 'b', 'c'].map((caption) => ({ type: 'photo', media: file, caption }));
    stage.sandbox.faults.next({ method: 'sendMediaGroup' }, { failsAt, reason: 'MEDIA_INVALID' });
    expect(await stage.refusal('sendMediaGroup', { chat_id: ana, media })).toBe(
      `400 Bad Request: failed to send message #${failsAt} with the error message "MEDIA_INVALID"`,
    );
    const sent = stage.sandbox.views.private(ana).flatMap(({ caption }) => caption ?? []);
    expect(sent).toEqual(['a', 'b', 'c'].slice(0, failsAt - 1));
  },
);
