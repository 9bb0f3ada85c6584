import { expect, test } from 'vitest';
import type { Say } from '../../machines/client/say.ts';
import { deliveryDesk, refused, textsTo } from '../support/delivery-desk.ts';
import { testRedis } from '../support/redis.ts';

const redis = testRedis();

const asks: Say = {
  kind: 'say',
  to: 'owner',
  text: { key: 'agent-private-start' },
  buttons: [
    [{ label: { key: 'menu-start' }, press: 'start' }],
    [{ label: { key: 'menu-start' }, url: 'https://a.example/' }],
  ],
};

test('a text carries buttons, with texts of the catalogue', async () => {
  const desk = deliveryDesk(redis);
  await desk.adds(7, asks);
  await desk.settles();
  const label = expect.stringMatching(/\S/);
  expect(desk.calls.map(({ params }) => params)).toMatchObject([
    {
      reply_markup: {
        inline_keyboard: [
          [{ text: label, callback_data: 'start' }],
          [{ text: label, url: 'https://a.example/' }],
        ],
      },
    },
  ]);
});

test('a text is said without the buttons that Telegram refuses', async () => {
  const desk = deliveryDesk(redis);
  desk.telegram.answering = ({ params }) =>
    'reply_markup' in params ? refused(400, 'Bad Request: BUTTON_DATA_INVALID') : undefined;
  await desk.adds(7, asks);
  await desk.settles();
  expect(desk.calls.map(({ params }) => 'reply_markup' in params)).toEqual([true, false]);
  expect(textsTo(desk.calls, 7)).toHaveLength(2);
  expect(await desk.waiting(7)).toEqual([]);
});
