import { expect, test } from 'vitest';
import { ScriptArguments } from '../../src/store/script-arguments.ts';
import { guardedWrites } from '../../src/store/write.ts';
import { testRedis } from '../support/redis.ts';

const redis = testRedis();

const TEXTS = ['', 'a', 'ção 🟦', '\u001f', 'a\u001fb', '\u001f\u001f', 'a\n b\r\n', '\u0000', '%1[^x]'];

test.each(TEXTS)('a script is given %j as it is', async (text) => {
  const key = `texts:${JSON.stringify(text)}`;
  const field = `field ${text}`;
  expect(await guardedWrites(redis, [{ key, field, is: null }], [['HSET', key, field, text]])).toBe(true);
  expect(await redis.hgetall(key)).toEqual({ [field]: text });
  expect(await guardedWrites(redis, [{ key, field, is: text }], [['HSET', key, 'more', '1']])).toBe(true);
  expect(await guardedWrites(redis, [{ key, field, is: `${text}x` }], [['DEL', key]])).toBe(false);
  expect(await redis.hlen(key)).toBe(2);
});

test('the texts are one argument, unless a text contains the separator', () => {
  const script = new ScriptArguments([]);
  script.text('a');
  script.text('');
  expect(script.args()).toEqual(['a\u001f\u001f']);
  script.text('\u001f');
  expect(script.args()).toEqual(['a', '', '\u001f', '']);
});
