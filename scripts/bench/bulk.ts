import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientId, EpochMs } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { audienceOf, orderBroadcast } from '../../src/features/campaigns/broadcast.ts';
import { createCampaigns } from '../../src/store/campaigns.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createKeys } from '../../src/store/keys.ts';
import { conversation } from './conversation.ts';
import { type DeskProcess, startDeskProcess } from './desk-process.ts';
import { percentile } from './percentile.ts';
import { openTelegram, type Telegram } from './telegram.ts';
import { type BenchRedis, openRedis, openThreads, postsOf, quiet } from './world.ts';

const CLIENTS = 50;
const PER_SECOND = 10;
const SECONDS = 15;
const WAITING = 10_000;
/** The first clients are people of the sandbox. The others are copies in Redis without a person. */
const TOLD = 1500;
/** After a start the copies have a turn too. Telegram refuses each, and the log stays quiet. */
const QUIET = { LOG_LEVEL: 'fatal' };
const FIRST_COPY = 1_000_000_000;
const NEWS = 'Olá, {{ contact.first_name }}! Nos dias 24 e 31 o atendimento vai só até as 12h. Boas festas!';

/** Conversations beside 10 000 waiting broadcasts: latency, memory, start. */
export async function benchBulk(): Promise<void> {
  const store = await openRedis();
  const telegram = await openTelegram();
  const keys = createKeys(Number(telegram.token.split(':')[0]));
  let desk = startDeskProcess(telegram, store.socketPath, QUIET);
  try {
    const settle = () => quiet(telegram);
    await firstLook(telegram);
    const { agent, clients } = await openThreads({ telegram, settle }, CLIENTS);
    const posts = await postsOf({ telegram }, clients);
    const people: number[] = [];
    for (let n = 0; n < TOLD; n += 1) people.push(await telegram.people.add({ firstName: `Pessoa ${n}` }));
    for (const id of people) await telegram.people.start(id);
    await settle();

    const talk = async (beginning: string) => {
      const writes = conversation({ agent, clients, posts }, PER_SECOND * SECONDS, beginning);
      await telegram.told.load({ writes, perSecond: PER_SECOND });
      await delay(1000);
      const took = await telegram.told.latencies(beginning);
      console.log(
        `${took.length} of ${writes.length} texts at ${PER_SECOND}/s, ${beginning}: p50 ${percentile(took, 50)} ms, p99 ${percentile(took, 99)} ms, most ${percentile(took, 100)} ms`,
      );
    };
    await talk('nothing else to send');
    console.log(`start with nothing to send: ${await startsAnew('bom dia')}`);

    const copies = Array.from({ length: WAITING - TOLD }, (_, n) => FIRST_COPY + n);
    const batch = store.redis.pipeline();
    for (const id of copies)
      batch.copy(keys.client((people[0] ?? 0) as ClientId), keys.client(id as ClientId));
    await batch.exec();
    await delay(3000);
    const before = { desk: megabytes(desk), redis: await usedMemory(store) };
    const orderedInMs = await order(store, keys, [...people, ...copies]);
    const orderedAt = performance.now();
    while ((await told(telegram)) === 0) await delay(5);
    console.log(
      `${WAITING} ordered in ${seconds(orderedInMs)}; the first was told ${seconds(performance.now() - orderedAt)} later`,
    );
    const bytes = ((await usedMemory(store)) - before.redis) / WAITING;
    const toldBefore = await told(telegram);
    const startedAt = performance.now();
    await talk('while they wait');
    const perSecond = ((await told(telegram)) - toldBefore) / ((performance.now() - startedAt) / 1000);
    console.log(`at the same time ${perSecond.toFixed(1)} broadcasts a second`);
    console.log(
      `memory: ${bytes.toFixed(0)} bytes each in Redis; the desk ${before.desk} MB before, ${megabytes(desk)} MB with them`,
    );
    console.log(
      `start with ${await store.redis.zcard(keys.owners)} waiting: ${await startsAnew('boa tarde')}`,
    );

    /** A text written while the desk is away, and the delay after the start. */
    async function startsAnew(text: string): Promise<string> {
      await desk.kill('SIGTERM');
      await telegram.people.write(clients[0] ?? 0, text);
      const from = performance.now();
      desk = startDeskProcess(telegram, store.socketPath, QUIET);
      while (!(await telegram.told.calls()).some((call) => call.ok && call.text === text)) await delay(5);
      return `${seconds(performance.now() - from)} to the delivery of a text from before the start`;
    }
  } finally {
    await desk.kill('SIGKILL');
    await telegram.close();
    await store.close();
  }
}

/** Orders a broadcast like `npm run broadcast`. */
async function order(
  { redis }: BenchRedis,
  keys: ReturnType<typeof createKeys>,
  ids: number[],
): Promise<number> {
  const clients = createClientStore(redis, keys, { logDays: 90, reportDays: 400 });
  const campaigns = createCampaigns(redis, keys, 90);
  const dispatch = createDispatchBeside(clients);
  const startedAt = performance.now();
  const { reached } = await audienceOf(ids as ClientId[], clients);
  await orderBroadcast(
    { name: 'festas', text: NEWS },
    reached,
    { keys, campaigns, dispatch },
    Date.now() as EpochMs,
  );
  return performance.now() - startedAt;
}

async function firstLook({ told }: Telegram): Promise<void> {
  while (!(await told.calls()).some(({ method }) => method === 'getUpdates')) await delay(20);
}

const told = async (telegram: Telegram): Promise<number> =>
  (await telegram.told.calls()).filter(({ ok, text }) => ok && text?.includes('Boas festas!') === true)
    .length;

const usedMemory = async ({ redis }: BenchRedis): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);

function megabytes({ child }: DeskProcess): string {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024).toFixed(0);
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
