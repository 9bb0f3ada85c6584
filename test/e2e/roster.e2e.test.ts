import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';

/** Longer than the number of members may be old. */
const A_WHILE_MS = 3 * 60_000;

const lookUps = (desk: TestDesk, name: string) =>
  desk.sandbox.calls.filter(
    ({ method, params }) => method === 'getChatMember' && Number(params['user_id']) === desk.client(name).id,
  );

const lookedUp = (desk: TestDesk, name: string): boolean => lookUps(desk, name).length > 0;

/** Dora administers the channel and Bia is in it, as the desk was told, and Ana's coming proved that nobody else is. */
async function deskWithTeam(options: Parameters<typeof startDesk>[0] = {}): Promise<TestDesk> {
  const desk = await startDesk({ notifyAdmins: false, ...options });
  await desk.settle();
  desk.admin('dora');
  desk.agent('bia');
  await desk.settle();
  desk.pass(A_WHILE_MS);
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(lookedUp(desk, 'ana')).toBe(false);
  return desk;
}

test('who joins and writes at once, while nobody is asked about, is of the team', async () => {
  await using desk = await deskWithTeam();
  const { people, channelId } = desk.sandbox;
  const newcomers = Array.from({ length: 10 }, (_, n) => `colega ${n}`);
  for (const name of newcomers) {
    people.setRole(channelId, desk.client(name).id, 'member');
    desk.client(name).writes('o que faço aqui?');
  }
  await desk.settle();
  for (const name of newcomers) {
    expect(desk.posts(name)).toEqual([]);
    expect(desk.client(name).lastMessage()).toContain('não chega a nenhum cliente');
    expect(lookedUp(desk, name)).toBe(false);
  }
});

test('who joins and comments at once is not turned away', async () => {
  await using desk = await deskWithTeam();
  const { people, channelId, groupId } = desk.sandbox;
  people.setRole(groupId, desk.client('caio').id, 'member');
  await desk.settle();
  people.setRole(channelId, desk.client('caio').id, 'member');
  people.comment(desk.client('caio').id, desk.post('ana').id, 'olá');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá');
});

test('somebody whom the desk never heard of is recognised when they write; until then clients are looked up', async () => {
  await using desk = await startDesk({ asleep: true });
  const { people, channelId } = desk.sandbox;
  for (const name of ['dora', 'bia', 'xis']) people.setRole(channelId, desk.client(name).id, 'member');
  await desk.restart();
  for (const name of ['bia', 'dora']) desk.client(name).writes('oi');
  await desk.settle();
  for (const name of ['ana', 'bruno']) {
    desk.client(name).writes('oi');
    await desk.settle();
    expect(lookedUp(desk, name)).toBe(true);
    expect(desk.thread(name)).toEqual(['oi']);
  }
  desk.client('xis').writes('cheguei');
  await desk.settle();
  expect(desk.posts('xis')).toEqual([]);
  await desk.passRest(1000);
  await desk.settle();
  desk.client('clara').writes('oi');
  await desk.settle();
  expect(lookedUp(desk, 'clara')).toBe(false);
  expect(desk.thread('clara')).toEqual(['oi']);
});

test('one who left and one who joined while the desk was away, of which nothing is told, are both known', async () => {
  await using desk = await deskWithTeam();
  const { people, channelId, token, url } = desk.sandbox;
  await desk.stop();
  people.setRole(channelId, desk.client('bia').id, 'left');
  people.setRole(channelId, desk.client('xis').id, 'member');
  await fetch(`${url}/bot${token}/deleteWebhook?drop_pending_updates=true`);
  await desk.restart();
  // That she is gone is believed when it is said again: what she wrote before might still come.
  for (const times of [1, 2]) {
    await eventually(() => expect(lookUps(desk, 'bia')).toHaveLength(times));
    desk.pass(60_000);
  }
  await desk.settle();
  desk.client('bruno').writes('oi');
  await desk.settle();
  desk.client('xis').writes('cheguei');
  desk.client('bia').writes('agora sou cliente');
  await desk.settle();
  expect(desk.thread('bruno')).toEqual(['oi']);
  expect(desk.posts('xis')).toEqual([]);
  expect(desk.thread('bia')).toEqual(['agora sou cliente']);
});

test('who joined while the bot was out of the channel is of the team', async () => {
  await using desk = await deskWithTeam();
  const { people, channelId } = desk.sandbox;
  people.setBotRights(channelId, 'none');
  await desk.settle();
  people.setRole(channelId, desk.client('bia').id, 'left');
  people.setRole(channelId, desk.client('xis').id, 'member');
  people.setBotRights(channelId, {});
  await desk.settle();
  desk.pass(A_WHILE_MS);
  desk.client('xis').writes('cheguei');
  await desk.settle();
  expect(desk.posts('xis')).toEqual([]);
  expect(desk.client('xis').lastMessage()).toContain('não chega a nenhum cliente');
});

test('what the bot may do in the group is no matter of who is in the channel', async () => {
  await using desk = await deskWithTeam();
  const { people, groupId } = desk.sandbox;
  people.setBotRights(groupId, { can_pin_messages: false });
  await desk.settle();
  desk.client('bruno').writes('oi');
  await desk.settle();
  expect(lookedUp(desk, 'bruno')).toBe(false);
});

test('of a public channel nobody is asked about, and who is promoted comments at once', async () => {
  await using desk = await startDesk({ notifyAdmins: false, sandbox: { publicChannel: true } });
  await desk.settle();
  const { people, channelId, groupId } = desk.sandbox;
  people.setRole(channelId, desk.client('bia').id, 'member');
  people.setRole(groupId, desk.client('bia').id, 'member');
  for (const name of ['ana', 'bruno']) desk.client(name).writes('oi');
  await desk.settle();
  people.comment(desk.client('bia').id, desk.post('ana').id, 'cedo demais');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  people.setRole(channelId, desk.client('bia').id, 'administrator');
  people.comment(desk.client('bia').id, desk.post('ana').id, 'olá');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá');
  for (const name of ['ana', 'bruno', 'bia']) expect(lookedUp(desk, name)).toBe(false);
});

test('by webhook too', async () => {
  await using desk = await startDesk({ notifyAdmins: false, webhook: true });
  desk.agent('bia');
  await desk.settle();
  desk.pass(A_WHILE_MS);
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.client('bruno').writes('oi');
  await desk.settle();
  expect(desk.thread('bruno')).toEqual(['oi']);
  expect(lookedUp(desk, 'bruno')).toBe(false);
});
