import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

test('a webhook that another program sets on the token is taken away, and no message is lost', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  desk.client('ana').writes('oi');
  await desk.settle();
  const { url, token } = desk.sandbox;
  const address = 'http://127.0.0.1:9/hook/s3cret?key=1';
  const set = await fetch(`${url}/bot${token}/setWebhook?url=${encodeURIComponent(address)}`);
  expect(set.status).toBe(200);
  desk.client('ana').writes('alguém aí?');
  await eventually(() => {
    desk.pass(1000);
    expect(desk.thread('ana')).toEqual(['oi', 'alguém aí?']);
  });
  const told = desk.log.filter((line) => line.includes('webhook.foreign'));
  expect(JSON.parse(told[0] ?? '{}')).toMatchObject({ host: '127.0.0.1:9', times: 1 });
  expect(told.join('')).not.toMatch(/s3cret|key=1/);
});
