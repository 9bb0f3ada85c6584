import { expect, test } from 'vitest';
import { deriveSchema } from '../../support/bot-api/derive-schema.ts';
import { problemsOfRequest, problemsOfResult, problemsOfUpdate } from '../../support/bot-api/check-value.ts';

const line = ([name, value]: [string, unknown]): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`;

const lines = (entries: Record<string, unknown>): string =>
  Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(line)
    .join(',\n');

test('the stored schema is that of the pinned types (`vitest -u` writes it anew)', async () => {
  const { types, methods } = deriveSchema();
  const stored = `{"types":{\n${lines(types)}\n},"methods":{\n${lines(methods)}\n}}\n`;
  await expect(stored).toMatchFileSnapshot('../../support/bot-api/bot-api-10.3.json');
});

const CHAT = { id: 700, type: 'private', first_name: 'Ana' };
const MESSAGE = { message_id: 2, date: 1, chat: CHAT, from: { id: 700, is_bot: false, first_name: 'Ana' } };

test.each<[string, unknown, string[]]>([
  ['a message', { update_id: 1, message: { ...MESSAGE, text: 'oi' } }, []],
  [
    'an unknown field',
    { update_id: 1, message: { ...MESSAGE, txt: 'oi' } },
    ['update.message.txt is unknown'],
  ],
  [
    'a missing field',
    { update_id: 1, message: { ...MESSAGE, from: { id: 7, is_bot: false } } },
    ['update.message.from.first_name is missing'],
  ],
  ['a wrong type', { update_id: '1' }, ['update.update_id is no number: "1"']],
  [
    'a reply inside a reply',
    { update_id: 1, message: { ...MESSAGE, reply_to_message: { ...MESSAGE, reply_to_message: MESSAGE } } },
    [expect.stringContaining('update.message.reply_to_message.reply_to_message may not be there') as string],
  ],
  [
    'a channel’s message outside a channel’s update',
    { update_id: 1, channel_post: { ...MESSAGE, text: 'oi' } },
    [expect.stringContaining('update.channel_post.chat') as string],
  ],
])('an update with %s', (_name, update, found) => {
  expect(problemsOfUpdate(update).slice(0, Math.max(1, found.length))).toEqual(found);
});

test('requests and results are looked at in the same way, forms included', () => {
  expect(problemsOfRequest('sendMessage', { chat_id: '7', text: 'x', entities: '[]' })).toEqual([]);
  expect(problemsOfRequest('sendPhoto', { chat_id: 7 }, ['photo'])).toEqual([]);
  expect(problemsOfRequest('sendPhoto', { chat_id: 7 })).toEqual(['sendPhoto.photo is missing']);
  expect(problemsOfRequest('sendMessage', { chat_id: 7, text: 'x', parsemode: 'HTML' })).toEqual([
    'sendMessage.parsemode is unknown',
  ]);
  expect(problemsOfResult('getMe', true)).toEqual(['getMe → is no object: true']);
});
