import { percentile } from './percentile.ts';
import type { MadeCall } from './telegram.ts';
import { type BenchWorld, openThreads, openWorld, postsOf } from './world.ts';

const CLIENTS = 30;
const TEXTS = 300;
const ANSWERS = 120;
const SPEED = 20;
const MINUTE_MS = 60_000;
const PER_MINUTE = 20;

/** 300 texts of 30 clients in the first minute, at 20 calls a minute. Then again while agents answer. */
export async function benchBudget(): Promise<void> {
  for (const answers of [0, ANSWERS]) {
    const world = await openWorld({ speed: SPEED, limits: 'telegram' });
    try {
      await drain(world, answers);
    } finally {
      await world.close();
    }
  }
}

async function drain(world: BenchWorld, answers: number): Promise<void> {
  const { telegram, settle } = world;
  const { agent, clients } = await openThreads(world, CLIENTS);
  const posts = await postsOf(world, clients);
  // The budget of calls is full again.
  await new Promise((resolve) => setTimeout(resolve, MINUTE_MS / SPEED));
  const before = (await telegram.told.calls()).length;
  const writes = Array.from({ length: TEXTS }, (_, n) => {
    const by = clients[(n * 7) % CLIENTS] ?? 0;
    return { by, text: `${by} ${Math.floor(n / CLIENTS)}` };
  });
  const replies = Array.from({ length: answers }, (_, n) => ({
    by: agent,
    post: posts.get(clients[n % CLIENTS] ?? 0) ?? 0,
    text: `resposta ${n}`,
  }));
  const perSecond = (TEXTS * SPEED * 1000) / MINUTE_MS;
  await Promise.all([
    telegram.told.load({ writes, perSecond }),
    telegram.told.load({ writes: replies, perSecond: (answers * perSecond) / TEXTS }),
  ]);
  await settle();
  const calls = (await telegram.told.calls()).slice(before);
  await report(world, calls, posts, answers);
}

async function report(
  { telegram }: BenchWorld,
  calls: MadeCall[],
  posts: Map<number, number>,
  answers: number,
): Promise<void> {
  const sends = calls.filter(({ method, text }) => method === 'sendMessage' && !isAnswer(text));
  const made = sends.filter(({ ok }) => ok);
  const refused = calls.filter(({ code }) => code === 429);
  const inGroup = refused.filter(({ chat }) => chat === telegram.groupId).length;
  const startedAt = Math.min(...sends.map(({ at }) => at));
  const minutes = (Math.max(...made.map(({ at }) => at)) - startedAt) / MINUTE_MS;
  const overload = made.filter(({ at }) => at > startedAt + MINUTE_MS / 2);
  const carried = overload.reduce((sum, { text }) => sum + (text ?? '').split('\n').length, 0);
  // Best case: all texts of a client leave as one message in the second minute, when all have arrived.
  const ideal = 1 + Math.max(0, Math.ceil(CLIENTS / PER_MINUTE) - 1);
  console.log(answers === 0 ? 'clients write' : `clients write, and agents answer ${answers} times`);
  console.log(`  ${await wrong(telegram, posts)} of ${CLIENTS} threads are not as they were written`);
  console.log(
    `  ${made.length} calls for ${TEXTS} texts, ${refused.length} refused with 429, of which ${inGroup} in the group`,
  );
  console.log(`  ${(carried / overload.length).toFixed(1)} messages per call once the budget is used up`);
  console.log(
    `  drained in ${minutes.toFixed(1)} minutes, ideal ${ideal}: ${(minutes / ideal).toFixed(2)} times`,
  );
  if (answers > 0) {
    const took = await telegram.told.latencies('resposta');
    console.log(
      `  ${took.length} answers, agent → client: p50 ${percentile(took, 50)} ms, p95 ${percentile(took, 95)} ms`,
    );
  }
}

const isAnswer = (text: string | null): boolean => text?.startsWith('resposta') ?? false;

/** Threads with a text missing, doubled, out of order or of another client. */
async function wrong({ views }: BenchWorld['telegram'], posts: Map<number, number>): Promise<number> {
  let count = 0;
  for (const [client, post] of posts) {
    const thread = await views.thread(post, 1000);
    const said = thread
      .flatMap(({ text = '' }) => text.split('\n'))
      .filter((line) => line.startsWith(`${client} `));
    const others = thread.some(({ text = '' }) => /^\d{9}/m.test(text) && !text.includes(`${client} `));
    const whole = Array.from({ length: TEXTS / CLIENTS }, (_, n) => `${client} ${n}`);
    if (others || said.join() !== whole.join()) count += 1;
  }
  return count;
}
