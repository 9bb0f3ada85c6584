import { beforeEach, expect, test } from 'vitest';
import type { AgentId, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import { type DeliveryDesk, deliveryDesk, refused, textsTo } from '../../support/delivery-desk.ts';
import { testRedis } from '../../support/redis.ts';
import { client } from '../../support/stores.ts';
import { GROUP_ID } from '../../support/updates.ts';

const ANA = 700;
const bia = { id: 900 as AgentId, name: 'Bia' };
const content = (text: string) => ({ kind: 'text', text, entities: [] }) as const;

const redis = testRedis();
let desk: DeliveryDesk;

beforeEach(async () => {
  desk = deliveryDesk(redis);
  await desk.serves(ANA, 31);
});

/** Numbers of messages that no client reaches here. */
let n = 1000 as MessageNumber;

async function page(text: string, more: object = {}): Promise<void> {
  n = (n + 1) as MessageNumber;
  await desk.adds(ANA, { kind: 'writeToClient', number: n, content: content(text), author: bia, ...more });
  await desk.settles();
}
const acts = (key: string) => ({
  kind: 'say',
  to: 'thread',
  text: { key, params: { agent: bia } },
  elsewhere: true,
});
const inThread = () => textsTo(desk.calls, GROUP_ID);

/** Uses half of the budget of the group. */
async function busy(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await desk.writes(ANA, 50 + n, `x${n}`);
  desk.calls.length = 0;
}

test('the client has the words at once; the thread has them when the team has said nothing for two seconds', async () => {
  await page('saiu ontem');
  expect(textsTo(desk.calls, ANA)).toEqual(['saiu ontem']);
  await desk.passes(1500);
  await page('chega hoje');
  await desk.passes(1500);
  expect(inThread()).toEqual([]);
  await desk.passes(500);
  expect(inThread()).toEqual(['🙋 Bia: saiu ontem\nchega hoje']);
});

test('the next words of the client take the words of the team along, and wait for nothing', async () => {
  await page('saiu ontem');
  await desk.writes(ANA, 2, 'obrigada');
  expect(inThread()).toEqual(['🙋 Bia: saiu ontem\n\n👤 Ana: obrigada']);
});

test('in a busy group, the words of the team wait for a call, and at most a minute', async () => {
  await busy();
  await page('saiu ontem');
  await desk.passes(40_000);
  expect(inThread()).toEqual([]);
  await desk.passes(20_000);
  expect(inThread()).toEqual(['🙋 Bia: saiu ontem']);
});

test('words in another thread take nothing along', async () => {
  await busy();
  await page('saiu ontem');
  await desk.serves(800, 41);
  expect(inThread()).toEqual([]);
  expect(await desk.waiting(ANA)).toEqual(['mirrorInThread']);
});

test('a file and an answer leave behind the waiting words, in calls of their own', async () => {
  await page('saiu ontem');
  const from = 101 as PrivateMessageId;
  await desk.event(ANA, {
    type: 'client.wrote',
    message: 2 as PrivateMessageId,
    content: { kind: 'media', what: 'photo', fileId: 'f', uniqueId: 'u' },
  });
  expect(desk.calls.slice(1).map(({ method }) => method)).toEqual(['sendMessage', 'copyMessage']);
  await page('que foto?', { replyTo: from });
  const last = desk.calls.at(-1);
  expect(last?.params).toMatchObject({ chat_id: GROUP_ID, text: '🙋 Bia: que foto?' });
});

test('acts of one person within ten seconds are one line; later acts are another', async () => {
  await desk.adds(ANA, acts('note-unbanned'));
  await desk.passes(9000);
  await desk.adds(ANA, acts('note-closed'));
  await desk.passes(9000);
  expect(inThread()).toEqual([]);
  await desk.adds(ANA, acts('note-banned'));
  await desk.passes(10_000);
  expect(inThread()).toEqual([
    '⚙️ Bia retirou o banimento do cliente · encerrou o atendimento\n⚙️ Bia baniu o cliente',
  ]);
});

test('the close takes the words of the team along', async () => {
  await busy();
  await page('até logo');
  await desk.event(ANA, { type: 'agent.closed', message: 60 as ThreadMessageId, by: bia, silently: true });
  expect(inThread()).toEqual(['🙋 Bia: até logo\n\n⚙️ Bia encerrou o atendimento sem avisar o cliente']);
});

test('a note is shown to the team only', async () => {
  await desk.adds(ANA, {
    kind: 'noteInThread',
    content: content('cliente vip'),
    author: bia,
  });
  await desk.passes(2000);
  expect(inThread()).toEqual(['📝 Bia: cliente vip']);
  expect(textsTo(desk.calls, ANA)).toEqual([]);
});

test('each block is linked: the last link is the client, and the layout is kept', async () => {
  const [written, shown] = [501 as PrivateMessageId, 502 as ThreadMessageId];
  desk.telegram.answering = ({ params }) => ({
    ok: true,
    messageIds: [params.chat_id === ANA ? written : shown],
  });
  await page('saiu ontem');
  await desk.writes(ANA, 2, 'obrigada');
  expect(await desk.links.privateOf(shown)).toMatchObject({
    parts: [written, 2],
    message: 2,
    numbers: [n, 2],
  });
  expect(await desk.links.threadOf(client(ANA), written)).toMatchObject({ message: shown, numbers: [n] });
  expect(await desk.links.blocksOf(shown)).toEqual([
    { voice: { by: 'agent', ...bia }, n },
    { voice: { by: 'client', name: 'Ana' }, n: 2 },
  ]);
});

test('a message that the client does not get is not shown as sent, and the team is told', async () => {
  desk.telegram.answering = (call) =>
    call.params.chat_id === ANA ? refused(403, 'Forbidden: bot was blocked by the user') : undefined;
  await page('saiu ontem');
  await desk.passes(60_000);
  expect(inThread().join('\n')).toContain('NÃO foi entregue');
  expect(inThread().join('\n')).not.toContain('🙋');
});

test('after a 429 of the group, the client still gets the words at once, and the thread later', async () => {
  await page('um');
  desk.telegram.answering = (call) =>
    call.params.chat_id === GROUP_ID ? refused(429, 'Too Many Requests', 30) : undefined;
  await desk.writes(ANA, 2, 'oi');
  await page('dois');
  expect(textsTo(desk.calls, ANA)).toEqual(['um', 'dois']);
  desk.telegram.answering = () => undefined;
  desk.calls.length = 0;
  await desk.passes(30_000);
  expect(inThread()).toEqual(['🙋 Bia: um\n\n👤 Ana: oi\n\n🙋 Bia: dois']);
});

test('a digest leaves with the next call into the thread, or after a minute, also in an idle group', async () => {
  desk = deliveryDesk(redis, { mirror: 'digest' });
  await desk.serves(ANA, 31);
  await page('saiu ontem');
  await desk.passes(30_000);
  expect(inThread()).toEqual([]);
  await desk.writes(ANA, 2, 'obrigada');
  expect(inThread()).toEqual(['🙋 Bia: saiu ontem\n\n👤 Ana: obrigada']);
  await page('de nada');
  await desk.passes(60_000);
  expect(inThread().slice(1)).toEqual(['🙋 Bia: de nada']);
});

test('switched off, the words reach the client and never the thread', async () => {
  desk = deliveryDesk(redis, { mirror: 'off' });
  await desk.serves(ANA, 31);
  await page('saiu ontem');
  await desk.passes(120_000);
  await desk.writes(ANA, 2, 'obrigada');
  expect(textsTo(desk.calls, ANA)).toEqual(['saiu ontem']);
  expect(inThread()).toEqual(['obrigada']);
});
