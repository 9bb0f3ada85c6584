import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';

const MESSAGES = 25;

/** Bia joins once the desk listens to changes of membership. */
async function settleWithBia(desk: TestDesk): Promise<void> {
  await desk.settle();
  desk.agent('bia');
  await desk.settle();
}

test('a text costs exactly one call, either way, in an open thread', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await settleWithBia(desk);
  const toThread = desk.countCalls();
  for (let index = 0; index < MESSAGES; index += 1) desk.client('ana').writes(`c${index}`);
  await desk.settle();
  expect(toThread()).toEqual(Array.from({ length: MESSAGES }, () => 'sendMessage'));

  const toClient = desk.countCalls();
  for (let index = 0; index < MESSAGES; index += 1) desk.agent('bia').comments('ana', `a${index}`);
  await desk.settle();
  expect(toClient()).toEqual(Array.from({ length: MESSAGES }, () => 'sendMessage'));
});

test('media, a reply and an edit cost one call each', async () => {
  await using desk = await startDesk();
  const first = desk.client('ana').writes('oi');
  await desk.settle();
  const calls = desk.countCalls();
  desk.client('ana').writes({ photo: {}, caption: 'veja' });
  desk.client('ana').writes('e isto', { replyTo: first });
  desk.client('ana').edits(first, 'olá');
  await desk.settle();
  expect(calls().sort()).toEqual(['copyMessage', 'editMessageText', 'sendMessage']);
});

test('a new client costs five calls, one per administrator told, and one question that costs no budget', async () => {
  await using desk = await startDesk();
  await desk.settle();
  for (const name of ['dora', 'edu']) desk.admin(name).starts();
  desk.agent('bia');
  await desk.settle();
  const questionsAbout = (id: number) =>
    desk.sandbox.calls.filter(({ params }) => Number(params['user_id']) === id).map(({ method }) => method);
  for (const name of ['ana', 'bruno']) {
    const calls = desk.countCalls();
    for (const text of ['oi', 'tem alguém?']) desk.client(name).writes(text);
    await desk.settle();
    // An update reported the new member.
    desk.agent(`friend of ${name}`);
    await desk.settle();
    desk.agent(`friend of ${name}`).comments(name, '# nota');
    await desk.settle();
    expect(calls().sort()).toEqual([
      'deleteMessage',
      'pinChatMessage',
      ...['post', 'greeting', 'relay', 'relay', 'dora', 'edu'].map(() => 'sendMessage'),
    ]);
    expect(questionsAbout(desk.client(name).id)).toEqual(['getChatMember']);
    expect(questionsAbout(desk.client(`friend of ${name}`).id)).toEqual([]);
  }
});

test('a priority costs a line, an edit of the post, and the removal of the command', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await settleWithBia(desk);
  const calls = desk.countCalls();
  desk.agent('bia').comments('ana', '/p 4');
  await desk.settle();
  expect(calls().sort()).toEqual(['deleteMessage', 'editMessageText', 'sendMessage']);
});

test('a close costs the goodbye, a line, an edit, an unpin and the removal of the command', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await settleWithBia(desk);
  const calls = desk.countCalls();
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(calls().sort()).toEqual([
    'deleteMessage',
    'editMessageText',
    'sendMessage',
    'sendMessage',
    'unpinChatMessage',
  ]);
});

test('many messages before the thread is there cost one call each, besides the five', async () => {
  await using desk = await startDesk({ notifyAdmins: false, sandbox: { copyDelayMs: 60 } });
  const calls = desk.countCalls();
  for (let index = 0; index < 10; index += 1) desk.client('ana').writes(`${index}`);
  await desk.settle();
  expect(calls().filter((method) => method === 'sendMessage')).toHaveLength(2 + 10);
  expect(calls().filter((method) => method === 'pinChatMessage')).toHaveLength(1);
  expect(calls().filter((method) => method === 'editMessageText')).toHaveLength(0);
});

test('what concerns no client costs nothing: chatter, notes, pins, joins, human posts', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.admin('dora');
  await desk.settle();
  const { people, groupId, channelId } = desk.sandbox;
  const calls = desk.countCalls();
  const loose = people.sayInGroup(desk.client('dora').id, 'bom dia');
  people.sayInGroup(desk.client('dora').id, 'oi', { replyTo: loose });
  people.pin(groupId, loose, desk.client('dora').id);
  desk.admin('dora').comments('ana', '# nota');
  const post = people.post(desk.client('dora').id, 'Aviso');
  people.editPost(desk.client('dora').id, post, 'Aviso!');
  people.pin(channelId, post, desk.client('dora').id);
  people.setRole(groupId, desk.client('zeca').id, 'member');
  await desk.settle();
  expect(calls()).toEqual([]);
});
