import { expect, test } from 'vitest';
import type { EpochMs, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import { deliveryDesk, textsTo } from '../support/delivery-desk.ts';
import { testRedis } from '../support/redis.ts';
import { user } from '../support/stores.ts';

const redis = testRedis();

test('a look that was planned for a lane does not disturb what waits there later: it is sent once', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.event(700, {
    type: 'agent.commented',
    message: 50 as ThreadMessageId,
    content: { kind: 'media', what: 'photo', fileId: 'f', uniqueId: 'u', album: 'a1' },
    by: { id: null, name: 'Bia' },
  });
  // The album ends here: the planned look comes after the queue is empty.
  await desk.comments(700, 51, 'pronto');
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  desk.telegram.answering = async () => {
    await answered;
    return { ok: true, messageIds: [900] };
  };
  await desk.comments(700, 52, 'mais uma coisa');
  await desk.passes(1000);
  answer();
  await desk.settles();
  await desk.comments(700, 53, 'até logo');
  expect(textsTo(desk.calls, 700)).toEqual(['pronto', 'mais uma coisa', 'até logo']);
});

test('a clock that was set back does not hold up a file that came in an album', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.dispatch({
    id: 'before the clock was set back',
    owner: user(700),
    actor: { kind: 'desk' },
    at: (desk.clock.now() + 3_600_000) as EpochMs,
    event: {
      type: 'client.wrote',
      message: 2 as PrivateMessageId,
      content: { kind: 'media', what: 'photo', fileId: 'f', uniqueId: 'u', album: 'a1' },
    },
  });
  await desk.settles();
  await desk.passes(1000);
  expect(desk.calls.map(({ method }) => method)).toEqual(['copyMessage']);
});
