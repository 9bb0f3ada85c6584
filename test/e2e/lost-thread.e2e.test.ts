import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

const rootOf = (desk: TestDesk): number => desk.post('ana').rootId ?? 0;

/** The thread without the note about the earlier thread. The note must be there once. */
function continued(desk: TestDesk): string[] {
  const thread = desk.thread('ana');
  const rest = thread.filter((text) => !text.includes('A conversa continua aqui'));
  expect(rest).toHaveLength(thread.length - 1);
  return rest;
}

const living = (desk: TestDesk) =>
  desk.posts('ana').filter(({ text, pinned }) => pinned || !text.startsWith('⬜️'));

test('the root of the thread is deleted: the conversation continues under a new post, and the old one retires', async () => {
  await using desk = await deskWith('ana');
  const old = desk.post('ana');
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, rootOf(desk));
  for (const text of ['um', 'dois', 'três']) desk.client('ana').writes(text);
  await desk.settle();

  expect(desk.posts('ana')).toHaveLength(2);
  expect(desk.sandbox.views.post(old.id)).toMatchObject({
    pinned: false,
    text: expect.stringMatching(/^⬜️/u),
  });
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟦/u) });
  expect(continued(desk)).toEqual(['um', 'dois', 'três']);
  expect(desk.client('ana').received()).toHaveLength(1);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', ticket: 1, waiting: [], parked: [] });

  desk.agent('bia').comments('ana', 'sigo aqui');
  desk.client('ana').writes('quatro');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('sigo aqui');
  expect(continued(desk).slice(-2).sort()).toEqual(['quatro', 'sigo aqui']);
});

test('the priority survives the loss of the thread', async () => {
  await using desk = await deskWith('ana');
  desk.agent('bia').comments('ana', '/p 4');
  await desk.settle();
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, rootOf(desk));
  desk.client('ana').writes('depois');
  await desk.settle();
  expect(living(desk)).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟧/u) });
});

test('a lost thread comes to light when a closed client writes again', async () => {
  await using desk = await deskWith('ana');
  desk.agent('bia').comments('ana', '/fs');
  await desk.settle();
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, rootOf(desk));
  desk.client('ana').writes('voltei');
  await desk.settle();
  expect(living(desk)).toHaveLength(1);
  expect(continued(desk)).toEqual(['voltei']);
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟦/u) });
  expect(await desk.inspect('ana')).toMatchObject({ ticket: 1 });
});

test('messages, replies and media that were waiting when the thread was lost arrive in the new one', async () => {
  await using desk = await deskWith('ana');
  const question = desk.agent('bia').comments('ana', 'qual?');
  await desk.settle();
  const asked = desk.client('ana').received().at(-1)?.message_id ?? 0;
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, rootOf(desk));
  desk.sandbox.people.deleteMessage(desk.sandbox.groupId, question);
  desk.client('ana').writes('em resposta', { replyTo: asked });
  desk.client('ana').writes({ photo: {}, caption: 'foto' });
  desk.client('ana').writes('fim');
  await desk.settle();
  expect(continued(desk)).toEqual(['em resposta', 'foto', 'fim']);
  expect(living(desk)).toHaveLength(1);
});

test('the thread is lost twice: there is still one living post', async () => {
  await using desk = await deskWith('ana');
  for (const text of ['um', 'dois']) {
    desk.sandbox.people.deleteMessage(desk.sandbox.groupId, rootOf(desk));
    desk.client('ana').writes(text);
    await desk.settle();
    expect(living(desk)).toHaveLength(1);
    expect(continued(desk)).toEqual([text]);
  }
  expect(desk.posts('ana')).toHaveLength(3);
});

test('the root is deleted before the first message could be delivered', async () => {
  await using desk = await startDesk();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, { delayMs: 1 });
  desk.sandbox.faults.next(
    { method: 'sendMessage', chatId: desk.sandbox.groupId },
    { error_code: 400, description: 'Bad Request: message to be replied not found' },
  );
  desk.client('ana').writes('um');
  desk.client('ana').writes('dois');
  await desk.settle();
  expect(living(desk)).toHaveLength(1);
  expect(continued(desk).at(-1)).toBe('dois');
  expect(await desk.inspect('ana')).toMatchObject({ thread: 'ready', waiting: [], parked: [] });
});

test('the post is deleted from the channel: the next change of colour opens a new one', async () => {
  await using desk = await deskWith('ana');
  const root = rootOf(desk);
  desk.agent('bia');
  desk.sandbox.people.deleteMessage(desk.sandbox.channelId, desk.post('ana').id);
  desk.client('ana').writes('ainda no tópico antigo');
  await desk.settle();
  desk.sandbox.people.sayInGroup(desk.client('bia').id, '/p 5', { replyTo: root });
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟥/u) });
  expect(continued(desk)).toEqual([]);
  desk.client('ana').writes('agora no novo');
  await desk.settle();
  expect(continued(desk).at(-1)).toBe('agora no novo');
  desk.agent('bia').comments('ana', 'certo');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('certo');
});

test('the thread is lost while a change of colour waits for the channel', async () => {
  await using desk = await deskWith('ana');
  const { faults, people, channelId, groupId } = desk.sandbox;
  faults.next({ method: 'editMessageText', chatId: channelId }, tooMany(30));
  desk.agent('bia').comments('ana', '/p 4');
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  people.deleteMessage(groupId, rootOf(desk));
  desk.client('ana').writes('depois');
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ threadNumber: 2 }));
  await desk.passRest(30_000);
  await desk.settle();
  expect(living(desk)).toHaveLength(1);
  expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟧/u) });
  expect(continued(desk)).toEqual(['depois']);
  expect(await desk.inspect('ana')).toMatchObject({ thread: 'ready', waiting: [], parked: [] });
});

test('a comment in the thread that was replaced still reaches its client', async () => {
  await using desk = await deskWith('ana');
  const root = rootOf(desk);
  desk.agent('bia');
  desk.sandbox.people.deleteMessage(desk.sandbox.channelId, desk.post('ana').id);
  desk.sandbox.people.sayInGroup(desk.client('bia').id, '/p 3', { replyTo: root });
  await desk.settle();
  desk.sandbox.people.sayInGroup(desk.client('bia').id, 'do tópico antigo', { replyTo: root });
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('do tópico antigo');
});

test('pins and unpins by hand disturb nothing', async () => {
  await using desk = await deskWith('ana');
  const { people, channelId, groupId } = desk.sandbox;
  people.unpin(channelId, desk.post('ana').id);
  people.unpin(groupId, rootOf(desk));
  desk.client('ana').writes('depois');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'depois']);
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(desk.post('ana')).toMatchObject({ pinned: false, text: expect.stringMatching(/^⬜️/u) });
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('the pin notices of the desk do not stay in the channel, those of people do', async () => {
  await using desk = await deskWith('ana');
  const { people, channelId } = desk.sandbox;
  const deleted = () => desk.sandbox.calls.filter(({ method }) => method === 'deleteMessage');
  expect(deleted()).toHaveLength(1);
  desk.admin('dora');
  const notice = people.post(desk.client('dora').id, 'Aviso à equipe');
  people.pin(channelId, notice, desk.client('dora').id);
  await desk.settle();
  expect(deleted()).toHaveLength(1);
});
