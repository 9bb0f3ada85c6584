import { expect, test } from 'vitest';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { Effect } from '../../../src/actor/effects.ts';
import type { Call } from '../../../src/telegram/call.ts';
import { deliveryDesk, type DeliveryDesk, refused, textsTo } from '../../support/delivery-desk.ts';
import { testRedis } from '../../support/redis.ts';
import { user } from '../../support/stores.ts';
import { GROUP_ID } from '../../support/updates.ts';

const redis = testRedis();

const inCampaign = (campaign: string): Effect => ({
  kind: 'broadcast',
  bulk: true,
  campaign,
  content: { kind: 'text', text: 'feliz natal', entities: [] },
});

const everybody = (count: number): number[] => Array.from({ length: count }, (_, n) => 1000 + n);

/** Clients who wrote once and were greeted. */
async function deskOf(owners: number[]): Promise<DeliveryDesk> {
  const desk = deliveryDesk(redis);
  for (const owner of owners) {
    await desk.dispatch({
      id: `start:${owner}`,
      owner: user(owner),
      actor: { kind: 'desk' },
      at: desk.clock.now(),
      event: { type: 'client.started', origin: null },
      profile: { firstName: `c${owner}`, lastName: null, username: null },
    });
  }
  await desk.settles();
  await desk.clock.advance(2000);
  desk.calls.length = 0;
  return desk;
}

const broadcast = async (desk: DeliveryDesk, owners: number[]): Promise<void> => {
  for (const owner of owners) await desk.adds(owner, inCampaign('natal'));
  await desk.settles();
};

const isNews = (call: Call) => 'text' in call.params && call.params.text === 'feliz natal';
const told = (desk: DeliveryDesk) => desk.calls.filter(isNews).map(({ params }) => params.chat_id);

test('25 in a second, each once, in the order in which they were ordered', async () => {
  const owners = everybody(60);
  const desk = await deskOf(owners);
  await broadcast(desk, owners);
  expect(told(desk)).toHaveLength(1);
  await desk.passes(960);
  expect(told(desk)).toHaveLength(25);
  await desk.passes(1400);
  expect(told(desk)).toEqual(owners);
  for (const owner of owners) expect(await desk.waiting(owner)).toEqual([]);
});

test('a conversation is answered at once while they wait, in any chat', async () => {
  const owners = everybody(30);
  const desk = await deskOf(owners);
  await desk.serves(700, 31);
  await broadcast(desk, [700, ...owners].reverse());
  await desk.comments(700, 50, 'já vejo');
  await desk.writes(700, 2, 'obrigada');
  expect(textsTo(desk.calls, 700)).toEqual(['já vejo']);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['obrigada']);
  await desk.passes(2000);
  expect(textsTo(desk.calls, 700)).toEqual(['já vejo', 'feliz natal']);
});

test('in one chat the conversation goes before what was ordered earlier, however long that has waited', async () => {
  const desk = await deskOf([]);
  await desk.serves(700, 31);
  desk.telegram.answering = (call) =>
    call.params.chat_id === 700 ? refused(429, 'Too Many', 300) : undefined;
  await broadcast(desk, [700]);
  await desk.comments(700, 50, 'bom dia');
  desk.telegram.answering = () => undefined;
  desk.calls.length = 0;
  await desk.passes(300_000);
  expect(textsTo(desk.calls, 700)).toEqual(['bom dia', 'feliz natal']);
});

test('an album that is being collected is neither overtaken nor torn', async () => {
  const desk = await deskOf([]);
  await desk.serves(700, 31);
  const item = (message: number) =>
    desk.event(700, {
      type: 'agent.commented',
      message: message as ThreadMessageId,
      content: { kind: 'media', what: 'photo', fileId: `f${message}`, uniqueId: `u${message}`, album: 'a1' },
      by: { id: null, name: 'Bia' },
    });
  await item(50);
  await broadcast(desk, [700]);
  await item(51);
  expect(desk.calls).toEqual([]);
  await desk.passes(1000);
  expect(desk.calls.map(({ method }) => method)).toEqual(['sendMediaGroup', 'sendMessage']);
});

test('a 429 for one of them holds back all of them at once, and no conversation elsewhere', async () => {
  const owners = everybody(10);
  const desk = await deskOf(owners);
  await desk.serves(700, 31);
  desk.telegram.answering = (call) =>
    call.params.chat_id === owners[0] ? refused(429, 'Too Many', 9) : undefined;
  await broadcast(desk, owners);
  await desk.passes(8000);
  expect(told(desk)).toEqual([owners[0]]);
  await desk.comments(700, 50, 'já vejo');
  expect(textsTo(desk.calls, 700)).toEqual(['já vejo']);
  desk.telegram.answering = () => undefined;
  await desk.passes(2000);
  expect(told(desk)).toHaveLength(owners.length + 1);
  expect(new Set(told(desk))).toEqual(new Set(owners));
});

test('several of them that are refused together hold up no conversation: the limit for notices is one of its own', async () => {
  const owners = everybody(30);
  const desk = await deskOf(owners);
  await desk.serves(700, 31);
  const answers: (() => void)[] = [];
  desk.telegram.answering = (call) =>
    isNews(call)
      ? new Promise((resolve) => answers.push(() => resolve(refused(429, 'Too Many', 30))))
      : undefined;
  await broadcast(desk, owners);
  await desk.passes(200);
  expect(answers.length).toBeGreaterThan(3);
  for (const answer of answers) answer();
  await desk.settles();
  await desk.comments(700, 40, 'olá');
  expect(textsTo(desk.calls, 700)).toEqual(['olá']);
  expect(told(desk)).toHaveLength(answers.length);
});

test('a limit of the bot that conversations ran into holds them back too', async () => {
  const owners = everybody(10);
  const desk = await deskOf(owners);
  for (const owner of [700, 701, 702]) await desk.serves(owner, owner - 600);
  desk.telegram.answering = (call) =>
    [700, 701, 702].includes(call.params.chat_id) ? refused(429, 'Too Many', 20) : undefined;
  for (const owner of [700, 701, 702]) await desk.comments(owner, owner, 'oi');
  expect(desk.told.some(([name]) => name === 'allPaused')).toBe(true);
  await broadcast(desk, owners);
  await desk.passes(19_000);
  expect(told(desk)).toEqual([]);
  desk.telegram.answering = () => undefined;
  await desk.passes(2000);
  expect(told(desk)).toHaveLength(10);
});

test('who blocked the bot is known as such, without a note to a thread that is not there; other refusals are parked', async () => {
  const desk = await deskOf([1000, 1001]);
  desk.telegram.answering = (call) =>
    call.params.chat_id === 1000
      ? refused(403, 'Forbidden: bot was blocked by the user')
      : refused(400, 'Bad Request: SOMETHING_NEW');
  await broadcast(desk, [1000, 1001]);
  await desk.passes(1000);
  expect((await desk.record(1000))?.state.value.reach).toBe('blocked');
  expect(await desk.waiting(1000)).toEqual([]);
  expect((await desk.outbox.parked(user(1001))).map(({ kind }) => kind)).toEqual(['broadcast']);
});

test('who was banned, or blocked the bot, after it was ordered is not written to', async () => {
  const desk = await deskOf([1000, 1001, 1002]);
  await broadcast(desk, [1000, 1001, 1002]);
  await desk.event(1002, { type: 'client.blocked', cause: 'blocked' });
  await desk.passes(2000);
  expect(told(desk)).toEqual([1000, 1001]);
  expect(await desk.waiting(1002)).toEqual([]);
  expect((await desk.record(1002))?.state.value.reach).toBe('blocked');
});

test('a file goes by its id', async () => {
  const desk = await deskOf([1000]);
  const content = { kind: 'media', what: 'photo', fileId: 'foto', uniqueId: 'u', caption: 'veja' } as const;
  await desk.adds(1000, { kind: 'broadcast', bulk: true, campaign: 'natal', content });
  await desk.settles();
  expect(desk.calls).toMatchObject([
    { method: 'sendPhoto', params: { chat_id: 1000, photo: 'foto', caption: 'veja' } },
  ]);
});

test('many who are gone are not found faster than the team can be told of them', async () => {
  const owners = everybody(12);
  const desk = await deskOf([]);
  for (const owner of owners) await desk.serves(owner, owner - 900);
  desk.telegram.answering = (call) =>
    call.params.chat_id === GROUP_ID
      ? refused(429, 'Too Many', 60)
      : isNews(call)
        ? refused(403, 'Forbidden: user is deactivated')
        : undefined;
  await broadcast(desk, owners);
  for (let n = 0; n < 30; n += 1) await desk.passes(1000);
  expect(told(desk)).toHaveLength(5);
  desk.telegram.answering = (call) =>
    isNews(call) ? refused(403, 'Forbidden: user is deactivated') : undefined;
  for (let n = 0; n < 40; n += 1) await desk.passes(1000);
  expect(told(desk)).toEqual(owners);
  for (const owner of owners) expect(await desk.waiting(owner)).toEqual([]);
  expect(desk.calls.filter(({ params }) => params.chat_id === GROUP_ID).length).toBeGreaterThanOrEqual(12);
});

test('who is gone and was to be told twice does not keep the others waiting', async () => {
  const owners = everybody(8);
  const desk = await deskOf([]);
  for (const owner of owners) await desk.serves(owner, owner - 900);
  desk.telegram.answering = (call) =>
    isNews(call) && call.params.chat_id !== owners.at(-1)
      ? refused(403, 'Forbidden: bot was blocked by the user')
      : undefined;
  for (const owner of owners) await desk.adds(owner, inCampaign('natal'), inCampaign('ano-novo'));
  await desk.settles();
  for (let n = 0; n < 20; n += 1) await desk.passes(1000);
  expect(told(desk).filter((chat) => chat === owners.at(-1))).toHaveLength(2);
  for (const owner of owners) expect(await desk.waiting(owner)).toEqual([]);
});
