import { describe, expect, test } from 'vitest';
import { type ClientId, type EpochMs, FIRST_BOARD, type UserId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { deskReactions } from '../../src/desk/features.ts';
import { checkIndexes } from '../../src/cli/check-indexes.ts';
import { eraseClient } from '../../src/cli/erase.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { KEPT } from '../support/stores.ts';

const NOT_SENT = /apagados: a mensagem NÃO foi enviada/;
const WORDS = ['minhasenha', 'corrigida', 'legendasecreta', 'respostasecreta', 'notasecreta'];

const storeOf = ({ redis, keys }: TestDesk) => createClientStore(redis, keys, KEPT);
const EVER = 0 as EpochMs;
const UNAVAILABLE = { error_code: 502, description: 'Bad Gateway' };
const depsOf = (desk: TestDesk) => ({
  redis: desk.redis,
  keys: desk.keys,
  clients: storeOf(desk),
  dispatch: createDispatchBeside(storeOf(desk), { reactions: deskReactions() }),
});
/** As `npm run erase`, in another process. */
const erase = (desk: TestDesk, name: string) =>
  eraseClient(desk.client(name).id as ClientId, depsOf(desk), desk.clock.now());

async function converse(desk: TestDesk, name: string): Promise<void> {
  const bia = desk.agent('bia');
  const client = desk.client(name);
  const message = client.writes('minhasenha é 123');
  await desk.settle();
  client.writes({ photo: {}, caption: 'legendasecreta' });
  bia.comments(name, 'respostasecreta');
  bia.comments(name, '# notasecreta');
  await desk.settle();
  client.edits(message, 'minhasenha corrigida');
  bia.comments(name, '/fim');
  await desk.settle();
  client.writes('minhasenha outra vez');
  await desk.settle();
  const first = desk.comments(name)[0]?.message_id ?? 0;
  desk.sandbox.people.react(bia.id, desk.sandbox.groupId, first, '👍');
  await desk.settle();
}

async function expectNoWords(desk: TestDesk, words: readonly string[]): Promise<void> {
  const holding = await Promise.all(words.map(async (word) => [word, await desk.keysHolding(word)]));
  expect(holding).toEqual(words.map((word) => [word, []]));
}

async function expectNothingOf(desk: TestDesk, name: string): Promise<void> {
  await expectNoWords(desk, [...WORDS, name]);
}

describe('an erased client', () => {
  test('leaves no word and no name in Redis, and the post has neither name nor id', async () => {
    await using desk = await startDesk();
    const id = desk.person('Anabela', { firstName: 'Anabela', lastName: 'Lima', username: 'anabelalima' });
    await converse(desk, 'Anabela');
    const { id: post } = desk.post('Anabela');
    expect(await desk.keysHolding('minhasenha')).not.toEqual([]);
    await erase(desk, 'Anabela');
    await desk.settle();
    await expectNothingOf(desk, 'Anabela');
    await expectNothingOf(desk, 'anabelalima');
    expect(desk.sandbox.views.channel().find((one) => one.id === post)).toMatchObject({
      text: '⬜️ Apagado',
      pinned: false,
    });
    expect(await desk.inspect('Anabela')).toMatchObject({
      client: id,
      state: 'erased',
      thread: 'none',
      profile: { firstName: String(id), lastName: null, username: null },
      waiting: [],
      parked: [],
      log: [],
    });
    expect(await checkIndexes({ ...depsOf(desk), closedSince: EVER })).toMatchObject({ difference: null });
  });

  test('is not reached from the old thread, and the agent is told', async () => {
    await using desk = await startDesk();
    await converse(desk, 'Ana');
    const { id: post } = desk.post('Ana');
    const bia = desk.agent('bia');
    await erase(desk, 'Ana');
    await desk.settle();
    const heard = desk.client('Ana').received().length;
    const said = [
      desk.sandbox.people.comment(bia.id, post, 'ainda aí?'),
      desk.sandbox.people.comment(bia.id, post, '/p 3'),
    ];
    await desk.settle();
    const answers = desk.sandbox.views
      .thread(post)
      .filter(({ text, reply_to_message }) => NOT_SENT.test(text ?? '') && reply_to_message !== undefined);
    expect(answers.map(({ reply_to_message }) => reply_to_message?.message_id)).toEqual(said);
    expect(desk.client('Ana').received()).toHaveLength(heard);
    expect(await desk.inspect('Ana')).toMatchObject({ state: 'erased', waiting: [] });
  });

  test('who writes again is a new client with a thread of their own', async () => {
    await using desk = await startDesk();
    await converse(desk, 'Ana');
    const { id: post } = desk.post('Ana');
    const bia = desk.agent('bia');
    const before = (await desk.inspect('Ana'))?.version ?? 0;
    await erase(desk, 'Ana');
    await desk.settle();
    desk.client('Ana').writes('voltei');
    await desk.settle();
    expect(desk.posts('Ana')).toHaveLength(1);
    expect(desk.post('Ana').id).not.toBe(post);
    expect(desk.thread('Ana')).toEqual(['voltei']);
    expect(desk.client('Ana').lastMessage()).toMatch(/Olá, Ana/);
    expect((await desk.inspect('Ana'))?.version).toBeGreaterThan(before);
    bia.comments('Ana', 'bem-vinda');
    desk.sandbox.people.comment(bia.id, post, 'para a antiga');
    await desk.settle();
    expect(desk.client('Ana').texts()).toContain('bem-vinda');
    expect(desk.client('Ana').texts()).not.toContain('para a antiga');
    expect(desk.sandbox.views.thread(post).at(-1)?.text).toMatch(NOT_SENT);
    expect(await checkIndexes({ ...depsOf(desk), closedSince: EVER })).toMatchObject({ difference: null });
  });

  test('can be erased again', async () => {
    await using desk = await startDesk();
    await converse(desk, 'Ana');
    await erase(desk, 'Ana');
    await desk.settle();
    await converse(desk, 'Ana');
    await erase(desk, 'Ana');
    await desk.settle();
    await expectNothingOf(desk, 'Ana');
    expect(desk.posts('Ana')).toEqual([]);
    expect(desk.sandbox.views.channel().map(({ text }) => text)).toEqual(['⬜️ Apagado', '⬜️ Apagado']);
  });
});

test('a counterpart that an edit replaced is forgotten too', async () => {
  await using desk = await startDesk();
  const ana = desk.client('Ana');
  const message = ana.writes('minhasenha é 123');
  await desk.settle();
  const refused = { error_code: 400, description: "Bad Request: message can't be edited" };
  for (const words of ['corrigida', 'minhasenha corrigida']) {
    desk.sandbox.faults.next({ method: 'editMessageText', chatId: desk.sandbox.groupId }, refused);
    ana.edits(message, words);
    await desk.settle();
  }
  const comment = desk.agent('bia').comments('Ana', 'respostasecreta');
  await desk.settle();
  desk.sandbox.faults.next({ method: 'editMessageText', chatId: ana.id }, refused);
  desk.agent('bia').editsComment(comment, 'respostasecreta corrigida');
  await desk.settle();
  const numbers = async () => (await desk.keysHolding('numbers:')).filter((key) => key.includes(':numbers:'));
  expect(await numbers()).not.toEqual([]);
  await erase(desk, 'Ana');
  await desk.settle();
  expect(await numbers()).toEqual([]);
});

test('an erasing while the desk is stopped is finished at the next start', async () => {
  await using desk = await startDesk();
  await converse(desk, 'Ana');
  await desk.stop();
  await erase(desk, 'Ana');
  await expectNoWords(desk, WORDS);
  await desk.restart();
  await desk.settle();
  await expectNothingOf(desk, 'Ana');
  expect(desk.posts('Ana')).toEqual([]);
});

test('an erasing that crashed after the commit is finished by the desk', async () => {
  await using desk = await startDesk();
  await converse(desk, 'Ana');
  const clients = storeOf(desk);
  const dispatch = createDispatchBeside(clients);
  await dispatch({
    id: 'erase by hand',
    at: desk.clock.now(),
    owner: desk.client('Ana').id as ClientId,
    actor: { kind: 'desk' },
    event: { type: 'client.erased' },
  });
  await desk.settle();
  await expectNothingOf(desk, 'Ana');
  expect(desk.posts('Ana')).toEqual([]);
});

test('what waits is not sent any more, and what is parked is gone', async () => {
  await using desk = await startDesk();
  await converse(desk, 'Ana');
  const bia = desk.agent('bia');
  const pause = { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 60 } };
  desk.sandbox.faults.next(
    { method: 'sendMessage' },
    { error_code: 400, description: 'Bad Request: something new' },
  );
  bia.comments('Ana', 'respostasecreta presa');
  await desk.settle();
  expect((await desk.inspect('Ana'))?.parked).toHaveLength(1);
  desk.sandbox.faults.next({ method: 'sendMessage' }, pause);
  desk.client('Ana').writes('minhasenha espera');
  await eventually(() => expect(desk.clock.isSleeping(60_000)).toBe(true));
  expect(await desk.keysHolding('minhasenha espera')).not.toEqual([]);
  await erase(desk, 'Ana');
  await desk.passRest(60_000);
  await desk.settle();
  expect(await desk.inspect('Ana')).toMatchObject({ waiting: [], parked: [] });
  await expectNothingOf(desk, 'Ana');
  const shown = desk.sandbox.views.channel().flatMap(({ id }) => desk.sandbox.views.thread(id));
  expect(shown.map(({ text }) => text)).not.toContain('minhasenha espera');
});

test.each(['a new person', 'an erased client'])(
  'the waiting words of %s, who is no client, go with an erasing',
  async (who) => {
    await using desk = await startDesk();
    if (who === 'an erased client') {
      await converse(desk, 'Ana');
      await erase(desk, 'Ana');
      await desk.settle();
    }
    const heard = desk.client('Ana').received().length;
    await desk.redis.del(desk.keys.membership(FIRST_BOARD, desk.client('Ana').id as UserId));
    desk.sandbox.faults.next({ method: 'getChatMember', times: Infinity }, UNAVAILABLE);
    desk.client('Ana').writes('minhasenha espera');
    await eventually(async () => expect(await desk.keysHolding('minhasenha espera')).not.toEqual([]));
    await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
    await erase(desk, 'Ana');
    await expectNothingOf(desk, 'Ana');
    desk.sandbox.faults.clear();
    desk.pass(60_000);
    await desk.settle();
    expect(desk.posts('Ana')).toEqual([]);
    expect(desk.client('Ana').received()).toHaveLength(heard);
    await expectNothingOf(desk, 'Ana');
  },
);

test('an erasing of an unknown client changes nothing', async () => {
  await using desk = await startDesk();
  await eraseClient(1 as ClientId, depsOf(desk), desk.clock.now());
  expect(await storeOf(desk).load(1 as ClientId)).toBeNull();
});
