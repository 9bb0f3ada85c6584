import process from 'node:process';
import type { EpochMs } from '../../machines/ids.ts';
import { startDesk } from '../../src/desk/start-desk.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { createKeys } from '../../src/store/keys.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { connectRedis } from '../../src/store/redis.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { telegramInRedis } from './telegram-in-redis.ts';
import { CHANNEL_ID } from './updates.ts';
import { DESK_OPTIONS, UNASKED_SETUP } from './desk-options.ts';
import { randomFrom, seed } from './random.ts';

/**
 * A life of a desk, for tests with kills: `crash-desk.ts <socket> <desk> <life> <steps>`. After the number of steps the
 * process kills itself, like kill -9. A step is a command to Redis, a call of Telegram, or an answer to either. A process with
 * steps left ends when no work is left.
 */
const [socket = '', desk = '', life = '', steps = ''] = process.argv.slice(2);

let left = Number(steps);
function step(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

/** Twenty times as fast: the wait for the copy of an unconfirmed post takes a second. */
const SPEED = 20;
const EPOCH = Date.UTC(2026, 0, 1);
const clock: Clock = {
  now: () => (EPOCH + (Date.now() - EPOCH) * SPEED) as EpochMs,
  monotonic: () => systemClock.monotonic() * SPEED,
  sleep: (ms, signal) => systemClock.sleep(ms / SPEED, signal),
};

const redis = connectRedis(socket, () => {});
const send = redis.sendCommand.bind(redis);
redis.sendCommand = (command, stream) => {
  step();
  const answer = send(command, stream);
  void Promise.resolve(command.promise).then(step, step);
  return answer;
};

const random = randomFrom(seed + Number(life)).next;
const outside = connectRedis(socket, () => {});
const telegram = telegramInRedis(outside, Number(desk));
const keys = createKeys(Number(desk));
const host = {
  redis,
  pubsub: new Pubsub(redis),
  clock,
  random,
  log: createLogger({ level: 'error', pretty: false }),
};
const running = await startDesk(host, {
  ...DESK_OPTIONS,
  api: { ...telegram.api(Number(life), step, random), setup: UNASKED_SETUP },
  chats: { channelId: CHANNEL_ID, groupId: null },
});

const isDone = async (): Promise<boolean> =>
  (await telegram.pending()) + (await outside.zcard(keys.owners)) + (await outside.zcard(keys.timers)) === 0;

for (let quiet = 0; quiet < 3; quiet = running.idle() && (await isDone()) ? quiet + 1 : 0) {
  await systemClock.sleep(8);
}
await running.stop();
process.exit(0);
