import { expect, test } from 'vitest';
import type { UserId } from '../../machines/words.ts';
import { createTeam } from '../../src/features/team/team.ts';
import type { Standing } from '../../src/store/directory.ts';
import { TelegramError } from '../../src/telegram/grammy-api.ts';
import { standingOf } from '../../src/telegram/standing.ts';
import { drivenClock } from '../support/driven-clock.ts';
import { testRedis } from '../support/redis.ts';
import { DAY_MS, deskStores, user } from '../support/stores.ts';
import { CHANNEL_ID, desk } from '../support/updates.ts';

const redis = testRedis();
const bia = user(500);
const caio = user(501);

function aTeam(isPublic = false, ofDesk?: number) {
  const clock = drivenClock();
  const { directory, desk: id } = deskStores(redis, ofDesk);
  const telegram = {
    standings: new Map<UserId, Standing>(),
    administrators: [bia, caio],
    isDown: false,
    asked: [] as unknown[],
  };
  const answer = <T>(question: unknown[], value: T): T => {
    telegram.asked.push(question);
    if (telegram.isDown) throw new TelegramError('No answer from the Bot API', null);
    return value;
  };
  const team = createTeam({
    directory,
    api: {
      standing: async (...question) => answer(question, telegram.standings.get(question[1]) ?? 'outsider'),
      administrators: async (chat) => answer([chat], [...telegram.administrators]),
    },
    chats: { ...desk, isPublic },
    clock,
  });
  return { id, team, clock, telegram, directory };
}

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
  const { team, telegram } = aTeam(true);
  telegram.standings.set(bia, 'member');
  expect(await team.standing(bia)).toBe('member');
  telegram.standings.delete(bia);
  expect(await team.standing(bia)).toBe('member');
  expect(telegram.asked).toEqual([[CHANNEL_ID, bia, true]]);
});

test('what Telegram tells by itself is believed at once', async () => {
  const { team, telegram } = aTeam();
  await team.learn(bia, 'administrator');
  expect(await team.standing(bia)).toBe('administrator');
  await team.learn(bia, 'outsider');
  expect(await team.standing(bia)).toBe('outsider');
  expect(telegram.asked).toEqual([]);
});

test('after a day it is asked anew, for an update may have been missed', async () => {
  const { team, clock, telegram } = aTeam();
  await team.learn(bia, 'member');
  await clock.advance(DAY_MS - 1);
  expect(await team.standing(bia)).toBe('member');
  expect(telegram.asked).toEqual([]);
  await clock.advance(1);
  expect(await team.standing(bia)).toBe('outsider');
  expect(telegram.asked).toHaveLength(1);
  expect(await team.standing(bia)).toBe('outsider');
  expect(telegram.asked).toHaveLength(1);
});

test('while Telegram does not answer, what was known stands, and nobody unknown is guessed', async () => {
  const { team, clock, telegram } = aTeam();
  await team.learn(bia, 'member');
  await clock.advance(2 * DAY_MS);
  telegram.isDown = true;
  expect(await team.standing(bia)).toBe('member');
  await expect(team.standing(caio)).rejects.toThrow(TelegramError);
  telegram.isDown = false;
  expect(await team.standing(caio)).toBe('outsider');
});

test('being told of a refusal makes nobody a member, and a membership makes nobody reachable', async () => {
  const { team, telegram } = aTeam();
  await team.setReachable(bia, false);
  expect(await team.standing(bia)).toBe('outsider');
  await team.learn(bia, 'administrator');
  expect(await team.audience()).toEqual([caio]);
  expect(telegram.asked).toHaveLength(2);
});

test('the audience are the administrators who can be reached, and it is not looked up for every client', async () => {
  const { team, clock, telegram } = aTeam();
  expect(await team.audience()).toEqual([bia, caio]);
  await team.setReachable(caio, false);
  expect(await team.audience()).toEqual([bia]);
  await team.setReachable(caio, true);
  telegram.administrators = [caio];
  expect(await team.audience()).toEqual([bia, caio]);
  expect(telegram.asked).toHaveLength(1);
  await clock.advance(10 * 60 * 1000 + 1);
  expect(await team.audience()).toEqual([caio]);
});

test('a change among the members changes the audience at once', async () => {
  const { team, telegram } = aTeam();
  await team.audience();
  telegram.administrators = [bia];
  await team.learn(caio, 'outsider');
  expect(await team.audience()).toEqual([bia]);
});

test('a change that another process was told of changes the audience at once', async () => {
  const { team, telegram, id } = aTeam();
  await team.audience();
  telegram.administrators = [bia];
  await aTeam(false, id).team.learn(caio, 'outsider');
  expect(await team.audience()).toEqual([bia]);
});

test('an audience that cannot be learned is no empty one', async () => {
  const { team, telegram } = aTeam();
  telegram.isDown = true;
  await expect(team.audience()).rejects.toThrow(TelegramError);
});
