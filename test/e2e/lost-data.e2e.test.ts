import { expect, test } from 'vitest';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';

/** Deletes all data of the desk, like a restart of a Redis without persistence. */
async function empty({ redis, keys }: TestDesk): Promise<void> {
  const found = await redis.keys(keys.everything);
  if (found.length > 0) await redis.del(...found);
}

test('a Redis that loses its data under a running desk ends it, before a client is taken for a new one', async () => {
  await using desk = await deskWith('ana');
  await empty(desk);
  desk.client('ana').writes('de novo');
  await expect(desk.running()).rejects.toThrow(/data of this desk is gone/);
  await desk.stop();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.sandbox.pending().updates).toBe(1);
  expect(await desk.redis.exists(desk.keys.poison)).toBe(0);
});

test('nobody has to write for it: the connection that comes back is enough', async () => {
  await using desk = await deskWith('ana');
  await empty(desk);
  desk.line().disconnect(true);
  await expect(desk.running()).rejects.toThrow(/data of this desk is gone/);
});

test('a connection that comes back to the same data changes nothing', async () => {
  await using desk = await deskWith('ana');
  desk.line().disconnect(true);
  desk.client('ana').writes('ainda aqui');
  await eventually(() => expect(desk.thread('ana')).toEqual(['oi', 'ainda aqui']));
});
