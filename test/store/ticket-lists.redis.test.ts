import { beforeEach, expect, test } from 'vitest';
import type { PrivateMessageId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { createTicketLists } from '../../src/store/ticket-lists.ts';
import { testRedis } from '../support/redis.ts';
import { deskStores, T0, user } from '../support/stores.ts';

const redis = testRedis();
let lists: ReturnType<typeof createTicketLists>;

const people = [
  [700, 'Ana', 'Lima'],
  [701, 'Ána', 'Souza'],
  [702, 'Anabela', 'Lima'],
  [703, 'Rui', 'Anjos'],
] as const;

beforeEach(async () => {
  const desk = deskStores(redis);
  lists = createTicketLists(redis, desk.keys);
  const dispatch = createDispatchBeside(desk.clients);
  for (const [id, firstName, lastName] of people) {
    await dispatch({
      id: `c${id}`,
      owner: user(id),
      actor: { kind: 'desk' },
      at: T0,
      profile: { firstName, lastName, username: null },
      event: {
        type: 'client.wrote',
        message: 1 as PrivateMessageId,
        content: { kind: 'text', text: 'oi', entities: [] },
      },
    });
  }
});

test('the open tickets are the rows of the commits', async () => {
  const rows = await lists.open();
  expect(rows.map(({ client }) => client).toSorted((a, b) => a - b)).toEqual(people.map(([id]) => id));
  expect(await lists.clientOfTicket(rows[0]?.number ?? 0)).toBe(rows[0]?.client);
  expect(await lists.clientOfTicket(999_999)).toBeNull();
});

test('the rarest word chooses the clients, by the beginning of the word', async () => {
  expect((await lists.candidates(['ana'], 10)).toSorted((a, b) => a - b)).toEqual([700, 701, 702]);
  expect(await lists.candidates(['an', 'souza'], 10)).toEqual([701]);
  expect(await lists.candidates(['ana', 'nobody'], 10)).toEqual([]);
  expect(await lists.candidates(['an'], 2)).toHaveLength(2);
});
