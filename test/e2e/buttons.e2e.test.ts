import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => endQuietly(desk);
});

const buttons = [[{ text: 'Pagar', url: 'https://loja.example/pagar' }]];
const INLINE_BOT = 4242;
const through = { viaBot: INLINE_BOT, buttons };

const keyboardOf = (message: SeenMessage | undefined) => message?.reply_markup?.inline_keyboard;
const lastComment = () => desk.comments('ana').at(-1);
const lastReceived = () => desk.client('ana').received().at(-1);

test.each(['a conta', { photo: {}, caption: 'a conta' }, { location: { latitude: 1, longitude: 2 } }])(
  'a button with a link goes along with %j, both ways',
  async (content) => {
    desk.client('ana').writes(content, through);
    desk.agent('bia').comments('ana', content, through);
    await desk.settle();
    expect(keyboardOf(lastComment())).toEqual(buttons);
    expect(keyboardOf(lastReceived())).toEqual(buttons);
  },
);

test('a forwarded message keeps its button behind the line of its author', async () => {
  desk.client('ana').writes('promoção', { forwardedFrom: { chatId: -1001234, title: 'Loja' }, buttons });
  await desk.settle();
  expect(lastComment()?.text).toBe('↪️ Encaminhada de Loja\npromoção');
  expect(keyboardOf(lastComment())).toEqual(buttons);
});

test('messages with buttons never share one message', async () => {
  desk.sandbox.faults.next(
    { method: 'sendMessage', chatId: desk.sandbox.groupId },
    { error_code: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } },
  );
  desk.client('ana').writes('um');
  desk.client('ana').writes('dois', through);
  desk.client('ana').writes('três');
  await desk.passRest(1000);
  await desk.settle();
  expect(desk.thread('ana').slice(-3)).toEqual(['um', 'dois', 'três']);
  desk.log.length = 0;
});

test('where Telegram refuses the button the message arrives without it, and a line says so', async () => {
  const refused = { error_code: 400, description: 'Bad Request: BUTTON_URL_INVALID' };
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.client('ana').id }, refused);
  const comment = desk.agent('bia').comments('ana', 'pague aqui', through);
  await desk.settle();
  expect(lastReceived()?.text).toBe('pague aqui');
  expect(keyboardOf(lastReceived())).toBeUndefined();
  expect(lastComment()?.text).toMatch(/botões que não vieram junto/);
  expect(lastComment()?.reply_to_message?.message_id).toBe(comment);
});
