import { beforeEach, describe, expect, test } from 'vitest';
import type { Content } from '../../src/sandbox/people/people.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;
/** Ana's first message, and the counterpart in the thread. */
let first: Pair;

beforeEach(async () => {
  desk = await startDesk();
  first = await anaWrites('oi');
  return () => desk[Symbol.asyncDispose]();
});

/** A message on both sides. */
type Pair = { client: number; thread: number };

async function anaWrites(content: Content): Promise<Pair> {
  const client = desk.client('ana').writes(content);
  await desk.settle();
  return { client, thread: desk.comments('ana').at(-1)?.message_id ?? 0 };
}

async function biaComments(content: Content): Promise<Pair> {
  const thread = desk.agent('bia').comments('ana', content);
  await desk.settle();
  return { client: desk.client('ana').received().at(-1)?.message_id ?? 0, thread };
}

const anaReacts = (message: number, emoji: string | null): void =>
  desk.sandbox.people.react(desk.client('ana').id, desk.client('ana').id, message, emoji);

const reactsInGroup = (name: string, message: number, emoji: string | null): void =>
  desk.sandbox.people.react(desk.agent(name).id, desk.sandbox.groupId, message, emoji);

/** The reaction of the bot under the message. */
const ofBot = (message: { reactions?: { userId: number; emoji: string }[] } | undefined): string[] =>
  (message?.reactions ?? []).flatMap(({ userId, emoji }) => (userId === desk.sandbox.botId ? [emoji] : []));
const inGroup = (id: number): string[] =>
  ofBot(desk.sandbox.views.group().find(({ message_id }) => message_id === id));
const atAna = (id: number): string[] =>
  ofBot(
    desk
      .client('ana')
      .chat()
      .find(({ message_id }) => message_id === id),
  );
const noneAnywhere = (): boolean => {
  const { group, channel } = desk.sandbox.views;
  const everything = [...group(), ...channel().map(({ message }) => message), ...desk.client('ana').chat()];
  return everything.every((message) => ofBot(message).length === 0);
};

const messages: [string, () => Promise<Pair>][] = [
  ["a client's text", () => anaWrites('chegou')],
  ["an agent's text", () => biaComments('já vejo')],
  ["a client's photo", () => anaWrites({ photo: {}, caption: 'veja' })],
  ["an agent's document", () => biaComments({ document: {} })],
  ["a client's voice", () => anaWrites({ voice: {} })],
  ["a client's contact", () => anaWrites({ contact: { phoneNumber: '+5511999990000', firstName: 'João' } })],
  ['a message of before the last', async () => first],
];

describe.each(messages)('a reaction to %s', (_what, said) => {
  test('of the client is seen in the thread, replaced and taken back, by one call each', async () => {
    const pair = await said();
    const calls = desk.countCalls();
    for (const [emoji, seen] of [
      ['👍', ['👍']],
      ['❤', ['❤']],
      [null, []],
    ] as const) {
      anaReacts(pair.client, emoji);
      await desk.settle();
      expect(inGroup(pair.thread)).toEqual(seen);
      expect(atAna(pair.client)).toEqual([]);
    }
    expect(calls()).toEqual(Array.from({ length: 3 }, () => 'setMessageReaction'));
    expect(desk.log).toEqual([]);
  });

  test('of an agent is seen by the client, replaced and taken back, by one call each', async () => {
    const pair = await said();
    await biaComments('um momento');
    const calls = desk.countCalls();
    for (const [emoji, seen] of [
      ['🎉', ['🎉']],
      ['🙏', ['🙏']],
      [null, []],
    ] as const) {
      reactsInGroup('bia', pair.thread, emoji);
      await desk.settle();
      expect(atAna(pair.client)).toEqual(seen);
      expect(inGroup(pair.thread)).toEqual([]);
    }
    expect(calls()).toEqual(Array.from({ length: 3 }, () => 'setMessageReaction'));
    expect(desk.log).toEqual([]);
  });
});

test('both react to the same message: each sees the reaction of the other', async () => {
  anaReacts(first.client, '👍');
  reactsInGroup('bia', first.thread, '🔥');
  await desk.settle();
  expect([inGroup(first.thread), atAna(first.client)]).toEqual([['👍'], ['🔥']]);
});

test('an item of an album can be reacted to', async () => {
  const items = desk.sandbox.people.writeAlbum(desk.client('ana').id, [{ photo: {} }, { photo: {} }]);
  await desk.settle();
  const [one, two] = desk.comments('ana').slice(-2);
  anaReacts(items[1] ?? 0, '👍');
  reactsInGroup('bia', one?.message_id ?? 0, '🔥');
  await desk.settle();
  expect([inGroup(one?.message_id ?? 0), inGroup(two?.message_id ?? 0)]).toEqual([[], ['👍']]);
  expect([atAna(items[0] ?? 0), atAna(items[1] ?? 0)]).toEqual([['🔥'], []]);
});

test('of several agents the newest reaction is seen, and when that is taken back the one before', async () => {
  for (const [name, emoji, seen] of [
    ['bia', '👍', ['👍']],
    ['caio', '❤', ['❤']],
    ['davi', '🔥', ['🔥']],
    ['davi', null, ['❤']],
    ['bia', '🎉', ['🎉']],
    ['bia', null, ['❤']],
    ['caio', null, []],
  ] as const) {
    reactsInGroup(name, first.thread, emoji);
    await desk.settle();
    expect(atAna(first.client)).toEqual(seen);
  }
});

test('an older reaction that is taken back changes nothing that is seen, and costs no call', async () => {
  reactsInGroup('bia', first.thread, '👍');
  await desk.settle();
  reactsInGroup('caio', first.thread, '❤');
  await desk.settle();
  const calls = desk.countCalls();
  reactsInGroup('bia', first.thread, null);
  await desk.settle();
  expect([atAna(first.client), calls()]).toEqual([['❤'], []]);
  reactsInGroup('caio', first.thread, null);
  await desk.settle();
  expect(atAna(first.client)).toEqual([]);
});

test('reactions of several agents that wait together all count', async () => {
  desk.sandbox.faults.next({ method: 'setMessageReaction' }, tooMany(3));
  reactsInGroup('bia', first.thread, '👍');
  reactsInGroup('caio', first.thread, '❤');
  reactsInGroup('caio', first.thread, null);
  await desk.passRest(3000);
  await desk.settle();
  expect(atAna(first.client)).toEqual(['👍']);
});

test('of several agents whose reactions wait the newest is seen, also of who had reacted before', async () => {
  desk.sandbox.faults.next({ method: 'setMessageReaction' }, tooMany(3));
  reactsInGroup('bia', first.thread, '👍');
  reactsInGroup('caio', first.thread, '❤');
  reactsInGroup('bia', first.thread, '🔥');
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(3));
  await desk.passRest(3000);
  await desk.settle();
  expect(atAna(first.client)).toEqual(['🔥']);
});

test('what a client reacts with is seen again when the mark of a failed edit goes', async () => {
  const answer = await biaComments('um');
  anaReacts(answer.client, '🙏');
  await desk.settle();
  desk.sandbox.faults.next(
    { method: 'editMessageText' },
    { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' },
  );
  desk.agent('bia').editsComment(answer.thread, 'dois');
  await desk.settle();
  expect(inGroup(answer.thread)).toEqual(['👎']);
  anaReacts(answer.client, '❤');
  await desk.settle();
  expect(inGroup(answer.thread)).toEqual(['👎']);
  desk.agent('bia').editsComment(answer.thread, 'três');
  await desk.settle();
  expect(inGroup(answer.thread)).toEqual(['❤']);
});

test('a client who reacts at once is seen to react as soon as the message is there', async () => {
  const bruno = desk.client('bruno');
  desk.sandbox.people.react(bruno.id, bruno.id, bruno.writes('bom dia'), '👍');
  await desk.settle();
  expect(desk.comments('bruno').map(ofBot)).toEqual([['👍']]);
});

test('reactions of two clients with the same message numbers stay apart', async () => {
  const bruno = desk.client('bruno');
  const message = bruno.writes('olá');
  await desk.settle();
  desk.sandbox.people.react(bruno.id, bruno.id, message, '🔥');
  anaReacts(first.client, '👍');
  await desk.settle();
  expect(inGroup(first.thread)).toEqual(['👍']);
  expect(inGroup(desk.comments('bruno').at(-1)?.message_id ?? 0)).toEqual(['🔥']);
});

test('a closed client stays closed, and is mirrored', async () => {
  const answer = await biaComments('resolvido');
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  anaReacts(answer.client, '🙏');
  reactsInGroup('bia', first.thread, '🎉');
  await desk.settle();
  expect([inGroup(answer.thread), atAna(first.client)]).toEqual([['🙏'], ['🎉']]);
  expect(desk.post('ana').text).toMatch(/^⬜️/u);
});

describe('nothing is mirrored', () => {
  const ignored: [string, () => void | Promise<void>][] = [
    [
      'of a reaction to a post',
      () =>
        desk.sandbox.people.react(desk.agent('bia').id, desk.sandbox.channelId, desk.post('ana').id, '🔥'),
    ],
    ['of a reaction to the copy of a post', () => reactsInGroup('bia', desk.post('ana').rootId ?? 0, '🔥')],
    [
      'of a reaction to a ⚙️ line of the desk',
      async () => {
        desk.agent('bia').comments('ana', '/p 3');
        await desk.settle();
        const note = desk.comments('ana').at(-1);
        expect(note?.text).toMatch(/^⚙️/u);
        reactsInGroup('bia', note?.message_id ?? 0, '🔥');
      },
    ],
    [
      'of a reaction to a note of the team',
      () => reactsInGroup('bia', desk.agent('bia').comments('ana', '# ligar às 3'), '🔥'),
    ],
    [
      'of a reaction to loose talk in the group',
      () => reactsInGroup('bia', desk.sandbox.people.sayInGroup(desk.agent('bia').id, 'café?'), '🔥'),
    ],
    [
      "of a client's reaction to the greeting",
      () => anaReacts(desk.client('ana').received()[0]?.message_id ?? 0, '❤'),
    ],
    [
      'of a stranger in the group',
      () => {
        const stranger = desk.person('xis', { firstName: 'Xis' });
        desk.sandbox.people.setRole(desk.sandbox.groupId, stranger, 'member');
        desk.sandbox.people.react(stranger, desk.sandbox.groupId, first.thread, '💩');
      },
    ],
  ];

  test.each(ignored)('%s', async (_what, react) => {
    await react();
    const calls = desk.countCalls();
    await desk.settle();
    expect(noneAnywhere()).toBe(true);
    expect(calls()).not.toContain('setMessageReaction');
    expect(desk.log).toEqual([]);
  });

  test('of a banned client, who is not reacted to either', async () => {
    desk.agent('bia').comments('ana', '/ban');
    await desk.settle();
    anaReacts(first.client, '💩');
    reactsInGroup('bia', first.thread, '👎');
    await desk.settle();
    expect(noneAnywhere()).toBe(true);
    expect(await desk.keysHolding('💩')).toEqual([]);
  });

  test('to a client who has blocked the bot, and nobody is told so', async () => {
    desk.client('ana').blocks();
    await desk.settle();
    const before = desk.thread('ana');
    reactsInGroup('bia', first.thread, '👍');
    await desk.settle();
    expect(noneAnywhere()).toBe(true);
    expect(desk.thread('ana')).toEqual(before);
  });

  test('when the message was deleted on the other side', async () => {
    desk.sandbox.people.deleteMessage(desk.sandbox.groupId, first.thread);
    anaReacts(first.client, '👍');
    await desk.settle();
    expect(desk.log).toEqual([]);
    expect((await desk.inspect('ana'))?.parked).toEqual([]);
  });
});

test('a reaction that Telegram does not take is forgotten, and what comes after it is delivered', async () => {
  const fault = { error_code: 400, description: 'Bad Request: REACTION_INVALID' };
  desk.sandbox.faults.next({ method: 'setMessageReaction' }, fault);
  anaReacts(first.client, '👍');
  desk.client('ana').writes('e depois?');
  await desk.settle();
  expect(inGroup(first.thread)).toEqual([]);
  expect(desk.thread('ana')).toEqual(['oi', 'e depois?']);
  expect((await desk.inspect('ana'))?.parked).toEqual([]);
  expect(desk.log).toEqual([]);
});

test('reactions to a chat that Telegram lets rest arrive afterwards, in their order', async () => {
  desk.sandbox.faults.next({ method: 'setMessageReaction' }, tooMany(3));
  anaReacts(first.client, '👍');
  anaReacts(first.client, '❤');
  await desk.passRest(3000);
  await desk.settle();
  expect(inGroup(first.thread)).toEqual(['❤']);
});

test('a client whom Telegram says to be gone is shown as such in the thread', async () => {
  const fault = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
  desk.sandbox.faults.next({ method: 'setMessageReaction', chatId: desk.client('ana').id }, fault);
  reactsInGroup('bia', first.thread, '👍');
  await desk.settle();
  expect((await desk.inspect('ana'))?.reach).toBe('blocked');
  expect(desk.thread('ana').at(-1)).toMatch(/^⚙️/u);
});
