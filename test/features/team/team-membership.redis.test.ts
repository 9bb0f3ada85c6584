import { FIRST_BOARD } from '../../../machines/ids.ts';
import { expect, test } from 'vitest';
import { TelegramError } from '../../../src/telegram/error.ts';
import { membershipOf } from '../../../src/telegram/membership.ts';
import { testRedis } from '../../support/redis.ts';
import { DAY_MS, user } from '../../support/stores.ts';
import { aTeam, bia, caio } from '../../support/team.ts';

const redis = testRedis();
const [ana, davi] = [user(700), user(502)];

test('the members of a private channel are the team; of a public one only its administrators', () => {
  const membership = (
    status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked',
    isIn = true,
  ) => [false, true].map((isPublic) => membershipOf({ status, is_member: isIn }, isPublic));
  expect(membership('creator')).toEqual(['administrator', 'administrator']);
  expect(membership('administrator')).toEqual(['administrator', 'administrator']);
  expect(membership('member')).toEqual(['member', 'outsider']);
  expect(membership('restricted')).toEqual(['member', 'outsider']);
  expect(membership('restricted', false)).toEqual(['outsider', 'outsider']);
  expect(membership('left')).toEqual(['outsider', 'outsider']);
  expect(membership('kicked')).toEqual(['outsider', 'outsider']);
});

test('somebody unknown is asked about once', async () => {
  const { team, telegram, asked } = aTeam(redis);
  telegram.memberships.set(davi, 'member');
  expect(await team.membership(davi)).toBe('member');
  telegram.memberships.delete(davi);
  expect(await team.membership(davi)).toBe('member');
  expect(asked()).toEqual([davi]);
});

test('of somebody whom ten updates ask about at once Telegram is asked once', async () => {
  const { team, asked } = aTeam(redis);
  const answers = await Promise.all(Array.from({ length: 10 }, () => team.membership(ana)));
  expect(new Set(answers)).toEqual(new Set(['outsider']));
  expect(asked()).toEqual([ana]);
});

test('an answer is remembered by every process', async () => {
  const one = aTeam(redis);
  await one.team.membership(ana);
  expect(await aTeam(redis, { beside: one }).team.membership(ana)).toBe('outsider');
  expect(one.asked()).toEqual([ana]);
});

test('what Telegram tells by itself is believed at once, by every process', async () => {
  const one = aTeam(redis);
  const { team } = aTeam(redis, { beside: one });
  expect(await team.membership(davi)).toBe('outsider');
  await one.becomes(davi, 'administrator');
  expect(await team.membership(davi)).toBe('administrator');
  await one.becomes(davi, 'outsider');
  expect(await team.membership(davi)).toBe('outsider');
  expect(one.asked()).toEqual([davi]);
});

test('after a day the person is asked about again, for an update may have been missed', async () => {
  const { becomes, team, clock, telegram, asked } = aTeam(redis);
  await becomes(bia, 'member');
  telegram.memberships.delete(bia);
  await clock.advance(DAY_MS - 1);
  expect(await team.membership(bia)).toBe('member');
  expect(asked()).toEqual([]);
  await clock.advance(1);
  expect(await team.membership(bia)).toBe('outsider');
  expect(await team.membership(bia)).toBe('outsider');
  expect(asked()).toEqual([bia]);
});

test('an update that comes while Telegram is asked is newer than the answer', async () => {
  const { team, telegram, clock } = aTeam(redis);
  telegram.meanwhile = async () => {
    await clock.advance(1);
    await team.learn(davi, 'member');
  };
  expect(await team.membership(davi)).toBe('member');
  expect(await team.membership(davi)).toBe('member');
});

test('while Telegram does not answer, what was known stands, and nobody unknown is guessed', async () => {
  const { becomes, team, clock, telegram } = aTeam(redis);
  await becomes(bia, 'member');
  await clock.advance(2 * DAY_MS);
  telegram.isDown = true;
  expect(await team.membership(bia)).toBe('member');
  await expect(team.membership(ana)).rejects.toThrow(TelegramError);
  telegram.isDown = false;
  expect(await team.membership(ana)).toBe('outsider');
});

test('after the bot was out of the channel everybody is asked about again, by every process', async () => {
  const one = aTeam(redis);
  const beside = aTeam(redis, { beside: one });
  const { telegram, clock, asked } = one;
  telegram.memberships.set(davi, 'member');
  expect(await one.team.membership(ana)).toBe('outsider');
  expect(await one.team.membership(davi)).toBe('member');
  telegram.memberships.set(ana, 'member').delete(davi);
  await clock.advance(1000);
  await one.team.distrust();
  asked();
  await clock.advance(1000);
  for (let time = 0; time < 2; time += 1) {
    expect(await beside.team.membership(ana)).toBe('member');
    expect(await one.team.membership(davi)).toBe('outsider');
  }
  expect(asked()).toEqual([ana, davi]);
});

test('a channel that becomes public has other members', async () => {
  const { team, board, telegram, asked } = aTeam(redis);
  telegram.memberships.set(davi, 'member');
  expect(await team.membership(davi)).toBe('member');
  board.isPublic = true;
  expect(await team.membership(davi)).toBe('outsider');
  expect(await team.membership(caio)).toBe('administrator');
  board.isPublic = false;
  expect(await team.membership(davi)).toBe('member');
  expect(asked()).toEqual([davi, davi, caio, davi]);
});

test('the memory of a stranger expires', async () => {
  const { team, keys } = aTeam(redis);
  await team.membership(ana);
  expect(await redis.pttl(keys.membership(FIRST_BOARD, ana))).toBeGreaterThan(DAY_MS);
});
