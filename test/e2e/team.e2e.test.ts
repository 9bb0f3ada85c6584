import { expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/control/state.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { badGateway, serverError, tooMany } from './refusals.ts';

type Role = Parameters<TestDesk['sandbox']['people']['setRole']>[2];

/** Ana has a thread. Xis has the role in the channel since before the desk was started, and is in the group. */
async function deskWithXis(role: Role | 'never', publicChannel = false): Promise<TestDesk> {
  const desk = await startDesk({ asleep: true, sandbox: { publicChannel } });
  const { people, channelId, groupId } = desk.sandbox;
  const id = desk.person('xis', { firstName: 'Xis' });
  people.setRole(groupId, id, 'member');
  if (role !== 'never') people.setRole(channelId, id, role);
  await desk.restart();
  desk.client('ana').writes('oi');
  await desk.settle();
  return desk;
}

const lookUps = (desk: TestDesk, name: string): number =>
  desk.sandbox.calls.filter(
    ({ method, params }) => method === 'getChatMember' && Number(params['user_id']) === desk.client(name).id,
  ).length;

const ofTeam: [Role | 'never', boolean][] = [
  ['creator', false],
  ['administrator', false],
  ['member', false],
  ['restricted', false],
  ['creator', true],
  ['administrator', true],
];

const outside: [Role | 'never', boolean][] = [
  ['left', false],
  ['kicked', false],
  ['never', false],
  ['member', true],
  ['left', true],
  ['kicked', true],
  ['never', true],
];

test.each(ofTeam)('%s of the channel (public: %s) is of the team', async (role, isPublic) => {
  await using desk = await deskWithXis(role, isPublic);
  const { people } = desk.sandbox;
  people.comment(desk.client('xis').id, desk.post('ana').id, 'olá');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá');
  people.comment(desk.client('xis').id, desk.post('ana').id, '/p 3');
  desk.client('xis').writes('isto é particular');
  await desk.settle();
  expect(desk.post('ana').text).toMatch(/^🟨/u);
  expect(desk.posts('xis')).toEqual([]);
  expect(desk.client('xis').lastMessage()).toContain('não chega a nenhum cliente');
});

test.each(outside)('%s of the channel (public: %s) is a client like any other', async (role, isPublic) => {
  await using desk = await deskWithXis(role, isPublic);
  const { people } = desk.sandbox;
  people.comment(desk.client('xis').id, desk.post('ana').id, 'olá');
  people.comment(desk.client('xis').id, desk.post('ana').id, '/ban');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open' });
  desk.client('xis').writes('preciso de ajuda');
  await desk.settle();
  expect(desk.thread('xis')).toEqual(['preciso de ajuda']);
});

test('who is known from a change of membership is never looked up', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.agent('bia');
  await desk.settle();
  desk.agent('bia').comments('ana', 'olá');
  desk.agent('bia').writes('oi');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá');
  expect(lookUps(desk, 'bia')).toBe(0);
});

test('a person is asked about once, also after a restart, and again the next day', async () => {
  await using desk = await deskWithXis('member');
  const talk = async () => {
    desk.client('ana').writes('oi');
    desk.client('ana').writes('tudo bem?');
    for (const text of ['olá', 'tudo']) {
      desk.sandbox.people.comment(desk.client('xis').id, desk.post('ana').id, text);
    }
    await desk.settle();
    return [lookUps(desk, 'ana'), lookUps(desk, 'xis')];
  };
  expect(await talk()).toEqual([1, 1]);
  await desk.restart();
  expect(await talk()).toEqual([1, 1]);
  desk.pass(25 * 60 * 60 * 1000);
  expect(await talk()).toEqual([2, 2]);
  await desk.restart();
  expect(await talk()).toEqual([2, 2]);
});

test('ten first messages in one breath cost one look-up', async () => {
  await using desk = await deskWithXis('member');
  for (let index = 0; index < 10; index += 1) desk.client('bruno').writes(`${index}`);
  await desk.settle();
  expect(lookUps(desk, 'bruno')).toBe(1);
});

test.each<[string, Fault]>([
  ['429', tooMany(2)],
  ['500', serverError],
  ['502', badGateway],
  ['a dropped connection', 'drop-before'],
])('%s at the look-up: what a newcomer writes waits, and arrives in order', async (_what, fault) => {
  await using desk = await deskWithXis('member');
  desk.sandbox.faults.next({ method: 'getChatMember', times: 2 }, fault);
  for (const text of ['1', '2', '3']) desk.client('bruno').writes(text);
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  desk.client('bruno').writes('4');
  await eventually(() => {
    desk.pass(1000);
    expect(desk.thread('bruno')).toEqual(['1', '2', '3', '4']);
  });
  await desk.settle();
  expect(desk.posts('bruno')).toHaveLength(1);
  expect(desk.client('bruno').received()).toHaveLength(1);
});

test('while nobody knows whether somebody is of the team, nothing is guessed, and others are served', async () => {
  await using desk = await deskWithXis('member');
  const { people, faults } = desk.sandbox;
  faults.next({ method: 'getChatMember' }, serverError);
  people.comment(desk.client('xis').id, desk.post('ana').id, 'resposta 1');
  people.comment(desk.client('xis').id, desk.post('ana').id, 'resposta 2');
  desk.client('ana').writes('e agora?');
  await eventually(() => expect(desk.thread('ana').at(-1)).toBe('e agora?'));
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(desk.thread('ana')).not.toContain(expect.stringContaining('Só quem é da equipe'));
  await eventually(() => {
    desk.pass(1000);
    expect(desk.client('ana').lastMessage()).toBe('resposta 2');
  });
  const received = desk.client('ana').received().slice(1);
  expect(received.map(({ text }) => text)).toEqual(['resposta 1', 'resposta 2']);
});

test('what waits for a look-up survives a restart', async () => {
  await using desk = await deskWithXis('member');
  desk.sandbox.faults.next({ method: 'getChatMember' }, serverError);
  desk.client('bruno').writes('1');
  desk.client('bruno').writes('2');
  await eventually(() => expect(desk.log.join('')).toContain('update.set-aside'));
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  await desk.restart();
  desk.client('bruno').writes('3');
  await eventually(() => {
    desk.pass(1000);
    expect(desk.thread('bruno')).toEqual(['1', '2', '3']);
  });
});

test('a client who joins the team is no client any more', async () => {
  await using desk = await startDesk();
  const message = desk.client('ana').writes('oi');
  desk.client('bruno').writes('oi');
  await desk.settle();
  const { people, channelId, groupId } = desk.sandbox;
  people.setRole(channelId, desk.client('ana').id, 'member');
  people.setRole(groupId, desk.client('ana').id, 'member');
  await desk.settle();
  desk.client('ana').writes('isto é particular');
  desk.client('ana').edits(message, 'isto também');
  people.comment(desk.client('ana').id, desk.post('bruno').id, 'sou da equipe agora');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi']);
  expect(desk.client('ana').lastMessage()).toContain('não chega a nenhum cliente');
  expect(desk.client('bruno').lastMessage()).toBe('sou da equipe agora');
});

test.each(['left', 'kicked'] as const)(
  'an agent who is %s answers nobody any more, and may be a client',
  async (role) => {
    await using desk = await startDesk();
    desk.client('ana').writes('oi');
    await desk.settle();
    const bia = desk.agent('bia');
    const comment = bia.comments('ana', 'olá');
    await desk.settle();
    desk.sandbox.people.setRole(desk.sandbox.channelId, bia.id, role);
    await desk.settle();
    bia.comments('ana', 'ainda estou aqui');
    bia.comments('ana', '/ban');
    bia.editsComment(comment, 'tchau');
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('olá');
    expect(await desk.inspect('ana')).toMatchObject({ state: 'open' });
    bia.writes('agora sou cliente');
    await desk.settle();
    expect(desk.thread('bia')).toEqual(['agora sou cliente']);
  },
);
