import { expect, test } from 'vitest';
import { deliveryDesk, textsTo } from '../support/delivery-desk.ts';
import { jumpingClock } from '../support/jumping-clock.ts';
import { testRedis } from '../support/redis.ts';
import { GROUP_ID } from '../support/updates.ts';

const redis = testRedis();
const HOUR_MS = 3_600_000;

test.each([
  ['back an hour', -HOUR_MS],
  ['ahead an hour', HOUR_MS],
])('a clock that jumps %s holds up no message, at the rate of a client or without', async (_how, jumpMs) => {
  for (const floodPerMinute of [0, 4]) {
    const clock = jumpingClock();
    const desk = deliveryDesk(redis, { clock, floodPerMinute });
    await desk.serves(700, 31);
    await desk.writes(700, 10, 'um');
    clock.jumps(jumpMs);
    await desk.writes(700, 11, 'dois');
    expect(textsTo(desk.calls, GROUP_ID)).toEqual(['um', 'dois']);
    await desk.writes(700, 12, 'três');
    await desk.clock.advance(60_000);
    await desk.settles();
    expect(textsTo(desk.calls, GROUP_ID)).toEqual(['um', 'dois', 'três']);
  }
});

test.each([-HOUR_MS, HOUR_MS])(
  'a pause by Telegram lasts as long as asked, whatever the clock does (%i ms)',
  async (jumpMs) => {
    const clock = jumpingClock();
    const desk = deliveryDesk(redis, { clock });
    await desk.serves(700, 31);
    let isRefused = false;
    desk.telegram.answering = (call) => {
      if (isRefused || call.params.chat_id !== GROUP_ID) return undefined;
      isRefused = true;
      return { ok: false, failure: 'refused', code: 429, description: 'Too Many', retryAfterS: 30 };
    };
    await desk.writes(700, 10, 'um');
    clock.jumps(jumpMs);
    await desk.clock.advance(29_000);
    await desk.settles();
    expect(textsTo(desk.calls, GROUP_ID)).toEqual(['um']);
    await desk.clock.advance(2000);
    await desk.settles();
    expect(textsTo(desk.calls, GROUP_ID)).toEqual(['um', 'um']);
  },
);
