import { beforeEach, expect, test } from 'vitest';
import type { AgentId, UserId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { stageFile } from '../../src/telegram/stage-file.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { KEPT } from '../support/stores.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;
let bia: { id: AgentId; name: string };

beforeEach(async () => {
  desk = await startDesk({ notifyAdmins: false });
  desk.client('ana').writes('oi');
  bia = { id: desk.agent('bia').id as AgentId, name: 'Bia' };
  await desk.settle();
  return async () => await desk[Symbol.asyncDispose]();
});

let orders = 0;
/** The newest message of the page. The client's own messages do not come near. */
let n = 1000;

/** A command with effects, from another process. */
async function order(...effects: { kind: string; [field: string]: unknown }[]): Promise<void> {
  const dispatch = createDispatchBeside(createClientStore(desk.redis, desk.keys, KEPT));
  orders += 1;
  const owner = desk.client('ana').id as UserId;
  const at = desk.clock.now();
  await dispatch({ id: `order ${orders}`, owner, actor: { kind: 'agent', id: bia.id }, at, effects });
}

const said = (text: string) => ({ kind: 'text', text, entities: [] }) as const;
const received = () => desk.client('ana').received();
const last = (messages: SeenMessage[]): SeenMessage => messages.at(-1) as SeenMessage;
const lastInThread = () => last(desk.comments('ana'));

/** A message from the page. Resolves when the client has the message. */
async function page(text: string, more: object = {}): Promise<number> {
  n += 1;
  await order({ kind: 'writeToClient', number: n, content: said(text), author: bia, ...more });
  await eventually(() => expect(last(received()).text).toBe(text));
  return last(received()).message_id;
}

/** The words of Bia and of Ana in one message of the thread. */
async function together() {
  const written = await page('saiu ontem');
  const answered = desk.client('ana').writes('obrigada');
  await desk.settle();
  const message = lastInThread();
  expect(message.text).toBe('🙋 Bia: saiu ontem\n\n👤 ana: obrigada');
  return { n, written, answered, message: message.message_id };
}

test('the words of the page reach the client first, and stand in the thread with the name of the author', async () => {
  await page('chega amanhã');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '🙋 Bia: chega amanhã']);
});

test('an edit of either side changes the block where it stands', async () => {
  const { n, written, answered } = await together();
  desk.client('ana').edits(answered, 'muito obrigada');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '🙋 Bia: saiu ontem\n\n👤 ana: ✏️ muito obrigada']);
  await order({ kind: 'rewriteToClient', number: n, from: written, content: said('saiu hoje'), author: bia });
  await eventually(() => expect(last(received()).text).toBe('saiu hoje'));
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '🙋 Bia: ✏️ saiu hoje\n\n👤 ana: ✏️ muito obrigada']);
});

test("an answer of an agent goes to the client's words, and with a quote to the quoted words", async () => {
  const { written, answered, message } = await together();
  const answer = async (quote?: string) => {
    const more = quote === undefined ? {} : { quote };
    desk.agent('bia').comments('ana', 'de nada', { replyTo: message, ...more });
    await desk.settle();
    return last(received());
  };
  expect(await answer()).toMatchObject({ reply_to_message: { message_id: answered } });
  expect(await answer('obrigada')).toMatchObject({
    reply_to_message: { message_id: answered },
    quote: { text: 'obrigada', position: 0 },
  });
  expect(await answer('ontem')).toMatchObject({
    reply_to_message: { message_id: written },
    quote: { text: 'ontem', position: 5 },
  });
});

test("the client's answers and quotes name the block", async () => {
  const { written, message } = await together();
  desk.client('ana').writes('a que horas?', { replyTo: written });
  await desk.settle();
  expect(lastInThread()).toMatchObject({
    text: 'a que horas?',
    reply_to_message: { message_id: message },
    quote: { text: 'saiu ontem', position: 8 },
  });
  desk.client('ana').writes('ontem?', { replyTo: written, quote: 'ontem' });
  await desk.settle();
  expect(lastInThread()).toMatchObject({ quote: { text: 'ontem', position: 13 } });
});

test('an answer to words that still wait for the group finds them', async () => {
  const written = await page('tudo certo?');
  desk.client('ana').writes('sim', { replyTo: written });
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '🙋 Bia: tudo certo?', 'sim']);
  expect(lastInThread().reply_to_message?.text).toBe('🙋 Bia: tudo certo?');
});

test('reactions go to the message of the reacted words', async () => {
  const { written, answered, message } = await together();
  desk.sandbox.people.react(bia.id, desk.sandbox.groupId, message, '👍');
  await desk.settle();
  const inPrivate = (id: number) =>
    desk
      .client('ana')
      .chat()
      .find((one) => one.message_id === id);
  expect(inPrivate(answered)?.reactions).toMatchObject([{ emoji: '👍' }]);
  desk.sandbox.people.react(desk.client('ana').id, desk.client('ana').id, written, '🔥');
  await desk.settle();
  expect(lastInThread().reactions).toMatchObject([{ emoji: '👍' }, { emoji: '🔥' }]);
});

test('a quoted line of the desk answers nothing, and the words of the blocks stay', async () => {
  await order({
    kind: 'say',
    to: 'thread',
    text: { key: 'note-unbanned', params: { agent: bia } },
    elsewhere: true,
  });
  const answered = await (async () => {
    await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(1));
    return desk.client('ana').writes('voltei');
  })();
  await desk.settle();
  expect(lastInThread().text).toBe('⚙️ Bia retirou o banimento do cliente\n\n👤 ana: voltei');
  const { message_id: replyTo } = lastInThread();
  desk.agent('bia').comments('ana', 'viu?', { replyTo, quote: 'banimento' });
  await desk.settle();
  expect(last(received()).reply_to_message).toBeUndefined();
  desk.client('ana').edits(answered, 'eu voltei');
  await desk.settle();
  expect(desk.thread('ana')[1]).toBe('⚙️ Bia retirou o banimento do cliente\n\n👤 ana: ✏️ eu voltei');
});

test('a held-back group carries the words of both in one message, and each edit finds its block', async () => {
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(30));
  const first = desk.client('ana').writes('meu pedido não chegou');
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  const written = await page('vou ver');
  const nOfFirst = n;
  desk.client('ana').writes('é o 4711');
  await page('achei');
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(4));
  const calls = desk.countCalls();
  await desk.passRest(30_000);
  await desk.settle();
  expect(calls()).toEqual(['sendMessage']);
  expect(lastInThread().text).toBe(
    '👤 ana: meu pedido não chegou\n\n🙋 Bia: vou ver\n\n👤 ana: é o 4711\n\n🙋 Bia: achei',
  );
  desk.client('ana').edits(first, 'o pedido não chegou');
  await order({
    kind: 'rewriteToClient',
    number: nOfFirst,
    from: written,
    content: said('vou verificar'),
    author: bia,
  });
  await eventually(() => expect(desk.client('ana').texts()).toContain('vou verificar'));
  await desk.settle();
  expect(lastInThread().text).toBe(
    '👤 ana: ✏️ o pedido não chegou\n\n🙋 Bia: ✏️ vou verificar\n\n👤 ana: é o 4711\n\n🙋 Bia: achei',
  );
});

test('a staged file goes to the client and into the thread by its id, with one upload', async () => {
  desk.sandbox.people.start(bia.id);
  const api = createTelegramApi(desk.sandbox.token, desk.sandbox.url);
  const file = { what: 'document', name: 'nota.pdf', bytes: Buffer.from('nota') } as const;
  const staged = await stageFile(bia.id, file, { api, clock: desk.clock });
  await order({
    kind: 'writeToClient',
    number: 2000,
    content: { ...staged, caption: 'a nota' },
    author: bia,
  });
  await desk.settle();
  await eventually(() => expect(lastInThread().caption).toBe('🙋 Bia: a nota'));
  expect(last(received())).toMatchObject({ caption: 'a nota', document: { file_name: 'nota.pdf' } });
  expect(lastInThread().document?.file_unique_id).toBe(staged.uniqueId);
  const uploads = desk.sandbox.calls.filter(
    ({ method, params }) => method === 'sendDocument' && params['document'] !== staged.fileId,
  );
  expect(uploads).toHaveLength(1);
});
