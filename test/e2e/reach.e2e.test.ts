import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { badGateway, serverError, tooMany } from './refusals.ts';

const blocked = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };

test('a client blocks the bot: the thread says so, comments are visibly refused, and no call is wasted', async () => {
  await using desk = await deskWith('ana');
  desk.client('ana').blocks();
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain('O cliente bloqueou o bot');
  expect(desk.post('ana').text).toMatch(/^🟦 \d+ 👤 ana 🚫\n#1$/);
  const before = desk.client('ana').received();
  const toAna = () => desk.sandbox.calls.filter(({ chatId }) => chatId === desk.client('ana').id).length;
  const calls = toAna();
  const comment = desk.agent('bia').comments('ana', 'olá?');
  await desk.settle();
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringContaining('NÃO foi entregue'),
    reply_to_message: { message_id: comment },
  });
  expect(toAna()).toBe(calls);
  expect(desk.client('ana').received()).toEqual(before);
  expect(await desk.inspect('ana')).toMatchObject({
    reach: 'blocked',
    state: 'open',
    waiting: [],
    parked: [],
  });
});

test('a block that Telegram only tells by refusing is learned from the refusal', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id }, blocked);
  const comment = desk.agent('bia').comments('ana', 'olá?');
  await desk.settle();
  expect(desk.thread('ana').filter((text) => text.includes('bloqueou'))).toHaveLength(2);
  expect(desk.comments('ana').find(({ text }) => text?.includes('NÃO foi entregue'))).toMatchObject({
    reply_to_message: { message_id: comment },
  });
  expect(await desk.inspect('ana')).toMatchObject({ reach: 'blocked', waiting: [], parked: [] });
});

test('a client who unblocks the bot is reachable again, and the thread says so', async () => {
  await using desk = await deskWith('ana');
  desk.client('ana').blocks();
  await desk.settle();
  desk.client('ana').unblocks();
  await desk.settle();
  expect(desk.post('ana').text).toMatch(/^🟦 \d+ 👤 ana\n#1$/);
  expect(desk.thread('ana').at(-1)).toContain('desbloqueou');
  desk.agent('bia').comments('ana', 'que bom');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('que bom');
});

test('a client who comes back by writing is reachable again, even when the unblocking was not told', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id }, blocked);
  desk.agent('bia').comments('ana', 'olá?');
  await desk.settle();
  desk.client('ana').writes('estou aqui');
  await desk.settle();
  expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable' });
  desk.agent('bia').comments('ana', 'ótimo');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('ótimo');
});

test('a client who comes back through /start is greeted and reachable again', async () => {
  await using desk = await deskWith('ana');
  desk.client('ana').blocks();
  await desk.settle();
  desk.client('ana').starts();
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toContain('Olá, ana!');
  expect(desk.thread('ana').filter((text) => text.includes('desbloqueou'))).toHaveLength(1);
  expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable', state: 'open' });
});

test('a refusal that arrives after the client has come back changes nothing', async () => {
  await using desk = await deskWith('ana');
  const { id } = desk.client('ana');
  desk.sandbox.faults.next({ chatId: id }, tooMany(40));
  desk.agent('bia').comments('ana', 'um');
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  desk.client('ana').blocks();
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ reach: 'blocked' }));
  desk.client('ana').unblocks();
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable' }));
  desk.agent('bia').comments('ana', 'dois');
  await desk.passRest(40_000);
  await desk.settle();
  // Both wait, so both may leave in one call.
  expect(desk.client('ana').texts().slice(1).join('\n')).toBe('um\ndois');
  expect(await desk.inspect('ana')).toMatchObject({
    client: id,
    reach: 'reachable',
    waiting: [],
    parked: [],
  });
});

test('closing a client who blocked the bot works, without a goodbye that cannot arrive', async () => {
  await using desk = await deskWith('ana');
  desk.client('ana').blocks();
  await desk.settle();
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(desk.post('ana')).toMatchObject({ text: expect.stringMatching(/^⬜️/u), pinned: false });
  expect(await desk.inspect('ana')).toMatchObject({ state: 'closed', waiting: [], parked: [] });
});

test('an account that was deleted is told in the thread', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.people.deactivate(desk.client('ana').id);
  desk.agent('bia').comments('ana', 'olá?');
  await desk.settle();
  expect(desk.thread('ana').some((text) => text.includes('conta do cliente foi desativada'))).toBe(true);
  expect(desk.thread('ana').some((text) => text.includes('NÃO foi entregue'))).toBe(true);
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open', waiting: [], parked: [] });
});

test.each([
  ['429', tooMany(9), 9000],
  ['500', serverError, null],
  ['502', badGateway, null],
  ['a dropped connection', 'drop-before', null],
  ['a lost answer', 'drop-after', null],
] as const)(
  '%s is not a block: the answer arrives and the client is not banned',
  async (_what, fault, restMs) => {
    await using desk = await deskWith('ana');
    desk.sandbox.faults.next({ chatId: desk.client('ana').id, times: 2 }, fault);
    desk.agent('bia').comments('ana', 'aguarde');
    if (restMs !== null) for (let time = 0; time < 2; time += 1) await desk.passRest(restMs);
    await eventually(() => expect(desk.client('ana').lastMessage()).toBe('aguarde'));
    await desk.settle();
    expect(await desk.inspect('ana')).toMatchObject({ reach: 'reachable', state: 'open', parked: [] });
    expect(desk.thread('ana')).toEqual(['oi', 'aguarde']);
  },
);

test('what Telegram will never take is visibly refused and kept for inspection, and the next goes on', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next(
    { chatId: desk.client('ana').id },
    { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' },
  );
  const comment = desk.agent('bia').comments('ana', 'um');
  desk.agent('bia').comments('ana', 'dois');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('dois');
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringContaining('NÃO foi entregue'),
    reply_to_message: { message_id: comment },
  });
  expect(await desk.inspect('ana')).toMatchObject({
    reach: 'reachable',
    parked: [{ kind: 'relayToClient' }],
  });
});

test('what cannot be copied is refused to its sender, on either side', async () => {
  await using desk = await deskWith('ana');
  const fault = { error_code: 400, description: "Bad Request: the message can't be copied" };
  desk.sandbox.faults.next({ method: 'copyMessage', times: 2 }, fault);
  const message = desk.client('ana').writes({ sticker: {} });
  await desk.settle();
  expect(desk.client('ana').received().at(-1)).toMatchObject({
    text: expect.stringContaining('Pode nos contar de outro jeito'),
    reply_to_message: { message_id: message },
  });
  const comment = desk.agent('bia').comments('ana', { sticker: {} });
  await desk.settle();
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringContaining('NÃO foi entregue'),
    reply_to_message: { message_id: comment },
  });
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [], reach: 'reachable' });
});

test('what is no file, and was deleted by its author before it was copied, is told to its author', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(15));
  desk.client('ana').writes('texto');
  const contact = desk.client('ana').writes({ contact: { phoneNumber: '+551199', firstName: 'João' } });
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  desk.sandbox.people.deleteMessage(desk.client('ana').id, contact);
  await desk.passRest(15_000);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'texto']);
  expect(desk.client('ana').lastMessage()).toContain('apagada antes de chegar');
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], state: 'open' });
});

test('somebody new who blocks the bot at once has a post, and the team knows', async () => {
  await using desk = await startDesk();
  desk.client('ana').writes('oi');
  desk.client('ana').blocks();
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', expect.stringContaining('bloqueou')]);
});

test('somebody who only pressed Start and blocked the bot leaves no trace in the channel', async () => {
  await using desk = await startDesk();
  desk.client('ana').starts();
  await desk.settle();
  desk.client('ana').blocks();
  await desk.settle();
  desk.client('ana').unblocks();
  await desk.settle();
  desk.client('ana').writes('agora sim');
  await desk.settle();
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.thread('ana')).toEqual(['agora sim']);
  expect(desk.log).toEqual([]);
});
