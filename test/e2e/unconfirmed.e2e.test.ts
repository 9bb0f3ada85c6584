import { expect, test } from 'vitest';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { serverError } from './refusals.ts';

const called = (desk: TestDesk, method: string): Promise<void> =>
  eventually(() => expect(desk.sandbox.calls.some((call) => call.method === method)).toBe(true));

test('an unpinning that was carried out unknown to the desk is taken back when the client returns', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'unpinChatMessage' }, 'drop-after');
  desk.sandbox.faults.next({ method: 'unpinChatMessage', times: 1000 }, serverError);
  desk.agent('bia').comments('ana', '/fs');
  await called(desk, 'unpinChatMessage');
  expect(desk.post('ana').pinned).toBe(false);
  desk.client('ana').writes('esqueci uma coisa');
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ state: 'open' }));
  desk.sandbox.faults.clear();
  await eventually(() => {
    desk.pass(1000);
    expect(desk.post('ana')).toMatchObject({ pinned: true, text: expect.stringMatching(/^🟦/u) as string });
  });
  await desk.settle();
  expect(desk.post('ana').pinned).toBe(true);
});

test('the same when the process dies before it hears of it', async () => {
  await using desk = await deskWith('ana');
  desk.sandbox.faults.next({ method: 'unpinChatMessage' }, 'drop-after');
  desk.sandbox.faults.next({ method: 'unpinChatMessage', times: 1000 }, serverError);
  desk.agent('bia').comments('ana', '/fs');
  await called(desk, 'unpinChatMessage');
  desk.client('ana').writes('esqueci uma coisa');
  await eventually(async () => expect(await desk.inspect('ana')).toMatchObject({ state: 'open' }));
  desk.sandbox.faults.clear();
  await desk.crash();
  await desk.settle();
  expect(desk.post('ana')).toMatchObject({ pinned: true });
});

test('an edit that was carried out unknown to the desk is taken back with the next one', async () => {
  await using desk = await deskWith('ana');
  const message = desk.client('ana').writes('sim');
  await desk.settle();
  desk.sandbox.faults.next({ method: 'editMessageText' }, 'drop-after');
  desk.sandbox.faults.next({ method: 'editMessageText', times: 1000 }, serverError);
  desk.client('ana').edits(message, 'não');
  await eventually(() => expect(desk.thread('ana').at(-1)).toBe('✏️ não'));
  desk.client('ana').edits(message, 'sim');
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(2));
  desk.sandbox.faults.clear();
  await desk.crash();
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('✏️ sim');
});
