import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

const picture = (desk: TestDesk) => ({
  posts: desk.posts('ana').map(({ text, pinned }) => ({ text, pinned })),
  thread: desk.thread('ana'),
  received: desk.client('ana').texts(),
  bia: desk.client('bia').received().length,
});

const acts: [string, (desk: TestDesk) => void][] = [
  ["a client's message", (desk) => desk.client('ana').writes('de novo')],
  [
    "a client's edit",
    (desk) => desk.client('ana').edits(desk.client('ana').chat()[0]?.message_id ?? 0, 'oi!'),
  ],
  ["a client's /start", (desk) => desk.client('ana').starts('anuncio')],
  ["a newcomer's first message", (desk) => desk.client('carla').writes('olá')],
  ["an agent's comment", (desk) => desk.agent('bia').comments('ana', 'olá')],
  ['/p', (desk) => desk.agent('bia').comments('ana', '/p 4')],
  ['/fim', (desk) => desk.agent('bia').comments('ana', '/fim')],
  ['a wrong command', (desk) => desk.agent('bia').comments('ana', '/p 9')],
  ['an unknown command', (desk) => desk.agent('bia').comments('ana', '/nada')],
  ['a private word of an agent', (desk) => desk.client('bia').writes('alô')],
  ['a block', (desk) => desk.client('ana').blocks()],
];

test.each(acts)('%s that is delivered twice happens once', async (_what, act) => {
  await using desk = await deskWith('ana');
  act(desk);
  await desk.settle();
  const before = picture(desk);
  const version = (await desk.inspect('ana'))?.version;
  for (let time = 0; time < 3; time += 1) {
    desk.sandbox.faults.redeliverLast();
    await desk.settle();
  }
  expect(picture(desk)).toEqual(before);
  expect((await desk.inspect('ana'))?.version).toBe(version);
});

test('an update that comes again after a restart happens once', async () => {
  await using desk = await deskWith('ana');
  desk.client('ana').writes('uma vez');
  await desk.settle();
  const before = picture(desk);
  await desk.restart();
  desk.sandbox.faults.redeliverLast();
  await desk.settle();
  expect(picture(desk)).toEqual(before);
});

test('a desk that was away takes up everything that was said meanwhile, in order', async () => {
  await using desk = await deskWith('ana');
  await desk.stop();
  for (const text of ['1', '2', '3']) desk.client('ana').writes(text);
  desk.agent('bia').comments('ana', 'resposta');
  desk.client('carla').writes('sou nova');
  await desk.restart();
  await desk.settle();
  expect(desk.thread('ana').filter((text) => /^\d$/.test(text))).toEqual(['1', '2', '3']);
  expect(desk.client('ana').lastMessage()).toBe('resposta');
  expect(desk.thread('carla')).toEqual(['sou nova']);
});

test('a desk that restarts while Telegram holds it back loses nothing and repeats nothing', async () => {
  await using desk = await deskWith('ana');
  const { faults, groupId } = desk.sandbox;
  faults.next({ method: 'sendMessage', chatId: groupId }, tooMany(600));
  for (const text of ['1', '2', '3']) desk.client('ana').writes(text);
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(3));
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  await desk.restart();
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '1', '2', '3']);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('a desk that restarts again and again in the middle of a conversation keeps every word and its order', async () => {
  await using desk = await deskWith('ana');
  const said: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (let index = 0; index < 4; index += 1) {
      said.push(`${round}.${index}`);
      desk.client('ana').writes(`${round}.${index}`);
      desk.agent('bia').comments('ana', `r${round}.${index}`);
    }
    await desk.restart();
  }
  await desk.settle();
  expect(desk.thread('ana').filter((text) => /^\d\.\d$/.test(text))).toEqual(said);
  const received = desk.client('ana').received().slice(1);
  expect(received.map(({ text }) => text)).toEqual(said.map((text) => `r${text}`));
});

test('state, links and priority survive a restart', async () => {
  await using desk = await deskWith('ana');
  const comment = desk.agent('bia').comments('ana', '/p 5') && desk.agent('bia').comments('ana', 'errado');
  await desk.settle();
  await desk.restart();
  desk.agent('bia').editsComment(comment, 'certo');
  desk.client('ana').writes('isso', { replyTo: desk.client('ana').received().at(-1)?.message_id ?? 0 });
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('certo');
  expect(desk.comments('ana').at(-1)?.reply_to_message?.message_id).toBe(comment);
  expect(desk.post('ana').text).toMatch(/^🟥/u);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'prioritized', priority: 5 });
});

test('somebody else who polls with the same token is ridden out', async () => {
  await using desk = await deskWith('ana');
  const { url, token } = desk.sandbox;
  for (let time = 0; time < 2; time += 1) {
    await fetch(`${url}/bot${token}/getUpdates?timeout=0`);
    await eventually(() => expect(desk.log.join('')).toContain('polling.conflict'));
    desk.client('ana').writes(`intruso ${time}`);
    await eventually(() => {
      desk.pass(1000);
      expect(desk.thread('ana').at(-1)).toBe(`intruso ${time}`);
    });
  }
  expect(desk.thread('ana')).toEqual(['oi', 'intruso 0', 'intruso 1']);
});

test('getUpdates that fails is asked again', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next(
    { method: 'getUpdates', times: 3 },
    { error_code: 502, description: 'Bad Gateway' },
  );
  desk.client('ana').writes('apesar disso');
  await eventually(() => {
    desk.pass(1000);
    expect(desk.thread('ana')).toEqual(['oi', 'apesar disso']);
  });
});

test('the bot loses its place in the channel and gets it back: nobody who wrote meanwhile is lost', async () => {
  await using desk = await deskWith('ana');
  const { people, channelId } = desk.sandbox;
  desk.client('davi').starts();
  await desk.settle();
  people.setBotRights(channelId, 'none');
  desk.client('carla').writes('1');
  desk.client('carla').writes('2');
  desk.client('davi').writes('3');
  desk.client('ana').writes('continuo');
  await eventually(() => expect(desk.log.join('')).toContain('channel.troubled'));
  expect(desk.sandbox.views.channel()).toHaveLength(1);
  await eventually(() => expect(desk.thread('ana')).toEqual(['oi', 'continuo']));
  people.setBotRights(channelId, {});
  await eventually(() => {
    desk.pass(5000);
    expect(desk.thread('carla')).toEqual(['1', '2']);
    expect(desk.thread('davi')).toEqual(['3']);
  });
  await desk.settle();
  expect(desk.posts('carla')).toHaveLength(1);
  expect(desk.post('carla')).toMatchObject({ pinned: true });
});

test('without the right to pin, conversations go on', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  desk.sandbox.people.setBotRights(desk.sandbox.channelId, { can_edit_messages: false });
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi']);
  desk.agent('bia').comments('ana', 'olá');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá');
});

test('the bot loses its place in the group and gets it back: what was written meanwhile arrives', async () => {
  await using desk = await deskWith('ana');
  const { people, groupId, botId } = desk.sandbox;
  people.setRole(groupId, botId, 'kicked');
  desk.client('ana').writes('1');
  desk.client('ana').writes('2');
  await eventually(() => expect(desk.log.join('')).toContain('channel.troubled'));
  expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable', thread: 'ready' });
  people.setBotRights(groupId, {});
  await eventually(() => {
    desk.pass(5000);
    expect(desk.thread('ana')).toEqual(['oi', '1', '2']);
  });
  expect(desk.posts('ana')).toHaveLength(1);
});
