import { beforeEach, expect, test } from 'vitest';
import { findParked, releaseParked } from '../../src/store/find-parked.ts';
import type { Content } from '../../src/sandbox/people/people.ts';
import { retryAs } from '../../src/features/relay/retry-comment.ts';
import { createParkedStore } from '../../src/store/parked-store.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const unheardOf = { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' };
const toAna = () => ({ chatId: desk.client('ana').id });
const received = (): string[] =>
  desk
    .client('ana')
    .received()
    .map(({ text, caption }) => text ?? caption ?? '');

async function undelivered(content: Content): Promise<number> {
  desk.sandbox.faults.next(toAna(), unheardOf);
  const comment = desk.agent('bia').comments('ana', content);
  await desk.settle();
  return comment;
}

/** Retries like `npm run parked -- retry`. */
async function retry(): Promise<void> {
  const store = createParkedStore(desk.redis, desk.keys, { logDays: 90 }, retryAs);
  await releaseParked(store, await findParked(store, { of: 'everything' }), {
    how: 'retry',
    by: { kind: 'operator' },
    at: desk.clock.now(),
  });
}

/** It has been found to be still there, and Telegram lets the client's chat rest. */
async function retryWaits(): Promise<void> {
  desk.sandbox.faults.next(toAna(), tooMany(3));
  await retry();
  await eventually(() => expect(desk.clock.isSleeping(3000)).toBe(true));
}

async function editedMeanwhile(comment: number, content: Content): Promise<void> {
  desk.agent('bia').editsComment(comment, content);
  await eventually(async () => expect((await desk.inspect('ana'))?.waiting).toHaveLength(2));
  await desk.passRest(3000);
  await desk.settle();
}

test('a comment that is edited while it is looked for arrives once, as it is now', async () => {
  const comment = await undelivered('amanha');
  desk.sandbox.faults.next({ method: 'setMessageReaction' }, { delayMs: 300 });
  await retry();
  await eventually(() => expect(desk.sandbox.faults.waiting()).toEqual([]));
  desk.agent('bia').editsComment(comment, 'amanhã às 3');
  await desk.settle();
  expect(received().filter((text) => text.startsWith('amanh'))).toEqual(['amanhã às 3']);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('a comment that is edited while it waits for the chat arrives once, as it is now', async () => {
  const comment = await undelivered('amanha');
  await retryWaits();
  await editedMeanwhile(comment, 'amanhã às 3');
  expect(received().filter((text) => text.startsWith('amanh'))).toEqual(['amanhã às 3']);
});

test('a comment that becomes a note while it waits for the chat is not sent', async () => {
  const comment = await undelivered({ photo: {}, caption: 'veja' });
  const before = received();
  await retryWaits();
  await editedMeanwhile(comment, { photo: {}, caption: '# só para nós' });
  expect(received()).toEqual(before);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});
