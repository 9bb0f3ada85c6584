import { expect, test } from 'vitest';
import { createMailboxes } from '../../src/actor/mailbox.ts';
import { turn } from '../support/driven-clock.ts';

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

test('tasks of one key run one at a time, in the order of the calls', async () => {
  const mailboxes = createMailboxes<string>();
  const told: string[] = [];
  const task = (name: string) => async () => {
    told.push(`${name} begins`);
    await turn();
    told.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all(['a', 'b', 'c'].map((name) => mailboxes.run('ana', task(name))));
  expect(results).toEqual(['a', 'b', 'c']);
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('a task that never ends holds up its own key only', async () => {
  const mailboxes = createMailboxes<string>();
  const { open, opened } = door();
  const slow = mailboxes.run('ana', () => opened);
  const behind = mailboxes.run('ana', async () => 'behind');
  expect(await mailboxes.run('bruno', async () => 'other')).toBe('other');
  open();
  await slow;
  expect(await behind).toBe('behind');
});

test('a task that fails tells its own caller and nobody else', async () => {
  const mailboxes = createMailboxes<string>();
  const failing = mailboxes.run('ana', async () => {
    throw new Error('boom');
  });
  const throwing = mailboxes.run('ana', () => {
    throw new Error('at once');
  });
  const next = mailboxes.run('ana', async () => 'next');
  await expect(failing).rejects.toThrow('boom');
  await expect(throwing).rejects.toThrow('at once');
  expect(await next).toBe('next');
  await mailboxes.idle();
});

test('a task begins only after the call that gives it has returned', async () => {
  const mailboxes = createMailboxes<string>();
  let ran = false;
  const result = mailboxes.run('ana', async () => {
    ran = true;
  });
  expect(ran).toBe(false);
  await result;
  expect(ran).toBe(true);
});

test('idle waits for what is added meanwhile', async () => {
  const mailboxes = createMailboxes<string>();
  const told: string[] = [];
  let later: Promise<unknown> = Promise.resolve();
  const first = mailboxes.run('ana', async () => {
    await turn();
    told.push('first');
    later = mailboxes.run('bruno', async () => {
      await turn();
      told.push('second');
    });
  });
  await mailboxes.idle();
  expect(told).toEqual(['first', 'second']);
  await Promise.all([first, later]);
});

test('an idle mailbox of nobody is idle', async () => {
  await createMailboxes<string>().idle();
  expect(await createMailboxes<number>().run(1, async () => 1)).toBe(1);
});
