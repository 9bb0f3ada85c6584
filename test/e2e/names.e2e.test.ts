import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';

const hostile = [
  '<b>Ana</b> &amp; <a href="x">',
  '👩‍👩‍👧‍👦🇧🇷',
  '\u200Fمحمد\u200F',
  'None',
  'Ana None',
  '🟥 ❌ ⬜️ 👤',
  '*_~`|[x](y)\\',
  'A\u0301na\u200d',
  '{$client}',
];

test.each(hostile)('a client called %s has a post, a thread and answers', async (firstName) => {
  await using desk = await startDesk();
  const id = desk.person('x', { firstName });
  desk.client('x').writes('oi');
  await desk.settle();
  desk.agent('bia').comments('x', '/p 3');
  desk.agent('bia').comments('x', 'olá');
  await desk.settle();
  expect(desk.post('x')).toMatchObject({ text: `🟨 ${id} 👤 ${firstName}\n#1`, pinned: true });
  expect(desk.post('x').entities).toHaveLength(1);
  expect(desk.client('x').lastMessage()).toBe('olá');
  expect(desk.log).toEqual([]);
});

test('a surname is shown when there is one, and only then', async () => {
  await using desk = await startDesk();
  const both = desk.person('a', { firstName: 'Ana', lastName: 'None' });
  const one = desk.person('b', { firstName: 'Bruno' });
  desk.client('a').writes('oi');
  desk.client('b').writes('oi');
  await desk.settle();
  expect(desk.post('a').text).toBe(`🟦 ${both} 👤 Ana None\n#1`);
  expect(desk.post('b').text).toBe(`🟦 ${one} 👤 Bruno\n#2`);
});

test('names of 64 emoji are shown whole', async () => {
  await using desk = await startDesk();
  const name = '🎈'.repeat(64);
  const id = desk.person('x', { firstName: name, lastName: name });
  desk.client('x').writes('oi');
  await desk.settle();
  expect(desk.post('x').text).toBe(`🟦 ${id} 👤 ${name} ${name}\n#1`);
  expect(desk.thread('x')).toEqual(['oi']);
});

test.each([1, 42, 136817, 777001, 2 ** 31, 2 ** 32 + 1, 2 ** 52 - 1])(
  'a client with the id %d is a client: relayed, linked, answered',
  async (id) => {
    await using desk = await startDesk();
    desk.person('x', { id, firstName: 'Xis' });
    const message = desk.client('x').writes('oi');
    await desk.settle();
    expect(desk.post('x').text).toBe(`🟦 ${id} 👤 Xis\n#1`);
    const comment = desk.agent('bia').comments('x', 'olá');
    await desk.settle();
    desk.client('x').edits(message, 'oi!');
    desk.agent('bia').editsComment(comment, 'olá!');
    await desk.settle();
    expect(desk.thread('x')).toEqual(['✏️ oi!', 'olá!']);
    expect(desk.client('x').lastMessage()).toBe('olá!');
    expect(await desk.inspect('x')).toMatchObject({ client: id, waiting: [], parked: [] });
  },
);

test.each([3, 777, 2 ** 52 - 7])('an agent with the id %d is an agent', async (id) => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.person('xis', { id, firstName: 'Xis' });
  desk.sandbox.people.setRole(desk.sandbox.channelId, id, 'member');
  desk.sandbox.people.comment(id, desk.post('ana').id, 'olá');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá');
});

test('two clients of the same name are two', async () => {
  await using desk = await startDesk();
  desk.person('a', { firstName: 'Maria', lastName: 'Silva' });
  desk.person('b', { firstName: 'Maria', lastName: 'Silva' });
  desk.client('a').writes('sou a primeira');
  desk.client('b').writes('sou a segunda');
  await desk.settle();
  desk.agent('bia').comments('b', 'para a segunda');
  await desk.settle();
  expect(desk.thread('a')).toEqual(['sou a primeira']);
  expect(desk.thread('b')).toEqual(['sou a segunda', 'para a segunda']);
  expect(desk.client('a').received()).toHaveLength(1);
});

test('a client named like the post of another takes nothing over', async () => {
  await using desk = await startDesk();
  const victim = desk.client('bia').id;
  desk.person('impostor', { firstName: `🟦 ${victim} 👤 bia` });
  desk.person('second', { firstName: '🟦', lastName: `${victim} 👤 bia` });
  desk.client('impostor').writes('sou a bia');
  desk.client('second').writes('eu também');
  desk.client('bia').writes('a verdadeira');
  await desk.settle();
  desk.agent('caio').comments('bia', 'olá, bia');
  await desk.settle();
  expect(desk.sandbox.views.channel()).toHaveLength(3);
  expect(desk.thread('bia')).toEqual(['a verdadeira', 'olá, bia']);
  expect(desk.thread('impostor')).toEqual(['sou a bia']);
  expect(desk.thread('second')).toEqual(['eu também']);
  expect(desk.client('impostor').received()).toHaveLength(1);
  expect(desk.client('bia').lastMessage()).toBe('olá, bia');
});

test('a post that an administrator writes like that of a client opens no thread and closes none', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  const { id } = desk.client('ana');
  desk.admin('dora');
  const forged = desk.sandbox.people.post(desk.client('dora').id, `🟥 ${id} 👤 ana`);
  await desk.settle();
  desk.sandbox.people.comment(desk.client('dora').id, forged, 'não sou daqui');
  desk.client('ana').writes('ainda aqui');
  await desk.settle();
  const [own] = desk.posts('ana');
  const texts = desk.sandbox.views.thread(own?.id ?? 0).map(({ text }) => text);
  expect(texts).toEqual(['oi', 'ainda aqui']);
  expect(desk.client('ana').received()).toHaveLength(1);
});
