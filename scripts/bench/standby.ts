import { setTimeout as delay } from 'node:timers/promises';
import { startDeskProcess } from './desk-process.ts';
import { openTelegram, type Telegram } from './telegram.ts';
import { openRedis, openThreads, quiet } from './world.ts';

const TAKEOVERS = 5;
/** Enough for a second process to start and to stand by. */
const START_MS = 5000;
const LOOK_MS = 20;

/** Two desks on one Redis: kills the leader and measures the time until the standby delivers. */
export async function benchStandby(): Promise<void> {
  const store = await openRedis();
  const telegram = await openTelegram();
  const start = () => startDeskProcess(telegram, store.socketPath);
  let active = start();
  let standby = active;
  try {
    const { clients } = await openThreads({ telegram, settle: () => quiet(telegram) }, 1);
    const [client = 0] = clients;
    const took: number[] = [];
    for (let n = 0; n < TAKEOVERS; n += 1) {
      standby = start();
      await delay(START_MS);
      await active.kill('SIGKILL');
      const killedAt = performance.now();
      await telegram.people.write(client, `depois ${n}`);
      while (!(await isDelivered(telegram, `depois ${n}`))) await delay(LOOK_MS);
      took.push(performance.now() - killedAt);
      active = standby;
    }
    const seconds = took.map((ms) => (ms / 1000).toFixed(1)).join(', ');
    console.log(`from the kill of the desk that works to the next delivery: ${seconds} s`);
  } finally {
    await active.kill('SIGKILL');
    if (standby !== active) await standby.kill('SIGKILL');
    await telegram.close();
    await store.close();
  }
}

const isDelivered = async ({ told }: Telegram, text: string): Promise<boolean> =>
  (await told.calls()).some((call) => call.ok && call.text === text);
