import { expect, test } from 'vitest';
import { JUMPS, jumpingClock } from '../../support/jumping-clock.ts';
import { testRedis } from '../../support/redis.ts';
import { DAY_MS, user } from '../../support/stores.ts';
import { aTeam, bia, caio } from '../../support/team.ts';

const redis = testRedis();
const ana = user(700);
const HOUR_MS = 3_600_000;

function aTeamInTime() {
  const clock = jumpingClock();
  const desk = aTeam(redis, { clock });
  return {
    ...desk,
    clock,
    /** Messages of Ana; the number of questions. */
    async questions(messages = 3): Promise<number> {
      for (let n = 0; n < messages; n += 1) {
        await clock.advance(1000);
        await desk.team.membership(ana);
      }
      return desk.asked().length;
    },
  };
}

test.each(JUMPS)('a clock that jumps %s costs one question per step', async (_how, first, second) => {
  const desk = aTeamInTime();
  expect(await desk.questions()).toBe(1);
  for (const jumpMs of [first, second]) {
    desk.clock.jumps(jumpMs);
    expect(await desk.questions()).toBe(1);
    expect(await desk.questions()).toBe(0);
  }
});

test.each(JUMPS)(
  'distrust counts once when the clock jumps %s, before the distrust and after',
  async (_how, first, second) => {
    const desk = aTeamInTime();
    await desk.questions();
    desk.clock.jumps(first);
    await desk.team.distrust();
    expect(await desk.questions()).toBe(1);
    desk.clock.jumps(second);
    expect(await desk.questions()).toBe(1);
    expect(await desk.questions()).toBe(0);
  },
);

test.each([-1, -12, -23])(
  'an answer counts for a day of real time, though the clock goes back %i h',
  async (hours) => {
    const desk = aTeamInTime();
    await desk.questions();
    await desk.clock.advance(20 * HOUR_MS);
    desk.clock.jumps(hours * HOUR_MS);
    desk.telegram.memberships.set(ana, 'member');
    await desk.clock.advance(4 * HOUR_MS);
    expect(await desk.team.membership(ana)).toBe('member');
  },
);

test.each(JUMPS)(
  'an update during the question is newer, though the clock jumps %s',
  async (_how, first, second) => {
    const desk = aTeamInTime();
    desk.clock.jumps(first);
    desk.telegram.meanwhile = () => {
      desk.clock.jumps(second);
      return desk.becomes(ana, 'member');
    };
    expect(await desk.team.membership(ana)).toBe('member');
    expect(await desk.team.membership(ana)).toBe('member');
  },
);

test.each(JUMPS)(
  'the administrators are asked for once per step when the clock jumps %s',
  async (_how, first, second) => {
    const desk = aTeamInTime();
    await desk.team.audience();
    for (const jumpMs of [first, second]) {
      desk.clock.jumps(jumpMs);
      desk.asked();
      for (let n = 0; n < 3; n += 1) expect(await desk.team.audience()).toEqual([bia, caio]);
      expect(desk.asked()).toEqual(['administrators']);
    }
  },
);

test('a day that a pause of the whole machine took counts', async () => {
  const desk = aTeamInTime();
  await desk.questions();
  desk.clock.jumps(DAY_MS);
  desk.telegram.memberships.set(ana, 'member');
  expect(await desk.team.membership(ana)).toBe('member');
});
