import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Update } from 'grammy/types';
import { expect, inject, test } from 'vitest';
import { compiled } from '../support/desk-process.ts';
import { randomFrom, seed } from '../support/random.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';
import { client, deskStores, user } from '../support/stores.ts';
import { ADMIN, COMMENTS, type Recorded, telegramInRedis } from '../support/telegram-in-redis.ts';
import { ana, aPrivate, CHANNEL_ID, GROUP_ID } from '../support/updates.ts';

const redis = testRedis();
const KILLS = 8;
/** Two stories of some twenty processes each. */
const LIMIT_MS = 360_000;
const CLIENTS = [701, 702, 703, 704, 705];

async function live(desk: number, lifeNumber: number, steps: number): Promise<'killed' | 'done'> {
  const args = [
    compiled('test/support/crash-desk.ts'),
    inject('redisSocket'),
    String(desk),
    String(lifeNumber),
    String(steps),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (data: Buffer) => {
    complaints += data.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return 'killed';
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  return 'done';
}

/** A story of many lives: in each some more is written, and each is cut off somewhere. */
async function story(start: number) {
  const { next } = randomFrom(start);
  const random = (below: number): number => Math.floor(next() * below);
  const stores = deskStores(redis, freshDeskId());
  const telegram = telegramInRedis(redis, stores.desk);
  const written = new Map<number, string[]>(CLIENTS.map((id) => [id, []]));
  let messages = 0;
  const writeSome = (count: number): Promise<void> => {
    const updates = Array.from({ length: count }, () => {
      const id = CLIENTS[random(CLIENTS.length)] ?? 0;
      messages += 1;
      const text = `m${messages}`;
      written.get(id)?.push(text);
      const chat = { id, type: 'private' as const, first_name: 'Ana' };
      return { message: aPrivate({ message_id: messages, from: { ...ana, id }, chat, text }) };
    });
    return telegram.queue(updates as Omit<Update, 'update_id'>[]);
  };
  let kills = 0;
  for (let life = 1; kills < KILLS; life += 1) {
    await writeSome(4 + random(6));
    if ((await live(stores.desk, life, 1 + random(random(3) === 0 ? 400 : 120))) === 'killed') kills += 1;
  }
  await writeSome(5);
  expect(await live(stores.desk, 1000, Infinity)).toBe('done');
  return { stores, written, calls: await telegram.calls() };
}

const textOf = ({ call }: Recorded): string =>
  call.method === 'sendMessage' ? call.params.text : call.method;

/** Without repetitions in a row. */
const onceEach = (texts: string[]): string[] => texts.filter((text, n) => text !== texts[n - 1]);

test.concurrent.each([seed, seed + 1])(
  'a desk that is killed again and again loses nothing and mixes nothing up (seed %i)',
  async (start) => {
    const { stores, written, calls } = await story(start);
    const sends = calls.filter(({ call }) => call.method === 'sendMessage');
    const to = (chat: number) => sends.filter(({ call }) => call.params.chat_id === chat);

    for (const [id, texts] of written) {
      const posts = to(CHANNEL_ID).filter((post) => textOf(post).includes(` ${id} 👤`));
      expect(posts.map(textOf), `posts of ${id}`).toHaveLength(texts.length === 0 ? 0 : 1);
      if (texts.length === 0) continue;
      const record = await stores.clients.load(client(id));
      const root = record?.state.context.thread.root;
      expect(record?.state.value.thread).toBe('ready');
      expect(record?.shown).toEqual({
        glyph: '🟦',
        name: 'Ana',
        ticket: expect.any(Number) as number,
        pinned: true,
        away: false,
      });

      const inThread = to(GROUP_ID).filter(
        ({ call }) => 'reply_parameters' in call.params && call.params.reply_parameters?.message_id === root,
      );
      expect(onceEach(inThread.map(textOf)), `thread of ${id}`).toEqual(texts);
      const private_ = onceEach(to(id).map(textOf));
      expect(private_.slice(0, 1)).toEqual([expect.stringContaining('Olá, Ana!')]);
      expect(private_.slice(1), `chat of ${id}`).toEqual(COMMENTS);

      const journal = await stores.journal.last(user(id), 10_000);
      // Without copies from comments before the commit of the copy.
      const applied = journal.map(({ command }) => command).filter((command) => /^\d+:\d/.test(command));
      expect(new Set(applied).size).toBe(applied.length);
      // The journal keeps the newest rows; the markers of all commands stay for two days.
      const markers = await redis.keys(stores.keys.applied(`*:*:${id}`));
      expect(markers.filter((key) => /:\d+:\d+:\d+$/.test(key))).toHaveLength(
        texts.length + COMMENTS.length + 1,
      );
      expect(await stores.outbox.parked(user(id))).toEqual([]);
    }
    expect(await stores.outbox.owners()).toEqual([]);
    expect(await stores.intake.parkedCount()).toBe(0);

    // A kill cuts at most one call per lane, and no other call is repeated.
    const seen = new Set<string>();
    const repeated = new Map<number, number>();
    for (const { life, call } of sends) {
      const what = JSON.stringify(call);
      const lane = call.params.chat_id;
      if (seen.has(what)) repeated.set(lane, (repeated.get(lane) ?? 0) + 1);
      seen.add(what);
      expect(repeated.get(lane) ?? 0, `repetitions in ${lane}`).toBeLessThanOrEqual(
        Math.min(life - 1, KILLS),
      );
    }
    const told = new Set(to(ADMIN).map(({ call }) => JSON.stringify(call)));
    expect(told.size).toBe([...written.values()].filter((texts) => texts.length > 0).length);
  },
  LIMIT_MS,
);
