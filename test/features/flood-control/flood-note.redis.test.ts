import { expect, test } from 'vitest';
import { deliveryDesk } from '../../support/delivery-desk.ts';
import { drivenClock } from '../../support/driven-clock.ts';
import { testRedis } from '../../support/redis.ts';

const redis = testRedis();

test('a flood that goes on at midnight is told once, and one of another day again', async () => {
  const clock = drivenClock(Date.UTC(2026, 10, 20, 23, 59, 30));
  const desk = deliveryDesk(redis, { clock, floodPerMinute: 2 });
  await desk.serves(700, 31);
  let message = 10;
  const floods = async () => {
    for (let n = 0; n < 6; n += 1) await desk.writes(700, (message += 1));
    await desk.clock.advance(40_000);
    await desk.settles();
  };
  const times = () =>
    desk.told.filter(([what, event]) => what === 'logged' && event === 'client.flooded').length;
  await floods();
  expect(times()).toBe(1);
  await floods();
  expect(times()).toBe(1);
  await desk.clock.advance(86_400_000);
  await floods();
  expect(times()).toBe(2);
});
