import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

const COUNT = 200;

test('two hundred clients open at the same second: two hundred posts, every message in its thread, in order', async () => {
  await using desk = await startDesk({ notifyAdmins: false });
  const names = Array.from({ length: COUNT }, (_, index) => `cliente ${index}`);
  const said = (name: string): string[] =>
    Array.from({ length: 2 + (desk.client(name).id % 2) }, (_, index) => `${name}, mensagem ${index + 1}`);
  for (let index = 0; index < 3; index += 1) {
    for (const name of names) {
      const text = said(name)[index];
      if (text !== undefined) desk.client(name).writes(text);
    }
  }
  await eventually(() => expect(desk.sandbox.views.channel()).toHaveLength(COUNT), 100_000);
  const calls = () => desk.sandbox.calls.length;
  for (let before = -1; before !== calls(); ) {
    before = calls();
    await desk.settle();
  }
  expect(desk.sandbox.views.channel()).toHaveLength(COUNT);
  const seen = names.map((name) => ({
    name,
    posts: desk.posts(name).map(({ pinned }) => pinned),
    thread: desk.thread(name),
    greetings: desk.client(name).received().length,
  }));
  expect(seen).toEqual(names.map((name) => ({ name, posts: [true], thread: said(name), greetings: 1 })));
  expect(desk.log).toEqual([]);
});
