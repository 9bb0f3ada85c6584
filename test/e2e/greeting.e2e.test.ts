import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';

test('the texts of the company replace ours, with the name of the client and line breaks in them', async () => {
  await using desk = await startDesk({
    company: {
      start: 'Oi, {0}!<br>Aqui é a Padaria.',
      restart: 'De novo por aqui, {{ contact.first_name }}?',
      end: 'Até logo, {{contact.first_name}}.<br/>Volte<br>sempre.',
      terms: 'Regras da casa, {{ contact.name }}',
    },
  });
  desk.person('ana', { firstName: 'Ana', lastName: 'Souza' });
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('Oi, Ana!\nAqui é a Padaria.');
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('Até logo, Ana.\nVolte\nsempre.');
  desk.client('ana').writes('voltei');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('De novo por aqui, Ana?');
  desk.client('ana').writes('/tos');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('Regras da casa, Ana Souza');
});

test.each(['<b>Zé</b>', 'Ana & Cia', '{{ contact.id }}', '{0}', '*_`[Zé](x)', '$& $1', '<br>'])(
  'a client called %s is greeted by exactly this name',
  async (firstName) => {
    await using desk = await startDesk({ company: { start: 'Oi, {{ contact.first_name }}!' } });
    const id = desk.person('hostil', { firstName });
    desk.client('hostil').writes('oi');
    await desk.settle();
    expect(desk.client('hostil').lastMessage()).toBe(`Oi, ${firstName}!`);
    expect(desk.post('hostil').text).toBe(`🟦 ${id} 👤 ${firstName}\n#1`);
    expect(desk.thread('hostil')).toEqual(['oi']);
  },
);

test('/start pressed three times before writing greets each time and opens one post afterwards', async () => {
  await using desk = await startDesk();
  for (let press = 0; press < 3; press += 1) desk.client('ana').starts(press === 0 ? 'site' : undefined);
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['⚙️ Origem: site', 'oi']);
  expect(
    desk
      .client('ana')
      .received()
      .every(({ text }) => text?.startsWith('Olá, ana!') === true),
  ).toBe(true);
});

test('the last link that a client came through before writing is the origin', async () => {
  await using desk = await startDesk();
  desk.client('ana').starts('site');
  desk.client('ana').starts('folheto');
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['⚙️ Origem: folheto', 'oi']);
});

test('a greeting goes out before the team has a thread to answer in', async () => {
  await using desk = await startDesk({ sandbox: { copyDelayMs: 'never' } });
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(1);
  expect((await desk.inspect('ana'))?.waiting.map(({ kind }) => kind)).toContain('relayToThread');
});

test('a client who asks for the terms or for help first is answered, and no post is opened', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('/tos');
  desk.client('ana').writes('/ajuda');
  await desk.settle();
  expect(desk.client('ana').texts()).toEqual([
    expect.stringContaining('Sobre esta conversa'),
    expect.stringContaining('Escreva aqui o que você precisa'),
  ]);
  expect(desk.sandbox.views.channel()).toEqual([]);
});

test('any other /word of a client is a message to the team', async () => {
  await using desk = await startDesk();
  for (const text of ['/p 5', '/fim', '/ban', '/status pedido 12', '# 1 na lista'])
    desk.client('ana').writes(text);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['/p 5', '/fim', '/ban', '/status pedido 12', '# 1 na lista']);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', priority: 1 });
});
