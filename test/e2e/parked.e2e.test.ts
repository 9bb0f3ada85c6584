import { describe, expect, test } from 'vitest';
import { showParked } from '../../src/cli/parked.ts';
import { findParked, type ParkedTarget, releaseParked } from '../../src/store/find-parked.ts';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import { createPendingUpdates } from '../../src/store/pending-updates.ts';
import { retryAs } from '../../src/features/relay/retry-comment.ts';
import { createParkedStore } from '../../src/store/parked-store.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';

const unheardOf = { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' };
const everything: ParkedTarget = { of: 'everything' };

/** Runs beside the desk, like `npm run parked`. */
function parked(desk: TestDesk) {
  const store = createParkedStore(desk.redis, desk.keys, { logDays: 90 }, retryAs);
  return {
    list: async () => showParked(await findParked(store, everything), false),
    release: async (how: 'retry' | 'drop') =>
      releaseParked(store, await findParked(store, everything), {
        how,
        by: { kind: 'operator' },
        at: desk.clock.now(),
      }),
  };
}

const marksOn = (desk: TestDesk, comment: number): string[] =>
  (desk.sandbox.views.group().find(({ message_id }) => message_id === comment)?.reactions ?? []).map(
    ({ emoji }) => emoji,
  );

test('an agent sees on their message that it did not arrive, and why; tried again, it arrives and the mark goes', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id }, unheardOf);
  const comment = desk.agent('bia').comments('ana', 'importante');
  await desk.settle();
  expect(marksOn(desk, comment)).toEqual(['👎']);
  expect(desk.comments('ana').at(-1)).toMatchObject({
    text: expect.stringMatching(/NÃO foi entregue.*\(Bad Request: SOMETHING_UNHEARD_OF\)/s),
    reply_to_message: { message_id: comment },
  });
  expect(await parked(desk).list()).toMatchObject({ entries: [{ kind: 'relayToClient' }] });

  expect(await parked(desk).release('retry')).toBe(1);
  await eventually(() => expect(desk.client('ana').lastMessage()).toBe('importante'));
  await desk.settle();
  expect(marksOn(desk, comment)).toEqual([]);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('tried again in vain, it is parked again', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id, times: 2 }, unheardOf);
  const comment = desk.agent('bia').comments('ana', 'importante');
  await desk.settle();
  await parked(desk).release('retry');
  await eventually(() =>
    expect(desk.thread('ana').filter((text) => text.includes('NÃO foi'))).toHaveLength(2),
  );
  await desk.settle();
  expect(marksOn(desk, comment)).toEqual(['👎']);
  expect((await desk.inspect('ana'))?.parked).toHaveLength(1);
});

test('what was retried while the desk was away is delivered when it is back', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, unheardOf);
  desk.client('ana').writes('perdida?');
  await desk.settle();
  await desk.stop();
  await parked(desk).release('retry');
  await desk.restart();
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'perdida?']);
});

test('a client whose message did not arrive is told that, not that its kind is to blame', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, unheardOf);
  const message = desk.client('ana').writes('alguém aí?');
  await desk.settle();
  expect(desk.client('ana').received().at(-1)).toMatchObject({
    text: expect.stringContaining('Esta mensagem não chegou à nossa equipe.'),
    reply_to_message: { message_id: message },
  });
});

test('what was dropped never arrives, and the journal says so', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id }, unheardOf);
  desk.agent('bia').comments('ana', 'esqueça');
  await desk.settle();
  expect(await parked(desk).release('drop')).toBe(1);
  await desk.restart();
  await desk.settle();
  expect(desk.client('ana').texts()).not.toContain('esqueça');
  const seen = await desk.inspect('ana');
  expect(seen?.parked).toEqual([]);
  expect(seen?.journal.at(-1)?.command).toMatch(/^parked:drop:/);
});

test('a message that was given up and then edited arrived with its edit; tried again, it is not said a second time', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, unheardOf);
  const message = desk.client('ana').writes('amanha');
  await desk.settle();
  desk.client('ana').edits(message, 'amanhã às 3');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'amanhã às 3']);
  expect(await parked(desk).release('retry')).toBe(1);
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toEqual([]));
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'amanhã às 3']);
  expect((await desk.inspect('ana'))?.parked).toEqual([]);
});

test('an edit that was given up does not undo a newer one when it is tried again', async () => {
  await using desk = await deskWith('ana');
  const message = desk.client('ana').writes('um');
  const comment = desk.agent('bia').comments('ana', 'eins');
  await desk.settle();
  desk.sandbox.faults.next({ method: 'editMessageText', times: 2 }, unheardOf);
  desk.client('ana').edits(message, 'dois');
  desk.agent('bia').editsComment(comment, 'zwei');
  await desk.settle();
  desk.client('ana').edits(message, 'três');
  desk.agent('bia').editsComment(comment, 'drei');
  await desk.settle();
  // The agent's own was void as soon as the newer one arrived.
  expect(await parked(desk).release('retry')).toBe(1);
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toEqual([]));
  await desk.settle();
  const saidBy = (messages: { text?: string }[]) => messages.map(({ text }) => text ?? '');
  expect(saidBy(desk.comments('ana'))).toContainEqual(expect.stringMatching(/^✏️ três/));
  expect(saidBy(desk.client('ana').received())).toContain('drei');
});

/** Events during a retry: `retried-comments.e2e.test.ts`. */
describe('a comment that was given up', () => {
  async function undelivered(desk: TestDesk, text: string): Promise<number> {
    desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, unheardOf);
    const comment = desk.agent('bia').comments('ana', text);
    await desk.settle();
    expect(marksOn(desk, comment)).toEqual(['👎']);
    return comment;
  }

  const receivedBy = (desk: TestDesk): string[] => desk.client('ana').texts();

  async function undeliveredEdit(desk: TestDesk): Promise<number> {
    const comment = desk.agent('bia').comments('ana', 'um');
    await desk.settle();
    desk.sandbox.faults.next({ method: 'editMessageText' }, unheardOf);
    desk.agent('bia').editsComment(comment, 'dois');
    await desk.settle();
    return comment;
  }

  test('and edited arrives as it is now, once, and loses its mark', async () => {
    await using desk = await deskWith('ana');
    const comment = await undelivered(desk, 'amanha');
    desk.agent('bia').editsComment(comment, 'amanhã às 3');
    await desk.settle();
    expect(receivedBy(desk).filter((text) => text.startsWith('amanh'))).toEqual(['amanhã às 3']);
    expect(marksOn(desk, comment)).toEqual([]);
    expect(await parked(desk).list()).toEqual({ entries: [], updates: [] });
  });

  test('and edited in vain is parked as it is now', async () => {
    await using desk = await deskWith('ana');
    const comment = await undelivered(desk, 'um');
    desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, unheardOf);
    desk.agent('bia').editsComment(comment, 'dois');
    await desk.settle();
    expect(marksOn(desk, comment)).toEqual(['👎']);
    expect((await desk.inspect('ana'))?.parked).toHaveLength(1);
    await parked(desk).release('retry');
    await eventually(() => expect(desk.client('ana').lastMessage()).toBe('dois'));
    await desk.settle();
    expect(receivedBy(desk)).not.toContain('um');
    expect(marksOn(desk, comment)).toEqual([]);
  });

  test('is not sent again because its mark was taken for an edit', async () => {
    await using desk = await deskWith('ana');
    const comment = await undelivered(desk, 'um');
    desk.sandbox.faults.spuriousEdit(desk.sandbox.groupId, comment);
    await desk.settle();
    expect(receivedBy(desk)).not.toContain('um');
    expect(marksOn(desk, comment)).toEqual(['👎']);
    expect((await desk.inspect('ana'))?.parked).toHaveLength(1);
  });

  test.each([
    ['a note', '# era só para nós'],
    ['a command', '/fim'],
  ])('and became %s is never sent', async (_what, text) => {
    await using desk = await deskWith('ana');
    const comment = await undelivered(desk, 'um');
    desk.agent('bia').editsComment(comment, text);
    await desk.settle();
    expect(marksOn(desk, comment)).toEqual([]);
    expect(await parked(desk).release('retry')).toBe(0);
    expect(receivedBy(desk)).not.toContain('um');
  });

  test('and deleted is not sent when it is tried again, and the thread says so', async () => {
    await using desk = await deskWith('ana');
    const comment = await undelivered(desk, 'um');
    desk.sandbox.people.deleteMessage(desk.sandbox.groupId, comment);
    await parked(desk).release('retry');
    await eventually(() => expect(desk.thread('ana').at(-1)).toContain('foi apagado'));
    await desk.settle();
    expect(receivedBy(desk)).not.toContain('um');
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  });

  test('in an edit is marked until a later edit arrives, and the edit is not tried again', async () => {
    await using desk = await deskWith('ana');
    const comment = await undeliveredEdit(desk);
    expect(marksOn(desk, comment)).toEqual(['👎']);
    expect(desk.thread('ana').at(-1)).toContain('A alteração NÃO chegou ao cliente');
    desk.agent('bia').editsComment(comment, 'três');
    await desk.settle();
    expect(marksOn(desk, comment)).toEqual([]);
    expect(desk.client('ana').lastMessage()).toBe('três');
    expect(await parked(desk).release('retry')).toBe(0);
  });

  test('in an edit that is tried again loses its mark when that arrives', async () => {
    await using desk = await deskWith('ana');
    const comment = await undeliveredEdit(desk);
    await parked(desk).release('retry');
    await eventually(() => expect(desk.client('ana').lastMessage()).toBe('dois'));
    await desk.settle();
    expect(marksOn(desk, comment)).toEqual([]);
  });
});

test('a reaction that was given up shows, tried again, what holds then', async () => {
  await using desk = await deskWith('ana');
  const { people, faults, groupId, botId } = desk.sandbox;
  const [bia, ana] = [desk.agent('bia').id, desk.client('ana').id];
  const answer = desk.agent('bia').comments('ana', 'pronto');
  await desk.settle();
  const told = desk.client('ana').received().at(-1)?.message_id ?? 0;
  faults.next({ method: 'setMessageReaction', times: 2 }, unheardOf);
  people.react(ana, ana, told, '👍');
  people.react(bia, groupId, answer, '🔥');
  await desk.settle();
  expect((await desk.inspect('ana'))?.parked).toHaveLength(2);
  people.react(ana, ana, told, '❤');
  people.react(bia, groupId, answer, null);
  await desk.settle();
  await parked(desk).release('retry');
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toEqual([]));
  await desk.settle();
  const ofBot = (message: SeenMessage | undefined) =>
    message?.reactions?.flatMap(({ userId, emoji }) => (userId === botId ? [emoji] : []));
  expect(ofBot(desk.comments('ana').at(-1))).toEqual(['❤']);
  expect(ofBot(desk.client('ana').received().at(-1)) ?? []).toEqual([]);
});

test('an update that nobody understood is handled again by the running desk', async () => {
  await using desk = await deskWith('ana');
  const { id } = desk.client('ana');
  const chat = { id, type: 'private', first_name: 'ana' };
  const update = {
    update_id: 999_999,
    message: {
      message_id: 5000,
      date: 0,
      chat,
      from: { id, is_bot: false, first_name: 'ana' },
      text: 'de novo',
    },
  };
  await createPendingUpdates(desk.redis, desk.keys).park(update, 'the desk failed', desk.clock.now());
  expect(await parked(desk).list()).toMatchObject({
    updates: [{ update: 999_999, reason: 'the desk failed' }],
  });
  await parked(desk).release('retry');
  desk.pass(1000);
  await eventually(() => expect(desk.thread('ana')).toEqual(['oi', 'de novo']));
  await desk.settle();
  expect(await parked(desk).list()).toEqual({ entries: [], updates: [] });
});

test.each([
  ['the text is too long', 'Bad Request: message is too long', 'longo demais'],
  ['the client takes no voice', 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'não aceita mensagens de voz'],
] as const)('when %s, the agent reads it in their language', async (_why, description, words) => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ chatId: desk.client('ana').id }, { error_code: 400, description });
  desk.agent('bia').comments('ana', 'isto');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain(words);
  expect(desk.thread('ana').at(-1)).not.toContain('Bad Request');
});

test.each([
  ['banned', (desk: TestDesk): unknown => desk.agent('bia').comments('ana', '/ban')],
  ['away', (desk: TestDesk): unknown => desk.client('ana').blocks()],
] as const)('what is meant for a client who is %s is marked as well', async (_how, happens) => {
  await using desk = await deskWith('ana');
  happens(desk);
  await desk.settle();
  const comment = desk.agent('bia').comments('ana', 'olá?');
  await desk.settle();
  expect(marksOn(desk, comment)).toEqual(['👎']);
});
