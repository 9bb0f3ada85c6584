import { expect, test } from 'vitest';
import type { ClientId, EpochMs } from '../../../machines/ids.ts';
import { createDispatchBeside } from '../../../src/actor/dispatch.ts';
import {
  audienceOf,
  checkName,
  orderBroadcast,
  renderAudience,
  renderOrdered,
} from '../../../src/features/campaigns/broadcast.ts';
import { broadcastOrder, recipientsIn } from '../../../src/features/campaigns/broadcast-order.ts';
import { createCampaigns } from '../../../src/store/campaigns.ts';
import { clientIds } from '../../../src/store/client-ids.ts';
import { testRedis } from '../../support/redis.ts';
import { client, DAY_MS, deskStores, LOG_DAYS, T0, user, wrote } from '../../support/stores.ts';

const redis = testRedis();
const later = (ms: number) => (T0 + ms) as EpochMs;

/** A desk that Ana (700), Bruno (701, banned), and Carla (702, blocked the bot) have written to. */
async function aDesk() {
  const stores = deskStores(redis);
  const dispatch = createDispatchBeside(stores.clients);
  for (const owner of [700, 701, 702]) await dispatch(wrote(owner, 1));
  const by = { id: null, name: 'Bia' };
  await dispatch({
    id: 'ban',
    owner: user(701),
    actor: { kind: 'desk' },
    at: T0,
    event: { type: 'agent.banned', message: 9 as never, by },
  });
  await dispatch({
    id: 'gone',
    owner: user(702),
    actor: { kind: 'desk' },
    at: T0,
    event: { type: 'client.blocked', cause: 'blocked' },
  });
  const campaigns = createCampaigns(redis, stores.keys, LOG_DAYS);
  return {
    ...stores,
    campaigns,
    /** As the program does it. */
    async broadcasts(
      text: string,
      { to, at = T0, name = 'natal' }: { to?: ClientId[]; at?: EpochMs; name?: string } = {},
    ) {
      await checkName(campaigns, name, text, at);
      const audience = await audienceOf(to ?? (await clientIds(redis, stores.keys)), stores.clients);
      return {
        audience,
        done: await orderBroadcast(
          { name, text },
          audience.reached,
          { keys: stores.keys, campaigns, dispatch },
          at,
        ),
      };
    },
    told: async (owner: number) =>
      (await stores.outbox.waiting(user(owner))).entries.flatMap(({ effect }) =>
        effect.kind === 'broadcast' ? [effect] : [],
      ),
  };
}

test('whoever can be reached is told, by name; the others are counted', async () => {
  const desk = await aDesk();
  const { audience, done } = await desk.broadcasts('Olá, {{ contact.first_name }}!<br>Fechamos dia 24.', {
    to: [700, 701, 702, 999].map(client),
  });
  expect(done).toEqual({ ordered: 1, already: 0 });
  expect(renderAudience('natal', audience)).toBe(
    'Campaign "natal": 1 client, at least 1 s.\nLeft out: 1 banned, 1 who blocked the bot or are gone, 1 who never wrote to this desk (999).',
  );
  expect(await desk.told(700)).toEqual([
    {
      kind: 'broadcast',
      bulk: true,
      campaign: 'natal',
      content: { kind: 'text', text: 'Olá, Ana!\nFechamos dia 24.', entities: [] },
    },
  ]);
  for (const owner of [701, 702, 999]) expect(await desk.told(owner)).toEqual([]);
});

test('all are those whom the desk knows', async () => {
  const desk = await aDesk();
  expect(new Set(await clientIds(redis, desk.keys))).toEqual(new Set([700, 701, 702]));
  expect((await desk.broadcasts('oi')).done).toEqual({ ordered: 1, already: 0 });
});

test('the desk that runs hears of it', async () => {
  const desk = await aDesk();
  await redis.incr(desk.keys.fence);
  await desk.broadcasts('oi');
  expect((await desk.unread.unread(10)).map(({ owner }) => owner)).toEqual([700]);
});

test('run again under its name a campaign reaches nobody twice; under another it is another', async () => {
  const desk = await aDesk();
  await desk.broadcasts('oi');
  // The marks of commands are gone by then.
  for (const key of await redis.keys(desk.keys.applied('*'))) await redis.del(key);
  const { done } = await desk.broadcasts('oi', { at: later((LOG_DAYS - 1) * DAY_MS) });
  expect(renderOrdered(done)).toBe('0 will be told by the running desk; 1 had been ordered before.');
  expect(await desk.told(700)).toHaveLength(1);
  await desk.broadcasts('oi', { name: 'ano-novo' });
  expect(await desk.told(700)).toHaveLength(2);
});

test('a name that stands for another text, or for what may have been forgotten, is refused', async () => {
  const desk = await aDesk();
  await desk.broadcasts('oi');
  await expect(desk.broadcasts('olá')).rejects.toThrow('begun with another text');
  await expect(desk.broadcasts('oi', { at: later(LOG_DAYS * DAY_MS) })).rejects.toThrow(
    /was begun on 2026-11-21T12:00:00\.000Z and can be repeated until 2027-02-19T11:00:00\.000Z only.*--name of its own/,
  );
  expect(await desk.told(700)).toHaveLength(1);
});

test('a campaign that a clock ahead of time began is not repeated: nobody knows who was told', async () => {
  const desk = await aDesk();
  await desk.broadcasts('Oi', { at: (T0 + 24 * 3_600_000) as EpochMs });
  await expect(desk.broadcasts('Oi')).rejects.toThrow('--name of its own');
});

test('a file names each client once; what is no id is named with its line', () => {
  expect(recipientsIn('700\r\n\n 701 # Bruno\n700\n# all\n')).toEqual([700, 701]);
  expect(() => recipientsIn('700\n@ana\n-5\n07\n')).toThrow(
    "These lines are no ids. A client's id is the number in their post.\n  line 2: @ana\n  line 3: -5\n  line 4: 07",
  );
  expect(() => recipientsIn('\n# nobody\n')).toThrow('names nobody');
});

const typed = { name: 'n', to: 'all', text: 'oi' };

test.each<[string, Partial<Record<keyof typeof typed, string | undefined>>, string]>([
  ['no name', { name: undefined }, 'Usage: npm run broadcast --'],
  ['a name that is none', { name: 'natal 2026' }, '--name "natal 2026": use up to'],
  ['nothing to say', { text: ' ' }, '--text is empty'],
  ['an unknown placeholder', { text: '{{ nome }}' }, 'unknown placeholder'],
  ['unpaired braces', { text: '{{ contact' }, 'braces at "{{ contact"'],
  ['too much', { text: 'a'.repeat(4097) }, 'can reach 4097 characters'],
])('%s is refused with what to do', (_what, wrong, message) => {
  expect(() => broadcastOrder({ ...typed, ...wrong })).toThrow(message);
});

test('what is asked for is understood', () => {
  expect(broadcastOrder(typed)).toEqual(typed);
  expect(broadcastOrder({ ...typed, to: 'ids.txt' }).to).toEqual({ file: 'ids.txt' });
});

test('the time it takes is told as people say it', () => {
  const of = (count: number) =>
    renderAudience('n', {
      reached: Array.from({ length: count }),
      banned: 0,
      unreachable: 0,
      unknown: [],
    } as never);
  expect(of(0)).toBe('Campaign "n": 0 clients, at least 0 s.');
  expect(of(10_000)).toBe('Campaign "n": 10000 clients, at least 6 min 40 s.');
  expect(of(100_000)).toBe('Campaign "n": 100000 clients, at least 1 h 6 min.');
});
