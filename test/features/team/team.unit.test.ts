import { expect, test } from 'vitest';
import { TelegramError } from '../../../src/telegram/grammy-api.ts';
import { standingOf } from '../../../src/telegram/membership.ts';
import { testRedis } from '../../support/redis.ts';
import { DAY_MS, user } from '../../support/stores.ts';
import { aTeam, bia, caio } from '../../support/team.ts';

const redis = testRedis();
const ana = user(700);

test('whoever is in a private channel is of the team; of a public one only its administrators', () => {
  const standing = (
    status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked',
    isIn = true,
  ) => [false, true].map((isPublic) => standingOf({ status, is_member: isIn }, isPublic));
  expect(standing('creator')).toEqual(['administrator', 'administrator']);
  expect(standing('administrator')).toEqual(['administrator', 'administrator']);
  expect(standing('member')).toEqual(['member', 'outsider']);
  expect(standing('restricted')).toEqual(['member', 'outsider']);
  expect(standing('restricted', false)).toEqual(['outsider', 'outsider']);
  expect(standing('left')).toEqual(['outsider', 'outsider']);
  expect(standing('kicked')).toEqual(['outsider', 'outsider']);
});

test('somebody unknown is asked for once', async () => {
  const { team, telegram, asked } = aTeam(redis);
  telegram.standings.set(bia, 'member');
  expect(await team.standing(bia)).toBe('member');
  telegram.standings.delete(bia);
  expect(await team.standing(bia)).toBe('member');
  expect(asked()).toEqual([bia]);
});

test('what Telegram tells by itself is believed at once', async () => {
  const { becomes, team, asked } = aTeam(redis);
  await becomes(bia, 'administrator');
  expect(await team.standing(bia)).toBe('administrator');
  await becomes(bia, 'outsider');
  expect(await team.standing(bia)).toBe('outsider');
  expect(asked()).toEqual([]);
});

test('after a day it is asked anew, for an update may have been missed', async () => {
  const { becomes, team, clock, telegram, asked } = aTeam(redis);
  await becomes(bia, 'member');
  telegram.standings.delete(bia);
  await clock.advance(DAY_MS - 1);
  expect(await team.standing(bia)).toBe('member');
  expect(asked()).toEqual([]);
  await clock.advance(1);
  expect(await team.standing(bia)).toBe('outsider');
  expect(await team.standing(bia)).toBe('outsider');
  expect(asked()).toEqual([bia]);
});

test('while Telegram does not answer, what was known stands, and nobody unknown is guessed', async () => {
  const { becomes, team, clock, telegram } = aTeam(redis);
  await becomes(bia, 'member');
  await clock.advance(2 * DAY_MS);
  telegram.isDown = true;
  expect(await team.standing(bia)).toBe('member');
  await expect(team.standing(ana)).rejects.toThrow(TelegramError);
  telegram.isDown = false;
  expect(await team.standing(ana)).toBe('outsider');
});

test('being told of a refusal makes nobody a member, and a membership makes nobody reachable', async () => {
  const { becomes, team, telegram, asked } = aTeam(redis);
  telegram.standings.delete(bia);
  await team.setReachable(bia, false);
  expect(await team.standing(bia)).toBe('outsider');
  await becomes(bia, 'administrator');
  expect(await team.audience()).toEqual([caio]);
  expect(asked()).toEqual([bia, 'administrators']);
});

test('the audience are the administrators who can be reached, and it is not looked up for every client', async () => {
  const { team, clock, telegram, asked } = aTeam(redis);
  expect(await team.audience()).toEqual([bia, caio]);
  await team.setReachable(caio, false);
  expect(await team.audience()).toEqual([bia]);
  await team.setReachable(caio, true);
  telegram.standings.delete(bia);
  expect(await team.audience()).toEqual([bia, caio]);
  expect(asked()).toEqual(['administrators']);
  await clock.advance(10 * 60 * 1000 + 1);
  expect(await team.audience()).toEqual([caio]);
});

test('a change among the members changes the audience at once', async () => {
  const { becomes, team } = aTeam(redis);
  await team.audience();
  await becomes(caio, 'outsider');
  expect(await team.audience()).toEqual([bia]);
});

test('a change that another process was told of changes the audience at once', async () => {
  const one = aTeam(redis);
  const { team } = one;
  await team.audience();
  await aTeam(redis, { beside: one }).becomes(caio, 'outsider');
  expect(await team.audience()).toEqual([bia]);
});

test('an audience that cannot be learned is no empty one', async () => {
  const { team, telegram } = aTeam(redis);
  telegram.isDown = true;
  await expect(team.audience()).rejects.toThrow(TelegramError);
});
