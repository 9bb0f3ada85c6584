import { expect, test } from 'vitest';
import type { ClientId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { audienceOf, orderBroadcast } from '../../src/features/campaigns/broadcast.ts';
import { realClock } from '../../src/sandbox/world/clock.ts';
import { createCampaigns } from '../../src/store/campaigns.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { badGateway, tooMany } from './refusals.ts';

const NEWS = 'Fechamos no dia 24.';

/** Runs a broadcast beside the running desk, like `npm run broadcast`. */
async function broadcast(desk: TestDesk, clients: number[], name = 'natal'): Promise<void> {
  const store = createClientStore(desk.redis, desk.keys, { logDays: 90, reportDays: 400 });
  const dispatch = createDispatchBeside(store);
  const campaigns = createCampaigns(desk.redis, desk.keys, 90);
  const { reached } = await audienceOf(clients as ClientId[], store);
  const deps = { keys: desk.keys, campaigns, dispatch };
  await orderBroadcast({ name, text: NEWS }, reached, deps, desk.clock.now());
}

const told = ({ sandbox }: TestDesk) =>
  sandbox.calls.filter(({ ok, params }) => ok && params['text'] === NEWS);
const textsOf = (desk: TestDesk, name: string) => desk.client(name).texts();
const newsOf = (desk: TestDesk, client: number) =>
  desk.sandbox.views.private(client).filter(({ text }) => text === NEWS).length;

test('200 are told while a client and an agent talk, and Telegram refuses nothing of either', async () => {
  let aheadMs = 0;
  const clock = { ...realClock, now: () => realClock.now() + aheadMs };
  await using desk = await startDesk({ notifyAdmins: false, sandbox: { limits: 'telegram', clock } });
  const passes = (ms: number) => {
    aheadMs += ms;
    desk.pass(ms);
  };
  /** Time that passes between a decision and the end of its call brings the call closer to the next one. */
  const passesBetweenCalls = (ms: number) => {
    if (desk.isAnswered()) passes(ms);
  };
  const crowd: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (let n = 0; n < 20; n += 1) {
      const id = desk.sandbox.people.add({ firstName: `c${round}-${n}` });
      desk.sandbox.people.start(id);
      crowd.push(id);
    }
    await desk.settle();
    passes(1000);
  }
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.agent('bia').comments('ana', 'olá');
  await desk.settle();
  passes(60_000);

  const ana = desk.client('ana').id;
  await broadcast(desk, [...crowd, ana]);
  // An answer after more than a second of the broadcast: a chat takes one message a second.
  for (let n = 0; n < 6; n += 1) {
    await eventually(() => {
      passesBetweenCalls(40);
      expect(told(desk).length).toBeGreaterThan(32 * n);
    });
    desk.client('ana').writes(`pergunta ${n}`);
    desk.agent('bia').comments('ana', `resposta ${n}`);
    await eventually(() => {
      expect(desk.thread('ana')).toContain(`pergunta ${n}`);
      expect(textsOf(desk, 'ana')).toContain(`resposta ${n}`);
    });
  }
  await eventually(() => {
    passesBetweenCalls(40);
    expect(told(desk)).toHaveLength(crowd.length + 1);
  });
  await desk.settle();
  for (const client of [...crowd, ana]) expect(newsOf(desk, client)).toBe(1);
  expect(desk.sandbox.calls.filter(({ error }) => error?.error_code === 429)).toEqual([]);
});

test('a restart in the middle: everybody is told, nobody twice', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  const crowd = Array.from({ length: 40 }, (_, n) => desk.sandbox.people.add({ firstName: `c${n}` }));
  for (const id of crowd) desk.sandbox.people.start(id);
  await desk.settle();
  await broadcast(desk, crowd);
  await eventually(() => {
    desk.pass(40);
    expect(told(desk).length).toBeGreaterThan(10);
  });
  await desk.restart();
  await broadcast(desk, crowd);
  await eventually(() => {
    desk.pass(40);
    for (const client of crowd) expect(newsOf(desk, client)).toBeGreaterThan(0);
  });
  await desk.settle();
  expect(told(desk)).toHaveLength(crowd.length);
});

test('whoever is banned or has left is spared; a Telegram in trouble is waited for', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  for (const name of ['ana', 'bruno', 'carla', 'davi']) desk.client(name).writes('oi');
  await desk.settle();
  desk.agent('bia').comments('bruno', '/ban');
  desk.client('carla').blocks();
  await desk.settle();
  const ids = ['ana', 'bruno', 'carla', 'davi'].map((name) => desk.client(name).id);
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, badGateway);
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.client('davi').id }, tooMany(5));
  await broadcast(desk, ids);
  await eventually(() => {
    desk.pass(1000);
    expect(ids.map((id) => newsOf(desk, id))).toEqual([1, 0, 0, 1]);
  });
  await desk.settle();
  for (const name of ['ana', 'bruno', 'carla', 'davi']) {
    expect(await desk.inspect(name)).toMatchObject({ waiting: [], parked: [] });
  }
});
