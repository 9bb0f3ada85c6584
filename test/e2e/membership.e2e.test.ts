import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { DAY_MS } from '../support/stores.ts';

const questionsAbout = (desk: TestDesk, name: string): number =>
  desk.sandbox.calls.filter(
    ({ method, params }) => method === 'getChatMember' && Number(params['user_id']) === desk.client(name).id,
  ).length;

/** Dora administers the channel, Bia is a member, and Ana has a thread. */
async function deskWithTeam(options: Parameters<typeof startDesk>[0] = {}): Promise<TestDesk> {
  const desk = await startDesk({ notifyAdmins: false, ...options });
  await desk.settle();
  desk.admin('dora');
  desk.agent('bia');
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  return desk;
}

test('who joins and writes at once is of the team, without a question', async () => {
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
    expect(questionsAbout(desk, name)).toBe(0);
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

test('a client is asked about once a day, whatever the client writes and however often the desk starts', async () => {
  await using desk = await deskWithTeam();
  for (const text of ['um', 'dois']) desk.client('ana').writes(text);
  await desk.settle();
  await desk.restart();
  desk.client('ana').writes('três');
  await desk.settle();
  expect(questionsAbout(desk, 'ana')).toBe(1);
  desk.pass(DAY_MS);
  for (const text of ['quatro', 'cinco']) desk.client('ana').writes(text);
  await desk.settle();
  expect(questionsAbout(desk, 'ana')).toBe(2);
  expect(desk.thread('ana')).toEqual(['oi', 'um', 'dois', 'três', 'quatro', 'cinco']);
});

test('a colleague of whom the desk was never told is recognised by the first word', async () => {
  await using desk = await startDesk({ asleep: true });
  const { people, channelId } = desk.sandbox;
  people.setRole(channelId, desk.client('xis').id, 'member');
  await desk.restart();
  desk.client('xis').writes('cheguei');
  desk.client('clara').writes('oi');
  await desk.settle();
  expect(desk.posts('xis')).toEqual([]);
  expect(desk.thread('clara')).toEqual(['oi']);
});

test('after updates that were thrown away, a newcomer is known at once and who left within a day', async () => {
  await using desk = await deskWithTeam();
  const { people, channelId, token, url } = desk.sandbox;
  await desk.stop();
  people.setRole(channelId, desk.client('bia').id, 'left');
  people.setRole(channelId, desk.client('xis').id, 'member');
  await fetch(`${url}/bot${token}/deleteWebhook?drop_pending_updates=true`);
  await desk.restart();
  desk.client('xis').writes('cheguei');
  await desk.settle();
  expect(desk.posts('xis')).toEqual([]);
  desk.pass(DAY_MS);
  desk.client('bia').writes('agora sou cliente');
  await desk.settle();
  expect(desk.thread('bia')).toEqual(['agora sou cliente']);
});

test('a client who joined while the bot was out of the channel is of the team', async () => {
  await using desk = await deskWithTeam();
  desk.client('xis').writes('oi');
  await desk.settle();
  expect(desk.thread('xis')).toEqual(['oi']);
  const { people, channelId } = desk.sandbox;
  people.setBotRights(channelId, 'none');
  await desk.settle();
  people.setRole(channelId, desk.client('bia').id, 'left');
  people.setRole(channelId, desk.client('xis').id, 'member');
  people.setBotRights(channelId, {});
  await desk.settle();
  desk.client('xis').writes('segredo da equipe');
  desk.client('bia').writes('agora sou cliente');
  await desk.settle();
  expect(desk.thread('xis')).toEqual(['oi']);
  expect(desk.client('xis').lastMessage()).toContain('não chega a nenhum cliente');
  expect(desk.thread('bia')).toEqual(['agora sou cliente']);
});

test('what the bot may do in the group is no matter of who is in the channel', async () => {
  await using desk = await deskWithTeam();
  const { people, groupId } = desk.sandbox;
  people.setBotRights(groupId, { can_pin_messages: false });
  await desk.settle();
  desk.client('ana').writes('ainda aí?');
  await desk.settle();
  expect(questionsAbout(desk, 'ana')).toBe(1);
});

test.each([false, true])(
  'of a public channel, who is promoted comments at once (webhook: %s)',
  async (webhook) => {
    await using desk = await startDesk({ notifyAdmins: false, webhook, sandbox: { publicChannel: true } });
    await desk.settle();
    const { people, channelId, groupId } = desk.sandbox;
    people.setRole(channelId, desk.client('bia').id, 'member');
    people.setRole(groupId, desk.client('bia').id, 'member');
    desk.client('ana').writes('oi');
    await desk.settle();
    people.comment(desk.client('bia').id, desk.post('ana').id, 'cedo demais');
    await desk.settle();
    expect(desk.client('ana').received()).toHaveLength(1);
    people.setRole(channelId, desk.client('bia').id, 'administrator');
    await desk.settle();
    people.comment(desk.client('bia').id, desk.post('ana').id, 'olá');
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('olá');
  },
);
