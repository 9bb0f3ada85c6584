import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { testRedis } from '../support/redis.ts';
import { aReception, type Reception } from '../support/reception.ts';
import { ana, aPrivate, message } from '../support/updates.ts';

const redis = testRedis();
const from = { ...ana, username: 'ana_da_loja', language_code: 'qps-ploc' };
const chat = { id: 700, type: 'private' as const, first_name: 'Ana', username: 'ana_da_loja' };

/** Every value of the desk in Redis, as text. */
async function everything(desk: Reception): Promise<string> {
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, '0', '-1'),
    stream: (key) => redis.xrange(key, '-', '+'),
  };
  const keys = await desk.keysInRedis();
  const values = await Promise.all(keys.map(async (key) => read[await redis.type(key)]?.(key)));
  expect(values).not.toContain(undefined);
  return JSON.stringify([keys, values]);
}

/** Ana starts, writes, edits and is set aside; one update cannot be understood. */
async function used(desk: Reception): Promise<void> {
  const said = (text: string, id: number) => message(aPrivate({ message_id: id, text, from, chat }), id);
  await desk.takes(said('/start site', 1), said('oi', 2));
  await desk.takes({
    update_id: 3,
    edited_message: aPrivate({ message_id: 2, text: 'olá', from, chat }),
  } as Update);
  desk.telegram.unknown.add(701);
  const bruno = { ...from, id: 701, first_name: 'Bruno' };
  await desk.takes(message(aPrivate({ text: 'oi', from: bruno, chat: { ...chat, id: 701 } }), 4));
  await desk.takes({ update_id: 5, message: { ...aPrivate({ from, chat }), text: { no: 'text' } } } as never);
  expect(desk.setAside()).toEqual([701]);
  expect(desk.parkedUpdates()).toHaveLength(1);
}

test('a desk that collects little keeps neither username nor language, nowhere in Redis', async () => {
  const desk = aReception(redis, { collect: 'minimal' });
  await used(desk);
  const kept = await everything(desk);
  expect(kept).toContain('Ana');
  expect(kept).toContain('Bruno');
  expect(kept).not.toContain('ana_da_loja');
  expect(kept).not.toContain('qps-ploc');
});

test('else both are kept with the client', async () => {
  const desk = aReception(redis);
  await used(desk);
  expect((await desk.clients.load(700 as never))?.profile).toEqual({
    firstName: 'Ana',
    lastName: null,
    username: 'ana_da_loja',
    language: 'qps-ploc',
  });
  expect(await everything(desk)).toContain('ana_da_loja');
});

test('what was kept before is forgotten with the next message', async () => {
  const before = aReception(redis);
  await before.takes(message(aPrivate({ text: 'oi', from, chat }), 1));
  const desk = aReception(redis, { desk: before.desk, collect: 'minimal' });
  await desk.takes(message(aPrivate({ message_id: 13, text: 'de novo', from, chat }), 2));
  expect((await desk.clients.load(700 as never))?.profile).toEqual({
    firstName: 'Ana',
    lastName: null,
    username: null,
  });
});
