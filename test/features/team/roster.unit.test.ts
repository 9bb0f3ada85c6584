import { describe, expect, test } from 'vitest';
import type { EpochMs } from '../../../machines/ids.ts';
import { TelegramError } from '../../../src/telegram/grammy-api.ts';
import { turn } from '../../support/driven-clock.ts';
import { testRedis } from '../../support/redis.ts';
import { DAY_MS, user } from '../../support/stores.ts';
import { aKnownTeam, aProvenTeam, bia, caio, davi, eva, PROOF, stranger } from '../../support/team.ts';

const redis = testRedis();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test('once it is proven that there is nobody else, who is unknown is no more asked about', async () => {
  const { team, asked } = await aProvenTeam(redis);
  for (let n = 0; n < 5; n += 1) expect(await team.standing(stranger())).toBe('outsider');
  expect(await team.standing(davi)).toBe('member');
  expect(await team.standing(bia)).toBe('administrator');
  expect(new Set(await team.audience())).toEqual(new Set([bia, caio]));
  await team.prove();
  expect(asked()).toEqual([]);
});

test('who comes while it is being proven waits for it', async () => {
  const { team, asked } = await aKnownTeam(redis);
  const proof = team.prove();
  const standings = await Promise.all(Array.from({ length: 10 }, () => team.standing(stranger())));
  await proof;
  expect(new Set(standings)).toEqual(new Set(['outsider']));
  expect(asked()).toEqual(PROOF);
});

test('a proof is good for a day, and spares the daily question about each client', async () => {
  const { team, clock, asked } = await aProvenTeam(redis);
  const clients = Array.from({ length: 5 }, stranger);
  for (let day = 0; day < 3; day += 1) {
    for (const client of clients) expect(await team.standing(client)).toBe('outsider');
    await clock.advance(DAY_MS - 1);
    expect(await team.standing(stranger())).toBe('outsider');
    await team.prove();
    expect(asked()).toEqual([]);
    await clock.advance(1);
    await team.prove();
    expect(asked()).toEqual(PROOF);
  }
});

test('a clock that is set back after the desk caught up changes nothing', async () => {
  const { team, state, clock, asked } = await aKnownTeam(redis);
  state.listensSince = (clock.now() + HOUR_MS) as EpochMs;
  await team.prove();
  expect(await team.standing(stranger())).toBe('outsider');
  await team.prove();
  expect(asked()).toEqual(PROOF);
});

test('other bots count as well', async () => {
  const { team, telegram, asked } = await aKnownTeam(redis);
  telegram.bots = 3;
  await team.prove();
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

describe('somebody in the channel whom nobody knows', () => {
  test('is recognised when they write, however late; until then everybody is asked about', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam(redis);
    telegram.standings.set(eva, 'member');
    await team.prove();
    expect(asked()).toEqual(['count', 'administrators']);
    const clients = [stranger(), stranger()];
    for (const client of clients) expect(await team.standing(client)).toBe('outsider');
    await clock.advance(HOUR_MS - 1);
    await team.prove();
    expect(asked()).toEqual(clients);
    await clock.advance(1);
    await team.prove();
    expect(asked()).toEqual(['count', 'administrators']);
    await clock.advance(MINUTE_MS);
    expect(await team.standing(eva)).toBe('member');
    await team.prove();
    expect(await team.standing(stranger())).toBe('outsider');
    expect(new Set(asked())).toEqual(new Set([eva, ...PROOF, eva]));
  });

  test('is not hidden by somebody who left meanwhile', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam(redis);
    telegram.standings.delete(davi);
    telegram.standings.set(eva, 'member');
    await team.prove();
    expect(asked()).toEqual(PROOF);
    expect(await team.standing(eva)).toBe('member');
    await clock.advance(MINUTE_MS);
    await team.prove();
    expect(await team.standing(davi)).toBe('outsider');
    await team.prove();
    expect(asked().slice(-3)).toEqual(['count', 'administrators', eva]);
    expect(await team.standing(stranger())).toBe('outsider');
    expect(asked()).toEqual([]);
  });

  test('is not hidden by somebody who has just joined, while Telegram tells an older number', async () => {
    const { becomes, team, telegram, clock, asked } = await aKnownTeam(redis);
    telegram.standings.set(eva, 'member');
    await team.prove();
    const fabio = user(504);
    telegram.count = 5;
    await becomes(fabio, 'member');
    asked();
    await clock.advance(MINUTE_MS);
    await team.prove();
    expect(await team.standing(eva)).toBe('member');
    expect(asked()).toEqual([eva]);
  });

  test('is looked for anew when they leave, which shows that they were there', async () => {
    const { becomes, team, telegram, clock, asked } = await aKnownTeam(redis);
    telegram.standings.set(eva, 'member');
    await team.prove();
    await becomes(eva, 'outsider');
    await clock.advance(5 * MINUTE_MS);
    asked();
    await team.prove();
    expect(asked()).toEqual(PROOF);
  });
});

test('members are asked about several at a time: whoever writes meanwhile waits for the answers', async () => {
  const { becomes, team, telegram, clock, asked } = await aKnownTeam(redis);
  for (let id = 1000; id < 1029; id += 1) await becomes(user(id), 'member');
  await clock.advance(5 * MINUTE_MS);
  let together = 0;
  const onQuestion = async () => {
    if (telegram.asked.length < 3) telegram.meanwhile = onQuestion;
    else for (let n = 0; n < 5; n += 1) await turn();
    together = telegram.asked.length - 2;
  };
  telegram.meanwhile = onQuestion;
  await team.prove();
  expect(together).toBe(10);
  expect(asked()).toHaveLength(32);
});

test('a team of hundreds is not asked about', async () => {
  const { becomes, team, clock, asked } = await aKnownTeam(redis);
  for (let id = 1000; id < 1200; id += 1) await becomes(user(id), 'member');
  await clock.advance(5 * MINUTE_MS);
  await team.prove();
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual(['count', 'administrators', client]);
});

test('when Telegram does not answer, the question about the person decides, and the proof is tried again in a minute', async () => {
  const { team, telegram, clock, asked } = await aKnownTeam(redis);
  telegram.isDown = true;
  await team.prove();
  const client = stranger();
  await expect(team.standing(client)).rejects.toThrow(TelegramError);
  expect(asked()).toEqual(['count', client]);
  telegram.isDown = false;
  await team.prove();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual([client]);
  await clock.advance(MINUTE_MS);
  await team.prove();
  expect(asked()).toEqual(PROOF);
});

test('data of an older version names nobody, and the team is known again as it is heard of', async () => {
  const { team, keys, clock, asked } = await aKnownTeam(redis);
  await redis.del(keys.team, keys.teamToldAt);
  await team.prove();
  expect(await team.standing(davi)).toBe('member');
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual(['count', 'administrators', client]);
  await clock.advance(DAY_MS);
  expect(await team.standing(davi)).toBe('member');
  await team.prove();
  expect(asked()).toEqual([davi, ...PROOF]);
});
