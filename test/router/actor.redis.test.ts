import { expect, test } from 'vitest';
import { button } from '../../src/router/button-row.ts';
import { deskRows } from '../../src/router/desk-rows.ts';
import { sayInPrivate } from '../../src/router/private-answer.ts';
import { comments, presses, withThread, writes } from '../support/interactions.ts';
import { testRedis } from '../support/redis.ts';
import { aReception } from '../support/reception.ts';
import { aComment, aCopy, ana, aPrivate, becomes, bia, group, message, without } from '../support/updates.ts';

const redis = testRedis();
const eva = { ...bia, id: 510, first_name: 'Eva' };

const greet = button({
  action: 'greet',
  where: ['group'],
  who: 'team',
  permission: null,
  read: () => 0,
  becomes: () => ({ effects: [sayInPrivate([{ key: 'restart' }])] }),
});

test('every command carries who caused it', async () => {
  const desk = aReception(redis, { rows: deskRows([{ buttons: [greet] }]) });
  await withThread(desk);
  const actorsOf = async (...updates: Parameters<typeof desk.takes>) => {
    desk.commands.splice(0);
    await desk.takes(...updates);
    return desk.commands.map(({ actor }) => actor);
  };
  const client = { kind: 'client', id: ana.id };
  const agent = { kind: 'agent', id: bia.id };
  expect(await actorsOf(writes('oi'))).toEqual([client]);
  expect(await actorsOf(comments('olá'))).toEqual([agent]);
  expect(await actorsOf(comments('/xyz'))).toEqual([agent]);
  expect(await actorsOf(writes('oi', bia))).toEqual([agent]);
  expect(await actorsOf(presses('greet'))).toEqual([agent]);
  expect(await actorsOf(comments('olá', eva))).toEqual([{ kind: 'desk' }]);
  const anonymous = without(aComment({ message_id: 90, sender_chat: group }), 'from');
  expect(await actorsOf(message(anonymous, 90))).toEqual([{ kind: 'agent', id: null }]);
  expect(await actorsOf(message(aCopy({ message_id: 99, post: 7 }), 91))).toEqual([{ kind: 'desk' }]);
  const blocked = { status: 'kicked', user: ana, until_date: 0 } as const;
  const chat = aPrivate().chat;
  const left = { chat, from: ana, date: 0, old_chat_member: blocked, new_chat_member: blocked };
  expect(await actorsOf({ update_id: 92, my_chat_member: left })).toEqual([client]);
  expect(await actorsOf(becomes(eva, 'member', 93))).toEqual([]);
});
