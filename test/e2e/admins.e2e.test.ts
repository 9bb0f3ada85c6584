import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { serverError, tooMany } from './refusals.ts';

/** Notices about clients to an administrator. */
const alerts = (desk: TestDesk, name: string) =>
  desk
    .client(name)
    .received()
    .filter(({ text }) => /^(🆕|🔄)/u.test(text ?? ''));

const callsTo = (desk: TestDesk, name: string): number =>
  desk.sandbox.calls.filter(({ chatId }) => chatId === desk.client(name).id).length;

async function deskWithAdmins(...names: string[]): Promise<TestDesk> {
  const desk = await startDesk();
  for (const name of names) desk.admin(name).starts();
  await desk.settle();
  return desk;
}

test('every administrator who has started the bot is told of a new client and of one who comes back, with a link', async () => {
  await using desk = await deskWithAdmins('dora', 'edu');
  desk.client('ana').writes('oi');
  desk.client('ana').writes('tem alguém?');
  await desk.settle();
  const path = `https://t.me/c/${String(desk.sandbox.channelId).slice(4)}/${desk.post('ana').id}`;
  for (const name of ['dora', 'edu']) {
    expect(alerts(desk, name)).toHaveLength(1);
    expect(alerts(desk, name)[0]?.text).toContain('🆕 Novo atendimento: ');
    expect(alerts(desk, name)[0]?.text).toContain('ana');
    expect(JSON.stringify(alerts(desk, name)[0])).toContain(path);
  }
  desk.agent('bia').comments('ana', '/fs');
  await desk.settle();
  expect(alerts(desk, 'dora')).toHaveLength(1);
  desk.client('ana').writes('voltei');
  desk.client('ana').writes('oi?');
  await desk.settle();
  for (const name of ['dora', 'edu']) {
    expect(alerts(desk, name)).toHaveLength(2);
    expect(alerts(desk, name)[1]?.text).toContain('🔄 Atendimento retomado');
    expect(JSON.stringify(alerts(desk, name)[1])).toContain(path);
  }
});

test('in a public channel the link goes by its name', async () => {
  await using desk = await startDesk({ sandbox: { publicChannel: true } });
  desk.admin('dora').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(JSON.stringify(alerts(desk, 'dora'))).toMatch(
    new RegExp(`https://t\\.me/(c/\\d+|\\w+)/${desk.post('ana').id}"`),
  );
});

test('neither a priority, a close, a ban nor a comment tells an administrator anything', async () => {
  await using desk = await deskWithAdmins('dora');
  desk.client('ana').writes('oi');
  await desk.settle();
  for (const command of ['/p 5', 'olá', '/fs', '/p 2', '/ban', '/fim'])
    desk.agent('bia').comments('ana', command);
  await desk.settle();
  expect(alerts(desk, 'dora')).toHaveLength(1);
});

test('an administrator who never started the bot is skipped quietly, after one call at most', async () => {
  await using desk = await startDesk();
  desk.admin('dora');
  for (const name of ['ana', 'bruno', 'carla']) {
    desk.client(name).writes('oi');
    await desk.settle();
  }
  await desk.restart();
  desk.client('davi').writes('oi');
  await desk.settle();
  expect(callsTo(desk, 'dora')).toBeLessThanOrEqual(1);
  expect(desk.log).toEqual([]);
  for (const name of ['ana', 'davi']) {
    expect(await desk.inspect(name)).toMatchObject({ waiting: [], parked: [] });
  }
  desk.admin('dora').starts();
  await desk.settle();
  desk.client('elis').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'dora')).toHaveLength(1);
});

test('with alerts turned off nobody is told', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  desk.admin('dora').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'dora')).toEqual([]);
});

test('a member who is no administrator, and a client, are told nothing', async () => {
  await using desk = await deskWithAdmins('dora');
  desk.agent('bia').starts();
  desk.client('zeca').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'bia')).toEqual([]);
  expect(alerts(desk, 'zeca')).toEqual([]);
  expect(alerts(desk, 'dora')).toHaveLength(1);
});

test('who is promoted is told from then on, who is demoted or leaves no more', async () => {
  await using desk = await deskWithAdmins('dora');
  desk.agent('bia').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  const { people, channelId } = desk.sandbox;
  people.setRole(channelId, desk.client('bia').id, 'administrator');
  people.setRole(channelId, desk.client('dora').id, 'member');
  await desk.settle();
  desk.client('bruno').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'bia')).toHaveLength(1);
  expect(alerts(desk, 'dora')).toHaveLength(1);
  people.setRole(channelId, desk.client('bia').id, 'left');
  await desk.settle();
  desk.client('carla').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'bia')).toHaveLength(1);
});

test('an administrator who blocks the bot costs nothing more, and is told again after coming back', async () => {
  await using desk = await deskWithAdmins('dora');
  desk.client('dora').blocks();
  await desk.settle();
  const calls = callsTo(desk, 'dora');
  for (const name of ['ana', 'bruno']) desk.client(name).writes('oi');
  await desk.settle();
  expect(callsTo(desk, 'dora')).toBe(calls);
  desk.client('dora').unblocks();
  await desk.settle();
  desk.client('carla').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'dora')).toHaveLength(1);
  expect(await desk.inspect('dora')).toBeNull();
  expect(desk.log).toEqual([]);
});

test('an administrator who cannot be told now is told later, and holds nobody up', async () => {
  await using desk = await deskWithAdmins('dora', 'edu');
  const { faults } = desk.sandbox;
  faults.next({ chatId: desk.client('dora').id }, tooMany(50));
  faults.next({ chatId: desk.client('edu').id }, serverError);
  desk.client('ana').writes('oi');
  await desk.passRest(50_000);
  await desk.settle();
  expect(alerts(desk, 'dora')).toHaveLength(1);
  expect(alerts(desk, 'edu')).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['oi']);
});

test('the list of administrators cannot be had now: the client is served, and the alert comes later', async () => {
  await using desk = await deskWithAdmins('dora');
  desk.sandbox.faults.next({ method: 'getChatAdministrators' }, serverError);
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi']);
  expect(alerts(desk, 'dora')).toHaveLength(1);
});

test('a client with a hostile name is told of by exactly this name', async () => {
  await using desk = await deskWithAdmins('dora');
  desk.person('x', { firstName: '<b>&lt; {$client}', lastName: '\u202Eabc' });
  desk.client('x').writes('oi');
  await desk.settle();
  expect(alerts(desk, 'dora')[0]?.text).toContain('<b>&lt; {$client} abc');
});
