import type { Message } from '@grammyjs/types';
import { expect, test } from 'vitest';
import { openStage, type Params, type Stage } from '../bot-client.ts';

async function pollTo(stage: Stage, chat_id: number, more: Params = {}): Promise<number> {
  const options = [{ text: 'Hoje' }, { text: 'Amanhã' }, { text: 'Nunca' }];
  const sent: Message = await stage.call('sendPoll', { chat_id, question: 'Que dia?', options, ...more });
  return sent.message_id;
}

test('a bot hears of the votes in a poll that it sent, and by whom when they are public (Bot API, Update)', async () => {
  await using stage = await openStage();
  const { people, views } = stage.sandbox;
  const ana = await stage.client();
  const messageId = await pollTo(stage, ana, { is_anonymous: false });
  people.vote(ana, ana, messageId, [1]);
  const [state, answer] = await stage.updates();
  expect(state?.poll).toMatchObject({
    question: 'Que dia?',
    total_voter_count: 1,
    options: [{ voter_count: 0 }, { voter_count: 1 }, { voter_count: 0 }],
  });
  expect(answer?.poll_answer).toEqual({
    poll_id: state?.poll?.id,
    user: expect.objectContaining({ id: ana }),
    option_ids: [1],
    option_persistent_ids: ['1'],
  });
  people.vote(ana, ana, messageId, []);
  expect((await stage.updates()).map(({ poll_answer }) => poll_answer?.option_ids)).toEqual([undefined, []]);
  expect(views.private(ana).at(-1)?.votes).toBeUndefined();
});

test('of an anonymous poll only the counts are told, and of somebody else’s nothing', async () => {
  await using stage = await openStage();
  const { people, views } = stage.sandbox;
  const ana = await stage.client();
  people.vote(ana, ana, await pollTo(stage, ana), [0]);
  expect((await stage.updates()).flatMap(Object.keys)).toEqual(['update_id', 'poll']);
  const own = people.write(ana, { poll: { question: 'E você?', options: ['sim', 'não'] } });
  await stage.updates();
  people.vote(ana, ana, own, [0]);
  expect(await stage.updates()).toEqual([]);
  expect(views.private(ana).at(-1)?.votes).toEqual([{ userId: ana, options: [0] }]);
});

test('a forward is the same poll, and a copy is a new one', async () => {
  await using stage = await openStage();
  const { people, views } = stage.sandbox;
  const ana = await stage.client();
  const from = { chat_id: ana, from_chat_id: ana };
  const messageId = await pollTo(stage, ana);
  await stage.call('forwardMessage', { ...from, message_id: messageId });
  await stage.call('copyMessage', { ...from, message_id: messageId });
  people.vote(ana, ana, messageId, [2]);
  const counts = views.private(ana).flatMap(({ poll }) => poll?.total_voter_count ?? []);
  expect(counts).toEqual([1, 1, 0]);
});

test('the rules of a poll hold', async () => {
  await using stage = await openStage();
  const { people, views } = stage.sandbox;
  const ana = await stage.client();
  const plain = await pollTo(stage, ana);
  expect(() => people.vote(ana, ana, plain, [0, 1])).toThrow('This poll takes one answer only.');
  expect(() => people.vote(ana, ana, plain, [3])).toThrow('The poll has no such option.');
  const several = await pollTo(stage, ana, { allows_multiple_answers: true });
  people.vote(ana, ana, several, [2, 0]);
  people.vote(ana, ana, several, [1]);
  expect(views.private(ana).at(-1)?.votes).toEqual([{ userId: ana, options: [1] }]);
  const quiz = await pollTo(stage, ana, { type: 'quiz', correct_option_ids: [1] });
  people.vote(ana, ana, quiz, [0]);
  expect(() => people.vote(ana, ana, quiz, [1])).toThrow('A vote in this poll is final.');
  expect(views.private(ana).at(-1)?.rightOptions).toEqual([1]);
  expect(() => people.write(ana, { poll: { question: 'Só?', options: ['um', 'um'] } })).toThrow(
    '1 to 12 options',
  );
});
