import { createConnection, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, inject, test } from 'vitest';
import { createDispatch } from '../../src/actor/dispatch.ts';
import { connectRedis } from '../../src/store/redis.ts';
import { isRedisTrouble } from '../../src/store/redis-errors.ts';
import { anotherRedis } from '../support/redis.ts';
import { deskStores, user, wrote } from '../support/stores.ts';

/** The shared Redis, behind a wire that breaks once, after so many more bytes of answers. */
async function breakableWire() {
  let leftBytes = Infinity;
  let broken = 0;
  let connections = 0;
  let deaf = 0;
  const wire = createServer((near) => {
    connections += 1;
    const mine = connections;
    const far = createConnection(inject('redisSocket'));
    near.pipe(far);
    far.on('data', (answer) => {
      if (mine <= deaf) return;
      if (answer.length <= leftBytes) {
        leftBytes -= answer.length;
        near.write(answer);
        return;
      }
      near.end(answer.subarray(0, leftBytes), () => near.destroy());
      far.destroy();
      leftBytes = Infinity;
      broken += 1;
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => void wire.listen(0, '127.0.0.1', resolve));
  return {
    port: (wire.address() as AddressInfo).port,
    breakAfter(bytes: number) {
      leftBytes = bytes;
    },
    broken: () => broken,
    /** The open connections stay open, but pass no answer. */
    goSilent() {
      deaf = connections;
    },
    close: () => void wire.close(),
  };
}

test('when the connection breaks in the middle of the answers, every command is applied, once', async () => {
  const wire = await breakableWire();
  const redis = connectRedis(`redis://127.0.0.1:${wire.port}`, () => {});
  const desk = deskStores(redis);
  const dispatch = createDispatch({
    store: desk.clients,
    onCommitted() {},
    onBehind() {},
    waitOut: async (error) => isRedisTrouble(error),
  });
  await dispatch(wrote(700, 1));
  const people = Array.from({ length: 30 }, (_, index) => 800 + index);
  for (const [round, bytes] of [40, 200, 900].entries()) {
    wire.breakAfter(bytes);
    await Promise.all(people.map((person) => dispatch(wrote(person, round + 1))));
  }
  expect(wire.broken()).toBe(3);
  const { outbox } = deskStores(anotherRedis(), desk.desk);
  for (const person of people) {
    const { entries } = await outbox.waiting(user(person));
    const relayed = entries.flatMap(({ effect }) => (effect.kind === 'relayToThread' ? [effect.from] : []));
    expect(relayed).toEqual([1, 2, 3]);
  }
  redis.disconnect();
  wire.close();
});

test('a connection that stays open but brings no answers any more is replaced, and nothing is applied twice', async () => {
  const wire = await breakableWire();
  const redis = connectRedis(`redis://127.0.0.1:${wire.port}`, () => {}, 1000);
  const desk = deskStores(redis);
  const dispatch = createDispatch({
    store: desk.clients,
    onCommitted() {},
    onBehind() {},
    waitOut: async (error) => isRedisTrouble(error),
  });
  await dispatch(wrote(700, 1));
  wire.goSilent();
  await Promise.all([dispatch(wrote(700, 2)), dispatch(wrote(800, 1))]);
  const { outbox } = deskStores(anotherRedis(), desk.desk);
  const relayed = async (person: number) =>
    (await outbox.waiting(user(person))).entries.flatMap(({ effect }) =>
      effect.kind === 'relayToThread' ? [effect.from] : [],
    );
  expect([await relayed(700), await relayed(800)]).toEqual([[1, 2], [1]]);
  redis.disconnect();
  wire.close();
});
