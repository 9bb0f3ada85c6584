import { FIRST_BOARD } from '../../machines/ids.ts';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  ClientId,
  MessageNumber,
  PrivateMessageId,
  ThreadMessageId,
  UserId,
} from '../../machines/ids.ts';
import { createKeys, type Keys } from '../../src/store/keys.ts';
import type { RedisConnection } from '../../src/store/redis.ts';
import { startDeskProcess } from './desk-process.ts';
import { openTelegram, type Telegram } from './telegram.ts';
import { openRedis, openThreads, postsOf, quiet } from './world.ts';

const CLIENTS = 100_000;
const OPEN = 1000;
const BATCH = 1000;
/** Higher than any id of the sandbox. */
const FIRST_COPY = 1_000_000_000;

/** 100 000 clients, 1 000 of them with an open ticket: bytes in Redis, memory of the desk, time to start. */
export async function benchScale(): Promise<void> {
  const store = await openRedis();
  const telegram = await openTelegram();
  const keys = createKeys(Number(telegram.token.split(':')[0]));
  try {
    const empty = await life(telegram, store.socketPath, async () => {});
    let model = 0;
    await life(telegram, store.socketPath, async () => {
      const settle = () => quiet(telegram);
      const { agent, clients } = await openThreads({ telegram, settle }, OPEN + 1);
      model = clients.at(-1) ?? 0;
      const post = (await postsOf({ telegram }, clients)).get(model) ?? 0;
      await telegram.people.comment(agent, post, 'bom dia, como posso ajudar?');
      await telegram.people.comment(agent, post, '/fim');
      await settle();
    });
    const before = await usedMemory(store.redis);
    await copyClient(store.redis, keys, model, CLIENTS - OPEN);
    const bytes = ((await usedMemory(store.redis)) - before) / (CLIENTS - OPEN);
    const full = await life(telegram, store.socketPath, async () => {});
    console.log(`a client who was served once, with two messages: ${bytes.toFixed(0)} bytes in Redis`);
    console.log(
      `memory of the desk: ${empty.megabytes} MB alone, ${full.megabytes} MB with ${CLIENTS} clients`,
    );
    console.log(
      `from the start to the first look for updates: ${empty.seconds} s alone, ${full.seconds} s with them`,
    );
  } finally {
    await telegram.close();
    await store.close();
  }
}

/** Starts a desk and measures until the end. */
async function life(
  { told, ...telegram }: Telegram,
  socketPath: string,
  during: () => Promise<void>,
): Promise<{ seconds: string; megabytes: string }> {
  const polls = async () =>
    (await told.calls()).filter(({ method }) => method === 'getUpdates').at(-1)?.at ?? 0;
  const before = await polls();
  const startedAt = performance.now();
  const desk = startDeskProcess({ told, ...telegram }, socketPath);
  while ((await polls()) === before) await delay(5);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  await during();
  await delay(3000);
  const status = readFileSync(`/proc/${desk.child.pid}/status`, 'utf8');
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  await desk.kill('SIGTERM');
  return { seconds, megabytes: (kilobytes / 1024).toFixed(0) };
}

const usedMemory = async (redis: RedisConnection): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);

const FIRST = 1 as MessageNumber;

/** Copies all data of a client under other ids: record, journal, log, versions, post. */
async function copyClient(redis: RedisConnection, keys: Keys, model: number, times: number): Promise<void> {
  const of = (client: number) => [
    keys.client(client as ClientId),
    keys.journal(client as UserId),
    keys.membership(FIRST_BOARD, client as UserId),
    keys.log(client as ClientId, FIRST),
    keys.versions(client as ClientId, FIRST),
    keys.privateNumbers(client as ClientId, 1 as PrivateMessageId),
  ];
  const sources = of(model);
  for (let done = 0; done < times; done += BATCH) {
    const batch = redis.pipeline();
    for (let n = done; n < Math.min(done + BATCH, times); n += 1) {
      const id = FIRST_COPY + n * 3;
      for (const [index, target] of of(id).entries()) batch.copy(sources[index] ?? '', target);
      batch.hset(keys.posts, String(id), String(id));
      batch.hset(keys.roots, String(id), String(id));
      for (const message of [id + 1, id + 2] as ThreadMessageId[]) {
        batch.hset(keys.threadNumbers(message), String(message), `${id} 1`);
      }
    }
    await batch.exec();
  }
}
