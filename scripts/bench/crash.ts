import { setTimeout as delay } from 'node:timers/promises';
import { startDeskProcess } from './desk-process.ts';
import { openTelegram, type Telegram } from './telegram.ts';
import { openRedis, openThreads, postsOf, quiet } from './world.ts';

const KILLS = 20;
const CLIENTS = 20;
const PER_SECOND = 100;
/** Random lifetime of a desk after the start. */
const LIFE_MS = { least: 1500, most: 3500 };

/** Kills the desk at random moments under a steady load. Counts texts lost, doubled, out of order. */
export async function benchCrash(): Promise<void> {
  const store = await openRedis();
  const telegram = await openTelegram();
  try {
    let desk = startDeskProcess(telegram, store.socketPath);
    const settle = () => quiet(telegram);
    const { agent, clients } = await openThreads({ telegram, settle }, CLIENTS);
    const posts = await postsOf({ telegram }, clients);
    const seconds = (KILLS * (LIFE_MS.least + LIFE_MS.most)) / 2 / 1000;
    const count = Math.floor((seconds * PER_SECOND) / CLIENTS / 2);
    const writes = Array.from({ length: count }, (_, n) =>
      clients.flatMap((client) => [
        { by: client, text: `${client} ${n}` },
        { by: agent, post: posts.get(client) ?? 0, text: `${client} r${n}` },
      ]),
    ).flat();
    const loaded = telegram.told.load({ writes, perSecond: PER_SECOND });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(LIFE_MS.least + Math.random() * (LIFE_MS.most - LIFE_MS.least));
      await desk.kill('SIGKILL');
      desk = startDeskProcess(telegram, store.socketPath);
    }
    await loaded;
    await quiet(telegram);
    await desk.kill('SIGTERM');
    await report(telegram, posts, count);
  } finally {
    await telegram.close();
    await store.close();
  }
}

async function report({ views }: Telegram, posts: Map<number, number>, count: number): Promise<void> {
  const threads: Seen[] = [];
  const chats: Seen[] = [];
  for (const [client, post] of posts) {
    const thread = (await views.thread(post, 1_000_000)).flatMap(({ text = '' }) => text.split('\n'));
    const chat = (await views.private(client, 1_000_000)).flatMap(({ text = '' }) => text.split('\n'));
    const own = thread.filter((line) => line.startsWith(`${client} `) && !line.includes('r'));
    threads.push(judge(own, count));
    const answers = chat.filter((line) => line.startsWith(`${client} r`));
    chats.push(judge(answers, count));
  }
  const all = sum([...threads, ...chats]);
  // The group is a lane; each private chat is a lane.
  const most = Math.max(sum(threads).doubled, ...chats.map(({ doubled }) => doubled));
  const posted = (await views.channel(1_000_000)).length;
  console.log(`${KILLS} kills while ${2 * count * CLIENTS} texts went both ways in ${CLIENTS + 1} lanes:`);
  console.log(`  ${all.lost} lost, ${all.disordered} out of order`);
  console.log(`  ${all.doubled} doubled, in no lane more than ${most} (allowed: ${KILLS}, one a kill)`);
  console.log(`  ${posted - posts.size} posts too many`);
}

type Seen = { lost: number; doubled: number; disordered: number };

function judge(lines: string[], count: number): Seen {
  const numbers = lines.map((line) => Number(/\d+$/.exec(line)?.[0]));
  const once = [...new Set(numbers)];
  return {
    lost: count - once.length,
    doubled: numbers.length - once.length,
    disordered: once.filter((n, index) => index > 0 && n < (once[index - 1] ?? 0)).length,
  };
}

const sum = (seen: Seen[]): Seen => ({
  lost: seen.reduce((total, { lost }) => total + lost, 0),
  doubled: seen.reduce((total, { doubled }) => total + doubled, 0),
  disordered: seen.reduce((total, { disordered }) => total + disordered, 0),
});
