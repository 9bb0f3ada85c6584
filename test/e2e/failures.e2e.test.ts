import { expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { serverError, tooMany } from './refusals.ts';

const received = (desk: TestDesk, name: string) => desk.client(name).texts().slice(1);

test('a Bot API server that restarts in the middle of everything: all arrives, once and in order', async () => {
  await using desk = await deskWith('ana', 'bruno');
  desk.sandbox.faults.next({ times: 25 }, serverError);
  for (const text of ['1', '2', '3']) {
    desk.client('ana').writes(text);
    desk.agent('bia').comments('bruno', text);
  }
  desk.client('carla').writes('sou nova');
  desk.agent('bia').comments('ana', '/p 4');
  await eventually(() => {
    desk.pass(5000);
    expect(desk.thread('ana').filter((text) => /^\d$/.test(text))).toEqual(['1', '2', '3']);
    expect(received(desk, 'bruno')).toEqual(['1', '2', '3']);
    expect(desk.post('ana').text).toMatch(/^🟧/u);
    expect(desk.posts('carla')).toHaveLength(1);
    expect(desk.thread('carla')).toEqual(['sou nova']);
  });
  for (const name of ['ana', 'bruno', 'carla']) {
    expect(await desk.inspect(name)).toMatchObject({ parked: [], reach: 'reachable' });
  }
});

test('a storm of dropped connections, before and after the effect: in order, nothing lost, each at most once too often', async () => {
  await using desk = await deskWith('ana');
  const said = Array.from({ length: 12 }, (_, n) => `m${n}`);
  for (const fault of ['drop-after', 'drop-before', 'drop-after', serverError] as const) {
    desk.sandbox.faults.next({ method: 'sendMessage' }, fault);
  }
  for (const text of said) {
    desk.client('ana').writes(text);
    desk.agent('bia').comments('ana', `r${text}`);
  }
  await eventually(async () => {
    desk.pass(2000);
    expect(new Set(received(desk, 'ana'))).toEqual(new Set(said.map((text) => `r${text}`)));
    expect(desk.thread('ana')).toContain('m11');
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  });
  const thread = desk.thread('ana').filter((text) => /^m\d/.test(text));
  expect([...new Set(thread)]).toEqual(said);
  expect(thread.length + received(desk, 'ana').length).toBeLessThanOrEqual(2 * said.length + 2);
});

test('one message on which Telegram always fails is given up once others get through; its author sees it', async () => {
  await using desk = await deskWith('ana', 'bruno');
  desk.sandbox.faults.next(
    { chatId: desk.client('ana').id, method: 'sendMessage', times: 1000 },
    serverError,
  );
  const comment = desk.agent('bia').comments('ana', 'veneno');
  let others = 0;
  await eventually(async () => {
    desk.pass(20_000);
    desk.agent('bia').comments('bruno', `${(others += 1)}`);
    expect((await desk.inspect('ana'))?.parked).toHaveLength(1);
  });
  desk.sandbox.faults.clear();
  await desk.settle();
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringContaining('Telegram falhou'),
    reply_to_message: { message_id: comment },
  });
  desk.agent('bia').comments('ana', 'e agora?');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('e agora?');
});

test('three clients whom Telegram refuses at the same moment: nobody is written to until it allows it', async () => {
  const names = ['ana', 'bruno', 'carla', 'davi'];
  await using desk = await deskWith(...names);
  for (const name of names.slice(0, 3))
    desk.sandbox.faults.next({ chatId: desk.client(name).id }, tooMany(30));
  for (const name of names.slice(0, 3)) desk.agent('bia').comments(name, 'olá');
  await eventually(() => expect(desk.log.join('')).toContain('delivery.paused'));
  const calls = desk.countCalls();
  desk.agent('bia').comments('davi', 'olá');
  desk.client('davi').writes('e eu?');
  await eventually(async () => expect((await desk.inspect('davi'))?.waiting).toHaveLength(2));
  expect(calls()).toEqual([]);
  await eventually(() => {
    desk.pass(5000);
    for (const name of names) expect(received(desk, name)).toEqual(['olá']);
    expect(desk.thread('davi').at(-1)).toBe('e eu?');
  });
});

test.each<[string, boolean]>([
  ['{"ok":true}', false],
  ['{"ok":true}', true],
  ['{"ok":false,"description":"Bad Request: chat not found"}', true],
  ['<html>Login to the Wi-Fi</html>', false],
  ['[]', true],
])(
  'another program answers %s in the place of Telegram (carried out: %s): all arrives, each at most once too often',
  async (body, isDone) => {
    await using desk = await deskWith('ana', 'zeca');
    const boss = desk.admin('boss');
    boss.starts();
    await desk.settle();
    const before = boss.texts().length;
    const odd: Fault = { status: 200, body, ...(isDone ? { isDone } : {}) };
    for (const method of [
      'sendMessage',
      'copyMessage',
      'editMessageText',
      'setMessageReaction',
      'pinChatMessage',
    ])
      desk.sandbox.faults.next({ method, times: 1 }, odd);
    desk.client('ana').writes('um');
    desk.client('ana').writes({ photo: {}, caption: 'dois' });
    desk.agent('bia').comments('zeca', 'três');
    desk.agent('bia').comments('zeca', '/p 3');
    await eventually(async () => {
      desk.pass(1000);
      for (const name of ['ana', 'zeca'])
        expect(await desk.inspect(name)).toMatchObject({ waiting: [], parked: [] });
    });
    await desk.settle();
    const seen = desk.thread('ana').slice(1);
    expect([...new Set(seen)]).toEqual(['um', 'dois']);
    for (const text of ['um', 'dois'])
      expect(seen.filter((each) => each === text).length).toBeLessThanOrEqual(2);
    expect(desk.client('zeca').texts().slice(-1)).toEqual(['três']);
    expect(boss.texts().slice(before)).toEqual([]);
  },
);
