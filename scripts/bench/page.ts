import type { TextContent } from '../../machines/content.ts';
import type { AgentId, ClientId, MessageNumber } from '../../machines/ids.ts';
import { createDispatchBeside, type Dispatch } from '../../src/actor/dispatch.ts';
import { systemClock } from '../../src/base/clock.ts';
import { writeToClient } from '../../src/features/mirror/effects.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createKeys } from '../../src/store/keys.ts';
import { type BenchWorld, openThreads, openWorld, postsOf } from './world.ts';

const CLIENTS = 30;
const TEXTS = 300;
const SPEED = 20;
const MINUTE_MS = 60_000;
/** Numbers that no text of a client reaches. */
const FIRST_NUMBER = 100_000;

/** 300 texts of 30 clients in the first minute, each answered from the page, at 20 calls a minute in the group. */
export async function benchPage(): Promise<void> {
  const world = await openWorld({ speed: SPEED, limits: 'telegram' });
  try {
    await drain(world);
  } finally {
    await world.close();
  }
}

async function drain(world: BenchWorld): Promise<void> {
  const { telegram, settle } = world;
  const { clients } = await openThreads(world, CLIENTS);
  const posts = await postsOf(world, clients);
  // The budget of calls is full again.
  await systemClock.sleep(MINUTE_MS / SPEED);
  const before = (await telegram.told.calls()).length;
  const writes = Array.from({ length: TEXTS }, (_, n) => {
    const by = clients[(n * 7) % CLIENTS] ?? 0;
    return { by, text: `${by} ${Math.floor(n / CLIENTS)}` };
  });
  const perSecond = (TEXTS * SPEED * 1000) / MINUTE_MS;
  await Promise.all([
    telegram.told.load({ writes, perSecond }),
    answer(pageOf(world), writes, 1000 / perSecond),
  ]);
  await settle();
  const calls = (await telegram.told.calls()).slice(before);
  const inGroup = calls.filter(
    ({ chat, ok, method }) => chat === telegram.groupId && ok && method === 'sendMessage',
  );
  const carrying = inGroup.filter(({ text }) => textsIn(text) > 0);
  const ofPage = inGroup.filter(({ text }) => textsIn(text) === 0);
  const lastTextAt = Math.max(...carrying.map(({ at }) => at));
  const whileBusy = ofPage.filter(({ at }) => at < lastTextAt);
  const minutes =
    (Math.max(...inGroup.map(({ at }) => at)) - Math.min(...inGroup.map(({ at }) => at))) / MINUTE_MS;
  const threads = await Promise.all([...posts].map(([client, post]) => isRight(world, client, post)));
  console.log(
    `${threads.filter((right) => !right).length} of ${CLIENTS} threads are not as they were written`,
  );
  console.log(
    `${carrying.length} calls for ${TEXTS} texts: ${(TEXTS / carrying.length).toFixed(1)} texts a call`,
  );
  console.log(
    `${ofPage.length} further calls for ${TEXTS} answers: ${(ofPage.length / TEXTS).toFixed(2)} a call each`,
  );
  console.log(`${whileBusy.length} of these while texts of clients waited`);
  console.log(`drained in ${minutes.toFixed(1)} minutes`);
}

/** Commands of another process than the desk. */
const pageOf = ({ redis, telegram }: BenchWorld): Dispatch =>
  createDispatchBeside(
    createClientStore(redis, createKeys(Number.parseInt(telegram.token, 10)), {
      logDays: 90,
      reportDays: 400,
    }),
  );

async function answer(
  dispatch: Dispatch,
  writes: { by: number; text: string }[],
  everyMs: number,
): Promise<void> {
  const author = { id: 900 as AgentId, name: 'Bia' };
  for (const [index, { by, text }] of writes.entries()) {
    await systemClock.sleep(everyMs);
    const content: TextContent = { kind: 'text', text: `re ${text}`, entities: [] };
    const number = (FIRST_NUMBER + index) as MessageNumber;
    await dispatch({
      id: `page ${index}`,
      owner: by as ClientId,
      actor: { kind: 'agent', id: author.id },
      at: systemClock.now(),
      effects: [writeToClient({ number, content, author })],
    });
  }
}

const wordsOf = (text: string | null | undefined): string[] =>
  (text ?? '').split('\n').map((line) => line.replace(/^(?:👤|🙋) [^:]+: /u, ''));

const textsIn = (text: string | null): number =>
  wordsOf(text).filter((line) => /^\d{6,} \d+$/.test(line)).length;

/** The texts and the answers of one client, each once and in order. */
async function isRight({ telegram }: BenchWorld, client: number, post: number): Promise<boolean> {
  const lines = (await telegram.views.thread(post, 1000)).flatMap(({ text }) => wordsOf(text));
  const own = (opening: string) => lines.filter((line) => line.startsWith(`${opening}${client} `));
  const expected = (opening: string) =>
    Array.from({ length: TEXTS / CLIENTS }, (_, n) => `${opening}${client} ${n}`);
  const foreign = lines.some((line) => /^(?:re )?\d{6,} \d+$/.test(line) && !line.includes(`${client} `));
  return !foreign && own('').join() === expected('').join() && own('re ').join() === expected('re ').join();
}
