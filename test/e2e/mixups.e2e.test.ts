import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { randomFrom, seed } from '../support/random.ts';

/** Every received text, by the name of the client. */
const inboxes = (desk: TestDesk, names: string[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      desk
        .client(name)
        .received()
        .map(({ text, caption }) => text ?? caption),
    ]),
  );

test(`many clients and agents at once, at random: every message arrives once, in order, in its place (seed ${seed})`, async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  const { next, pick } = randomFrom(seed);
  const names = Array.from({ length: 14 }, (_, index) => `cliente${index}`);
  for (const name of names) desk.client(name).writes('oi');
  await desk.settle();

  const toThread = new Map(names.map((name) => [name, [] as string[]]));
  const toClient = new Map(names.map((name) => [name, [] as string[]]));
  for (let step = 0; step < 400; step += 1) {
    const name = pick(names);
    const said = `${step}: ${pick(['sim', 'não', 'talvez', 'ok', '👍'])}`;
    const content = next() < 0.2 ? { photo: {}, caption: said } : said;
    if (next() < 0.55) {
      desk.client(name).writes(content);
      toThread.get(name)?.push(said);
    } else {
      desk.agent(pick(['bia', 'caio'])).comments(name, content);
      toClient.get(name)?.push(said);
    }
    if (next() < 0.02) await desk.settle();
  }
  await desk.settle();

  for (const name of names) {
    const fromBot = desk.comments(name).filter(({ from }) => from?.id === desk.sandbox.botId);
    const relayed = fromBot.map(({ text, caption }) => text ?? caption);
    expect({ name, relayed }).toEqual({ name, relayed: ['oi', ...(toThread.get(name) ?? [])] });
    expect({ name, got: inboxes(desk, [name])[name]?.slice(1) }).toEqual({ name, got: toClient.get(name) });
  }
  expect(desk.log).toEqual([]);
});

test('replies and edits of many clients, whose message ids are the same numbers everywhere, stay apart', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  const names = ['ana', 'bruno', 'carla', 'davi', 'elis'];
  const first = new Map(names.map((name) => [name, desk.client(name).writes(`primeira de ${name}`)]));
  await desk.settle();
  const answers = new Map(names.map((name) => [name, desk.agent('bia').comments(name, `para ${name}`)]));
  await desk.settle();
  for (const name of names) {
    desk.client(name).edits(first.get(name) ?? 0, `editada de ${name}`);
    desk.agent('bia').editsComment(answers.get(name) ?? 0, `editada para ${name}`);
    const received = desk.client(name).received().at(-1)?.message_id ?? 0;
    desk.client(name).writes(`resposta de ${name}`, { replyTo: received });
  }
  await desk.settle();
  for (const name of names) {
    expect(desk.thread(name)).toEqual([
      `✏️ editada de ${name}`,
      `editada para ${name}`,
      `resposta de ${name}`,
    ]);
    expect(desk.comments(name)[2]?.reply_to_message?.message_id).toBe(answers.get(name));
    expect(desk.client(name).lastMessage()).toBe(`editada para ${name}`);
    expect(desk.client(name).received()).toHaveLength(2);
  }
});

test('what an agent writes, answers, edits or sends in private never reaches a client, on any message id', async () => {
  await using desk = await startDesk();
  const { people } = desk.sandbox;
  for (const name of ['ana', 'bruno']) desk.client(name).writes(`oi de ${name}`);
  await desk.settle();
  for (const name of ['ana', 'bruno']) desk.agent('bia').comments(name, `olá, ${name}`);
  await desk.settle();
  const before = {
    inboxes: inboxes(desk, ['ana', 'bruno']),
    threads: [desk.thread('ana'), desk.thread('bruno')],
    channel: desk.sandbox.views.channel().map(({ text }) => text),
  };

  const bia = desk.agent('bia');
  const highest = Math.max(...desk.sandbox.views.group().map(({ message_id: id }) => id)) + 5;
  const own: number[] = [];
  for (let ofBia = 0; ofBia < highest; ofBia = own.at(-1) ?? highest)
    own.push(bia.writes('segredo da equipe'));
  await desk.settle();
  for (const { message_id: id, from } of bia.chat()) {
    if (from?.id === bia.id) {
      bia.edits(id, 'segredo editado');
      desk.sandbox.faults.spuriousEdit(bia.id, id);
    }
    bia.writes('segredo em resposta', { replyTo: id });
    bia.writes({ photo: {}, caption: 'segredo em foto' }, { replyTo: id });
  }
  for (const command of ['/p 5', '/fim', '/ban', '/p', '# nota', '/start', '/tos']) bia.writes(command);
  people.writeAlbum(bia.id, [{ photo: {}, caption: 'segredo' }, { photo: {} }]);
  await desk.settle();

  expect(inboxes(desk, ['ana', 'bruno'])).toEqual(before.inboxes);
  expect([desk.thread('ana'), desk.thread('bruno')]).toEqual(before.threads);
  expect(desk.sandbox.views.channel().map(({ text }) => text)).toEqual(before.channel);
  expect(await desk.keysHolding('segredo')).toEqual([]);
  expect(bia.received().every(({ text }) => !text?.includes('segredo'))).toBe(true);
});

test('an agent who writes to the bot is told where clients are answered, and is no client', async () => {
  await using desk = await startDesk();
  desk.agent('bia').starts();
  await desk.settle();
  expect(desk.agent('bia').lastMessage()).toContain('Você é da equipe');
  desk.agent('bia').writes('oi?');
  await desk.settle();
  expect(desk.agent('bia').lastMessage()).toContain('não chega a nenhum cliente');
  expect(desk.sandbox.views.channel()).toEqual([]);
  expect(await desk.inspect('bia')).toBeNull();
});

test.each(['anonymous', 'channel'] as const)(
  'an agent who speaks as %s is relayed like any other and is never a client',
  async (as) => {
    await using desk = await startDesk();
    desk.client('ana').writes('oi');
    await desk.settle();
    const comment = desk.admin('dora').comments('ana', 'olá', { as });
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('olá');
    desk.admin('dora').editsComment(comment, 'olá!');
    desk.admin('dora').comments('ana', { photo: {}, caption: 'veja' }, { as, replyTo: comment });
    await desk.settle();
    expect(inboxes(desk, ['ana'])['ana']?.slice(1)).toEqual(['olá!', 'veja']);
    desk.admin('dora').comments('ana', '/p 4', { as });
    await desk.settle();
    expect(desk.post('ana').text).toMatch(/^🟧/u);
    expect(desk.thread('ana').at(-1)).toMatch(/^⚙️ .+ mudou a prioridade/u);
    desk.sandbox.people.sayInGroup(desk.client('dora').id, 'conversa à parte', { as });
    await desk.settle();
    expect(desk.sandbox.views.channel()).toHaveLength(1);
  },
);

test('a stranger in the group is not relayed, and is told so', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  const stranger = desk.client('curioso').id;
  desk.sandbox.people.setRole(desk.sandbox.groupId, stranger, 'member');
  desk.sandbox.people.comment(stranger, desk.post('ana').id, 'me passe seu pix');
  desk.sandbox.people.comment(stranger, desk.post('ana').id, '/ban');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open' });
  expect(desk.thread('ana').at(-1)).toContain('NÃO foi enviada ao cliente');
  expect(desk.sandbox.views.channel()).toHaveLength(1);
});

test('a client who is in the group comments in the own thread: it is not relayed to them', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.sandbox.people.setRole(desk.sandbox.groupId, desk.client('ana').id, 'member');
  desk.sandbox.people.comment(desk.client('ana').id, desk.post('ana').id, 'estou vendo vocês');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(desk.posts('ana')).toHaveLength(1);
});

test('people who join and leave the group, pins and chatter disturb nobody', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.agent('bia');
  const { people, groupId, views } = desk.sandbox;
  const joiner = desk.client('zeca').id;
  people.setRole(groupId, joiner, 'member');
  const loose = people.sayInGroup(desk.client('bia').id, 'bom dia, equipe');
  const inLoose = people.sayInGroup(desk.client('bia').id, 'em resposta', { replyTo: loose });
  people.sayInGroup(desk.client('bia').id, 'mais fundo', { replyTo: inLoose });
  people.pin(groupId, loose, desk.client('bia').id);
  people.setRole(groupId, joiner, 'left');
  await desk.settle();
  expect(views.channel()).toHaveLength(1);
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['oi']);
  expect(desk.log).toEqual([]);
});
