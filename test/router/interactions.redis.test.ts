import { expect, test } from 'vitest';
import { deskRows } from '../../src/router/desk-rows.ts';
import type { InlineRow, JoinRow } from '../../src/router/interaction-rows.ts';
import { sayInPrivate } from '../../src/router/private-answer.ts';
import { asksInline, asksToJoin } from '../support/interactions.ts';
import { testRedis } from '../support/redis.ts';
import { aReception } from '../support/reception.ts';
import { ana, bia } from '../support/updates.ts';

const redis = testRedis();

const article = (id: string) => ({ type: 'article', id, title: id });

/** Answers agents, and only what begins with `t`. */
const trial: InlineRow = {
  takes: async ({ text }, person) =>
    person !== null && text.startsWith('t') ? { results: [article('termos')], next_offset: '50' } : null,
  chosen: ({ result }) => (result === 'termos' ? { effects: [sayInPrivate([{ key: 'restart' }])] } : null),
};
const offer: InlineRow = {
  takes: async ({ text }) =>
    text === 'x' ? null : { results: [], button: { text: 'Fale conosco', start_parameter: 'inline' } },
};
const answered = { is_personal: true, cache_time: 0 };

test('without a feature an inline query has no results, and costs no question about the person', async () => {
  const desk = aReception(redis);
  await desk.takes(asksInline('termos', ana));
  expect(desk.telegram.answers).toMatchObject([
    { method: 'answerInlineQuery', params: { results: [], ...answered } },
  ]);
  expect(desk.telegram.questions).toBe(0);
});

test('the first feature that takes an inline query answers it, for the person alone', async () => {
  const desk = aReception(redis, { rows: deskRows([{ inline: [trial] }, { inline: [offer] }]) });
  desk.telegram.memberships.set(bia.id, 'member');
  await desk.takes(asksInline('te'));
  await desk.takes(asksInline('te', ana));
  await desk.takes(asksInline('x', ana));
  expect(desk.telegram.answers.map(({ params }) => params)).toMatchObject([
    { results: [article('termos')], next_offset: '50', ...answered },
    { results: [], button: { start_parameter: 'inline' }, ...answered },
    { results: [], ...answered },
  ]);
});

test('while it cannot be learned who asks, there are no results', async () => {
  const desk = aReception(redis, { rows: deskRows([{ inline: [trial, offer] }]) });
  desk.telegram.unknown.add(bia.id);
  await desk.takes(asksInline('te'));
  expect(desk.telegram.answers).toMatchObject([{ params: { results: [], ...answered } }]);
  expect(desk.setAside()).toEqual([]);
});

test('a chosen result is told to the feature that knows it, once', async () => {
  const desk = aReception(redis, { rows: deskRows([{ inline: [offer, trial] }]) });
  const chosen = (result_id: string, update_id: number) => ({
    update_id,
    chosen_inline_result: { result_id, from: bia, query: 't' },
  });
  await desk.takes(chosen('termos', 1), chosen('termos', 1), chosen('other', 2));
  expect(await desk.waits(bia.id)).toEqual(['⚙️ restart']);
});

test('a request to join waits for people, unless a feature takes it', async () => {
  const joins: JoinRow[] = [
    { takes: async ({ by }) => (by === ana.id ? null : { answer: 'decline' }) },
    {
      takes: async () => ({
        answer: 'approve',
        step: { effects: [sayInPrivate([{ key: 'start-link-unknown' }])] },
      }),
    },
  ];
  const [plain, desk] = [aReception(redis), aReception(redis, { rows: deskRows([{ joins }]) })];
  await plain.takes(asksToJoin(ana));
  expect(plain.telegram.answers).toEqual([]);
  await desk.takes(asksToJoin(ana));
  await desk.takes(asksToJoin(bia));
  expect(desk.telegram.answers).toMatchObject([
    { method: 'approveChatJoinRequest', params: { user_id: ana.id } },
    { method: 'declineChatJoinRequest', params: { user_id: bia.id } },
  ]);
  expect(await desk.waits(ana.id)).toEqual(['⚙️ start-link-unknown']);
});
