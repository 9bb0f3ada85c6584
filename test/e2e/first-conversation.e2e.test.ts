import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';

test('a client and an agent talk: from the first message to close and reopen', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi, preciso de ajuda');
  await desk.settle();

  const { id } = desk.client('ana');
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ text: `🟦 ${id} 👤 ana\n#1`, pinned: true });
  expect(desk.thread('ana')).toEqual(['oi, preciso de ajuda']);
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(desk.client('ana').lastMessage()).toContain('Olá, ana!');

  desk.agent('bia').comments('ana', 'olá, como posso ajudar?');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá, como posso ajudar?');

  desk.agent('bia').comments('ana', '/p 5');
  await desk.settle();
  expect(desk.post('ana')).toMatchObject({ text: `🟥 ${id} 👤 ana\n#1`, pinned: true });
  expect(desk.thread('ana').at(-1)).toBe('⚙️ bia mudou a prioridade: 🟥 emergência');
  expect(desk.thread('ana')).not.toContain('/p 5');

  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(desk.post('ana')).toMatchObject({ text: `⬜️ ${id} 👤 ana\n#1`, pinned: false });
  expect(desk.client('ana').lastMessage()).toContain('Encerramos este atendimento');

  desk.client('ana').writes('mais uma coisa');
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ text: `🟦 ${id} 👤 ana\n#1`, pinned: true });
  expect(desk.client('ana').lastMessage()).toContain('Que bom ter você de volta');
  expect(desk.thread('ana').at(-1)).toBe('mais uma coisa');
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', ticket: 1, waiting: [], parked: [] });
  expect(desk.log).toEqual([]);
});
