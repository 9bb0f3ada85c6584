import { beforeEach, describe, expect, test } from 'vitest';
import { type ButtonRow, button, pressData } from '../../src/router/button-row.ts';
import { ButtonTable } from '../../src/router/button-table.ts';
import { deskRows } from '../../src/router/desk-rows.ts';
import { sayInPrivate } from '../../src/router/private-answer.ts';
import { caio, presses, underPost, withThread } from '../support/interactions.ts';
import { testRedis } from '../support/redis.ts';
import { aReception, type Reception } from '../support/reception.ts';
import { ana, aPrivate, bia } from '../support/updates.ts';

const redis = testRedis();
const eva = { ...bia, id: 510, first_name: 'Eva' };

/** Agents set the priority of the client whose message carries the button. */
const priority = button({
  action: 'priority',
  where: ['group', 'channel'],
  who: 'team',
  permission: 'tickets.priority',
  read: (rest) => (/^[1-5]$/.test(rest) ? rest : null),
  becomes: (level, { client }) =>
    client === null
      ? null
      : {
          toast: { key: 'level-3' },
          effects: [sayInPrivate([{ key: 'note-origin', params: { origin: level } }])],
        },
});

/** Clients rate; administrators change the settings. */
const others: ButtonRow[] = [
  button({
    action: 'rate',
    where: ['private'],
    who: 'client',
    permission: null,
    read: () => 0,
    becomes: () => ({ toast: { key: 'end' }, effects: [sayInPrivate([{ key: 'end' }])] }),
  }),
  button({
    action: 'settings',
    where: ['group'],
    who: 'team',
    permission: 'settings.manage',
    read: () => 0,
    becomes: (_, { by }) => ({ owner: by, effects: [sayInPrivate([{ key: 'agent-private-start' }])] }),
  }),
];

let desk: Reception;
beforeEach(async () => {
  desk = aReception(redis, { rows: deskRows([{ buttons: [priority, ...others] }]) });
  await withThread(desk);
});

const toasts = () =>
  desk.telegram.answers.map((answer) =>
    answer.method === 'answerCallbackQuery' ? (answer.params.text ?? '') : null,
  );
const outdated = 'Este botão não vale mais.';
const notAllowed = 'Sua função não permite isso.';

test('a press is answered, and concerns the client whose message carries the button', async () => {
  await desk.takes(presses(pressData('priority', '3')));
  expect(toasts()).toEqual(['urgente']);
  expect(await desk.waits()).toEqual(['⚙️ note-origin']);
  await desk.takes(presses(pressData('priority', '4'), bia, underPost(7)));
  expect(await desk.waits()).toHaveLength(2);
});

test('a press is answered before anything is committed', async () => {
  let waiting: string[] | null = null;
  const slow = aReception(redis, {
    rows: deskRows([{ buttons: [priority] }]),
    before: (store) => ({
      ...store,
      async commit(one) {
        if (one.effects.some(({ kind }) => kind === 'say')) {
          waiting = slow.telegram.answers.map(({ method }) => method);
        }
        return store.commit(one);
      },
    }),
  });
  await withThread(slow);
  await slow.takes(presses('priority:3'));
  expect(waiting).toEqual(['answerCallbackQuery']);
});

test('a press that comes twice is carried out once', async () => {
  const press = presses('priority:3');
  await desk.takes(press);
  await desk.takes(press);
  expect(await desk.waits()).toHaveLength(1);
});

describe('the data of a button grants nothing', () => {
  test.each(['', 'unknown', 'unknown:3', 'priority', 'priority:9', 'priority:3:4', 'Priority:3', 'rate'])(
    '%j is answered as outdated',
    async (data) => {
      await desk.takes(presses(data));
      expect(toasts()).toEqual([outdated]);
      expect(await desk.waits()).toEqual([]);
    },
  );

  test('a button under the message of nobody, or outside the desk, is outdated', async () => {
    await desk.takes(presses('priority:3', bia, underPost(99)));
    const { callback_query: query, ...update } = presses('priority:3');
    const { message: _, ...inline } = query ?? { id: '', from: bia, chat_instance: '' };
    await desk.takes({ ...update, callback_query: { ...inline, inline_message_id: 'x' } });
    expect(toasts()).toEqual([outdated, outdated]);
  });

  test('an outsider, a client and an agent without the permission are refused', async () => {
    await desk.takes(presses('priority:3', eva), presses('priority:3', ana), presses('settings'));
    expect(toasts()).toEqual([notAllowed, notAllowed, notAllowed]);
    await desk.takes(presses('settings', caio));
    expect(await desk.waits(caio.id)).toEqual(['⚙️ agent-private-start']);
    expect(await desk.waits()).toEqual([]);
  });

  test('the permission is that of the moment', async () => {
    await desk.teamStore.told(caio.id as never, { membership: 'outsider', learnedAt: desk.clock.now() });
    await desk.takes(presses('settings', caio));
    expect(toasts()).toEqual([notAllowed]);
  });
});

test('a client presses in the own chat, and an agent cannot press in the client’s stead', async () => {
  const inPrivate = { message: aPrivate() };
  await desk.takes(presses('rate', ana, inPrivate), presses('rate', bia, inPrivate));
  expect(new Set(toasts())).toEqual(new Set([expect.stringContaining('Encerramos'), notAllowed]));
  expect(await desk.waits()).toEqual(['⚙️ end']);
});

test('when it cannot be learned who pressed, the person is asked to press again', async () => {
  desk.telegram.unknown.add(eva.id);
  await desk.takes(presses('priority:3', eva));
  expect(toasts()).toEqual(['O Telegram não respondeu. Tente de novo.']);
  expect(desk.setAside()).toEqual([]);
});

test.each([
  ['en', 'This button is no longer valid.'],
  ['es', 'Este botón ya no vale.'],
] as const)('a desk in %s says so in its language', async (locale, text) => {
  const other = aReception(redis, { locale });
  await other.takes(presses('priority:3'));
  expect(other.telegram.answers).toMatchObject([{ params: { text } }]);
});

test('two buttons of one name, and other letters, are our bugs', () => {
  expect(() => new ButtonTable([priority, priority])).toThrow('Two buttons are called "priority"');
  expect(() => new ButtonTable([{ ...priority, action: 'a:b' }])).toThrow('use 1 to 16 of a-z');
});
