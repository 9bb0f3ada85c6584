import { expect, test } from 'vitest';
import type { Owner, Priority, ThreadMessageId } from '../../machines/ids.ts';
import type { Command } from '../../src/actor/command.ts';
import { type Commitment, createDispatch, type Dispatch } from '../../src/actor/dispatch.ts';
import type { ClientStore } from '../../src/actor/ports.ts';
import { ConflictError, DefectError } from '../../src/base/errors.ts';
import { seed } from '../support/random.ts';
import { anotherRedis, testRedis } from '../support/redis.ts';
import { client, type DeskStores, deskStores, T0, user, wrote } from '../support/stores.ts';

const redis = testRedis();

type Process = { dispatch: Dispatch; committed: Commitment[]; applied: Owner[]; troubles: unknown[] };

/** A process of the desk, with separate mailboxes and a separate connection. */
function aProcess(desk: DeskStores, store: ClientStore = desk.clients): Process {
  const told: Omit<Process, 'dispatch'> = { committed: [], applied: [], troubles: [] };
  const dispatch = createDispatch({
    store,
    onCommitted: (commitment) => told.committed.push(commitment),
    onBehind: (owner) => told.applied.push(owner),
    waitOut: async (error) => {
      told.troubles.push(error);
      return error instanceof ConflictError;
    },
  });
  return { dispatch, ...told };
}

const event = (id: string, what: NonNullable<Command['event']>): Command => ({
  id,
  at: T0,
  owner: user(700),
  actor: { kind: 'agent', id: null },
  event: what,
});

const relayed = async (desk: DeskStores, owner: number) =>
  (await desk.outbox.waiting(user(owner))).entries.flatMap(({ effect }) =>
    effect.kind === 'relayToThread' ? [effect.from as number] : [],
  );

test('two processes that change one client at once lose nothing, and nothing happens twice', async () => {
  const one = deskStores(redis);
  const two = deskStores(anotherRedis(), one.desk);
  const processes = [aProcess(one), aProcess(two)];
  const perProcess = 60;
  const numbers = (process: number) => Array.from({ length: perProcess }, (_, n) => process * 1000 + n);
  await Promise.all(
    processes.flatMap((thisOne, process) =>
      numbers(process).flatMap((message) => {
        const command = wrote(700, message);
        // Some arrive twice, at either process.
        const other = processes[1 - process] ?? thisOne;
        const isRepeated = (message * 31 + seed) % 4 === 0;
        return isRepeated
          ? [thisOne.dispatch(command), other.dispatch(command)]
          : [thisOne.dispatch(command)];
      }),
    ),
  );
  const record = await one.clients.load(client(700));
  expect(record?.version, `seed ${seed}`).toBe(2 * perProcess);
  const order = await relayed(one, 700);
  expect([...order].sort((a, b) => a - b)).toEqual([...numbers(0), ...numbers(1)]);
  const committed = processes.flatMap((process) => process.committed);
  expect(committed).toHaveLength(2 * perProcess);
  const versions = committed.map((commitment) => commitment.record?.version ?? 0).sort((a, b) => a - b);
  expect(versions).toEqual(Array.from({ length: 2 * perProcess }, (_, n) => n + 1));
});

test('each process keeps the order of its own commands for a client', async () => {
  const one = deskStores(redis);
  const two = deskStores(anotherRedis(), one.desk);
  const processes = [aProcess(one), aProcess(two)];
  await Promise.all(
    processes.flatMap(({ dispatch }, process) =>
      Array.from({ length: 40 }, (_, n) => dispatch(wrote(700, process * 1000 + n))),
    ),
  );
  const order = await relayed(one, 700);
  expect(order.filter((n) => n < 1000)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  expect(order.filter((n) => n >= 1000)).toEqual(Array.from({ length: 40 }, (_, n) => 1000 + n));
});

test('the same command twice is applied once, in this process or another', async () => {
  const desk = deskStores(redis);
  const first = aProcess(desk);
  const second = aProcess(deskStores(anotherRedis(), desk.desk));
  const command = wrote(700, 1);
  const answers = await Promise.all([first.dispatch(command), first.dispatch(command)]);
  expect([...answers, await second.dispatch(command)]).toEqual(['committed', 'applied', 'applied']);
  expect(first.applied).toEqual([700]);
  expect(second.applied).toEqual([700]);
  expect(await relayed(desk, 700)).toEqual([1]);
  expect((await desk.clients.load(client(700)))?.version).toBe(1);
});

test('what was committed is told with its record and its entries', async () => {
  const desk = deskStores(redis);
  const { dispatch, committed } = aProcess(desk);
  await dispatch(wrote(700, 1));
  await dispatch({
    id: 'x',
    at: T0,
    owner: user(700),
    actor: { kind: 'desk' },
    effects: [{ kind: 'say', to: 'owner', text: [{ key: 'help-agent' }] }],
  });
  expect(committed).toMatchObject([
    { owner: 700, record: { version: 1 }, settled: [], journal: { command: 'u1:1:700' } },
    { owner: 700, record: null, added: [{ effect: { kind: 'say' } }] },
  ]);
  expect(committed[0]?.added.map(({ effect }) => effect.kind)).toContain('relayToThread');
  const stored = (await desk.outbox.waiting(user(700))).entries;
  expect(committed.flatMap(({ added }) => added)).toEqual(stored);
});

/** A store with answers on demand. */
function held(store: ClientStore) {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    open: () => open(),
    store: {
      ...store,
      commit: async (commit) => {
        if (commit.owner === user(700)) await gate;
        return store.commit(commit);
      },
    } satisfies ClientStore,
  };
}

test('a client whose commit is slow holds up no other client', async () => {
  const desk = deskStores(redis);
  const { store, open } = held(desk.clients);
  const { dispatch, committed } = aProcess(desk, store);
  const slow = [dispatch(wrote(700, 1)), dispatch(wrote(700, 2))];
  await Promise.all([dispatch(wrote(701, 3)), dispatch(wrote(702, 4))]);
  expect(new Set(committed.map(({ owner }) => owner))).toEqual(new Set([701, 702]));
  open();
  await Promise.all(slow);
  expect(await relayed(desk, 700)).toEqual([1, 2]);
});

test('while the store fails nothing overtakes: the order survives the trouble', async () => {
  const desk = deskStores(redis);
  let broken = 3;
  const failing: ClientStore = {
    ...desk.clients,
    commit: async (commit) => {
      if (commit.owner !== user(700)) return desk.clients.commit(commit);
      broken -= 1;
      if (broken === 2) throw new Error('OOM before');
      const committed = await desk.clients.commit(commit);
      // Carried out, but the answer was lost.
      if (broken === 1) throw new Error('OOM after');
      return committed;
    },
  };
  const attempts: number[] = [];
  const dispatch = createDispatch({
    store: failing,
    onCommitted() {},
    onBehind() {},
    waitOut: async (_error, attempt) => {
      attempts.push(attempt);
      await desk.redis.ping();
      return true;
    },
  });
  const answers = await Promise.all([1, 2, 3].map((message) => dispatch(wrote(700, message))));
  expect(attempts).toEqual([1, 2]);
  expect(answers).toEqual(['applied', 'committed', 'committed']);
  expect(await relayed(desk, 700)).toEqual([1, 2, 3]);
});

test('a command that the desk gives up on does not take the next one with it', async () => {
  const desk = deskStores(redis);
  const failing: ClientStore = {
    ...desk.clients,
    commit: async (commit) => {
      if (commit.once === 'u1:1:700') throw new Error('stopping');
      return desk.clients.commit(commit);
    },
  };
  const { dispatch, troubles } = aProcess(desk, failing);
  const answers = await Promise.allSettled([dispatch(wrote(700, 1)), dispatch(wrote(700, 2))]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(troubles).toHaveLength(1);
  await dispatch.idle();
});

test('a defect of the chart is named as one and leaves the client untouched', async () => {
  const desk = deskStores(redis);
  const { dispatch, troubles } = aProcess(desk);
  await dispatch(wrote(700, 1));
  const before = await desk.dump();
  const stored = JSON.parse((await redis.hget(desk.keys.client(user(700)), 's')) ?? '');
  stored.state.value.ticket = 'nowhere';
  await redis.hset(desk.keys.client(user(700)), 'v', '2', 's', JSON.stringify(stored));
  const broken = await desk.dump();
  expect(broken).not.toEqual(before);
  await expect(dispatch(wrote(700, 2))).rejects.toThrow(DefectError);
  expect(troubles).toEqual([]);
  expect(await desk.dump()).toEqual(broken);
});

test('commands without state from both processes take their turn with the others', async () => {
  const desk = deskStores(redis);
  const one = aProcess(desk);
  const two = aProcess(deskStores(anotherRedis(), desk.desk));
  const commands: Command[] = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0
      ? {
          id: `s${n}`,
          at: T0,
          owner: user(700),
          actor: { kind: 'desk' },
          effects: [{ kind: 'say', to: 'owner', text: [{ key: 'help-agent' }] }],
        }
      : n % 3 === 1
        ? wrote(700, n)
        : {
            id: `p${n}`,
            at: T0,
            owner: user(700),
            actor: { kind: 'agent', id: null },
            event: {
              type: 'agent.prioritized',
              message: n as ThreadMessageId,
              priority: ((n % 5) + 1) as Priority,
              by: { id: null, name: 'Bia' },
            },
          },
  );
  await Promise.all(
    [wrote(700, 9000), ...commands].map((command, n) => (n % 2 === 0 ? one : two).dispatch(command)),
  );
  const { entries, record } = await desk.outbox.waiting(user(700));
  expect(entries.filter(({ effect }) => effect.kind === 'say' && effect['to'] === 'owner')).toHaveLength(20);
  expect(entries.filter(({ effect }) => effect.kind === 'relayToThread')).toHaveLength(21);
  const moves = [...one.committed, ...two.committed].filter((commitment) => commitment.record !== null);
  expect(record?.version).toBe(moves.length);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('a look between two commands of a client sees all of the first and nothing of the second', async () => {
  const desk = deskStores(redis);
  const { dispatch } = aProcess(desk);
  const first = dispatch(wrote(700, 1));
  const look = dispatch.between(user(700), () => relayed(desk, 700));
  const second = dispatch(wrote(700, 2));
  await Promise.all([first, second]);
  expect(await look).toEqual([1]);
});

test('a kept record never lets a command vanish: the record is read again first', async () => {
  const one = deskStores(redis);
  const two = deskStores(anotherRedis(), one.desk);
  const [here, there] = [aProcess(one), aProcess(two)];
  const by = { id: null, name: 'Bia' };
  await here.dispatch(wrote(700, 1));
  await here.dispatch(event('ban', { type: 'agent.banned', message: 31 as ThreadMessageId, by }));
  expect(one.clients.recent(client(700))?.state.value.ticket).toBe('banned');
  await there.dispatch(
    event('lift', { type: 'agent.prioritized', message: 32 as ThreadMessageId, priority: 2, by }),
  );
  await here.dispatch(wrote(700, 2));
  expect(await relayed(one, 700)).toEqual([1, 2]);
});

test('a lost connection forgets the kept records', async () => {
  const own = anotherRedis();
  const desk = deskStores(own);
  await aProcess(desk).dispatch(wrote(700, 1));
  expect(desk.clients.recent(client(700))?.version).toBe(1);
  own.disconnect(true);
  await own.ping();
  expect(desk.clients.recent(client(700))).toBeNull();
});
