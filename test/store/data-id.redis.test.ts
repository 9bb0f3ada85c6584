import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainFileError } from '../../src/base/file-error.ts';
import { SetupError } from '../../src/base/errors.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { DATA_VERSION, missesDataId, claimDataId, type DataIdOptions } from '../../src/store/data-id.ts';
import { newDir } from '../support/embedded-redis.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, deskStores, KEPT } from '../support/stores.ts';

const redis = testRedis();

function aDesk() {
  const { keys } = deskStores(redis);
  const file = join(newDir(), 'new folder', 'desk-1');
  const notKept: unknown[] = [];
  const starts = (options: Partial<DataIdOptions> = {}) =>
    claimDataId(redis, keys, {
      file,
      onNotKept: (error) => notKept.push(error),
      servedBefore: async () => false,
      acceptsLoss: false,
      ...options,
    });
  return { keys, file, starts, notKept };
}

test('a desk keeps its data id, start after start, on any machine', async () => {
  const { file, starts } = aDesk();
  const dataId = await starts();
  expect(await starts()).toBe(dataId);
  expect(await starts({ file: join(newDir(), 'desk-1') })).toBe(dataId);
  expect(await starts({ file: null })).toBe(dataId);
  expect(readFileSync(file, 'utf8').trim()).toBe(dataId.split(' ')[0]);
});

test('a Redis that was emptied is not taken for a new desk, until people say that it is one', async () => {
  const { keys, starts } = aDesk();
  const dataId = await starts();
  await redis.del(keys.dataId);
  await expect(starts()).rejects.toThrow(SetupError);
  await expect(starts()).rejects.toThrow(/is empty.*Restore.*npm start -- --accept-data-loss/);
  expect(await redis.exists(keys.dataId)).toBe(0);
  const another = await starts({ acceptsLoss: true });
  expect(another).not.toBe(dataId);
  expect(await starts()).toBe(another);
  expect(await starts({ acceptsLoss: true })).toBe(another);
});

test('nor on a machine that remembers nothing, when Telegram knows the desk', async () => {
  const { keys, starts } = aDesk();
  const servedBefore = async () => true;
  await expect(starts({ servedBefore })).rejects.toThrow(/is empty.*npm start -- --accept-data-loss/);
  expect(await redis.exists(keys.dataId)).toBe(0);
  const dataId = await starts({ servedBefore, acceptsLoss: true });
  expect(await starts({ servedBefore })).toBe(dataId);
});

test('the data of another installation is refused', async () => {
  const { keys, starts } = aDesk();
  await starts();
  await redis.set(keys.dataId, `another ${DATA_VERSION}`);
  await expect(starts()).rejects.toThrow(/another installation/);
});

test('data that a newer or an older program wrote is refused, with what to do', async () => {
  const { keys, starts } = aDesk();
  const dataId = await starts();
  const [id] = dataId.split(' ');
  await redis.set(keys.dataId, `${id} ${DATA_VERSION + 1}`);
  await expect(starts()).rejects.toThrow(/newer version of Balcão/);
  await redis.set(keys.dataId, `${id} 3`);
  await expect(starts()).rejects.toThrow(/older version of Balcão.*begin with an empty Redis/);
  expect(await redis.get(keys.dataId)).toBe(`${id} 3`);
  await redis.rename(keys.dataId, keys.formerDataId);
  await expect(starts()).rejects.toThrow(/older version of Balcão.*version 3/);
});

test.each([
  ['lost its data', null, /is empty/],
  ['holds what is not ours', 'another 1', /another installation/],
] as const)('a Redis that %s takes nothing more', async (_how, found, words) => {
  const { keys, starts } = aDesk();
  const dataId = await starts();
  const clients = createClientStore(redis, keys, KEPT, undefined, dataId);
  const commit = aCommit({
    once: 'u1',
    effects: [{ kind: 'say', to: 'owner', text: [{ key: 'help-agent' }] }],
  });
  if (found === null) await redis.del(keys.dataId);
  else await redis.set(keys.dataId, found);
  await expect(clients.commit(commit)).rejects.toThrow(words);
  expect(await redis.exists(keys.owners)).toBe(0);
  expect(await missesDataId(redis, keys, dataId)).toBeInstanceOf(SetupError);
  await redis.set(keys.dataId, dataId);
  expect(await missesDataId(redis, keys, dataId)).toBeNull();
  expect(await clients.commit(commit)).toMatchObject({ status: 'committed' });
});

test('an older program that is running when a newer one takes over stops writing', async () => {
  const { keys, starts } = aDesk();
  const dataId = await starts();
  const clients = createClientStore(redis, keys, KEPT, undefined, dataId);
  await redis.set(keys.dataId, `${dataId.split(' ')[0]} ${DATA_VERSION + 1}`);
  await expect(clients.commit(aCommit({ once: 'u1' }))).rejects.toThrow(/newer version/);
});

test('a desk that may not write its folder starts all the same, and says which path', async () => {
  const { starts, notKept } = aDesk();
  const parent = join(newDir(), 'a file');
  writeFileSync(parent, '');
  const file = join(parent, 'desk-1');
  const dataId = await starts({ file });
  expect(await starts({ file })).toBe(dataId);
  expect(String(explainFileError(notKept[0], parent))).toMatch(
    /a file.* cannot be used: .*Move the file away, or set DATA_DIR/,
  );
});
