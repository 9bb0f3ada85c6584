import { expect, test } from 'vitest';
import { TelegramError } from '../../../src/telegram/error.ts';
import { testRedis } from '../../support/redis.ts';
import { DAY_MS, user } from '../../support/stores.ts';
import { aTeam, bia, caio } from '../../support/team.ts';

const redis = testRedis();
const eva = user(503);

const NOT_A_MEMBER = 'Forbidden: bot is not a member of the channel chat';

test('the audience are the administrators who can be reached, and are asked for once a day', async () => {
  const { team, store, clock, telegram, asked } = aTeam(redis);
  expect(await team.audience()).toEqual([bia, caio]);
  await store.setReachable(caio, false);
  expect(await team.audience()).toEqual([bia]);
  await store.setReachable(caio, true);
  telegram.memberships.set(eva, 'administrator').set(caio, 'member');
  await clock.advance(DAY_MS - 1);
  expect(await team.audience()).toEqual([bia, caio]);
  expect(asked()).toEqual(['administrators']);
  await clock.advance(1);
  expect(new Set(await team.audience())).toEqual(new Set([bia, eva]));
  expect(asked()).toEqual(['administrators', caio]);
  expect(await team.membership(caio)).toBe('member');
});

test('a change among the members changes the audience at once, whichever process was told', async () => {
  const one = aTeam(redis);
  await one.team.audience();
  await one.becomes(caio, 'outsider');
  expect(await one.team.audience()).toEqual([bia]);
  await aTeam(redis, { beside: one }).becomes(eva, 'administrator');
  expect(new Set(await one.team.audience())).toEqual(new Set([bia, eva]));
  expect(one.asked()).toEqual(['administrators']);
});

test('after the bot was out of the channel the administrators are asked for again', async () => {
  const { team, clock, telegram, asked } = aTeam(redis);
  await team.audience();
  telegram.memberships.set(eva, 'administrator').delete(caio);
  await clock.advance(1000);
  await team.distrust();
  await clock.advance(1000);
  expect(new Set(await team.audience())).toEqual(new Set([bia, eva]));
  expect(asked()).toEqual(['administrators', 'administrators', caio]);
});

test('administrators are still known when the bot is put out of the channel', async () => {
  const { team, telegram } = aTeam(redis);
  await team.audience();
  telegram.refusal = NOT_A_MEMBER;
  await team.distrust();
  expect(await team.audience()).toEqual([bia, caio]);
});

test('an audience that cannot be learned is no empty one', async () => {
  const { team, telegram } = aTeam(redis);
  telegram.isDown = true;
  await expect(team.audience()).rejects.toThrow(TelegramError);
  telegram.isDown = false;
  telegram.refusal = NOT_A_MEMBER;
  await expect(team.audience()).rejects.toThrow('not a member');
});

test('being told of a refusal makes nobody a member, and a membership makes nobody reachable', async () => {
  const { becomes, team, store, telegram, asked } = aTeam(redis);
  telegram.memberships.delete(bia);
  await store.setReachable(bia, false);
  expect(await team.membership(bia)).toBe('outsider');
  await becomes(bia, 'administrator');
  expect(await team.audience()).toEqual([caio]);
  expect(asked()).toEqual([bia, 'administrators']);
});
