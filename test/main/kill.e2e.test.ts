import { kill } from 'node:process';
import { expect, test } from 'vitest';
import { consoleAt, emptyFolder, redisPid, runProgram } from '../support/desk-process.ts';

const DESK = 'src/main.ts';
const ADDRESS = /http:\/\/\S+/;

const started = async (folder: string) => {
  const desk = runProgram(DESK, folder, {});
  const [url] = await desk.says(ADDRESS);
  return { desk, page: consoleAt(url) };
};

/** Ana has written, her thread is there, and Bia has answered. */
async function aConversation(
  page: ReturnType<typeof consoleAt>,
): Promise<{ ana: number; bia: number; post: number }> {
  const { users } = await page.state();
  const bia = users.find(({ channelRole }) => channelRole === 'creator')?.id ?? 0;
  const ana = await page.person('Ana');
  await page.act({ do: 'write', userId: ana, content: 'um' });
  const post = await page.sees('the thread with the first message', ({ posts, threads }) =>
    posts.find(
      ({ id, text }) => text.includes(` ${ana} `) && threads[id]?.some((comment) => comment.text === 'um'),
    ),
  );
  await page.act({ do: 'comment', userId: bia, postId: post.id, content: 'dois' });
  await page.sees('the answer', ({ chats }) => chats[ana]?.some(({ text }) => text === 'dois'));
  return { ana, bia, post: post.id };
}

async function expectToGoOn(
  page: ReturnType<typeof consoleAt>,
  ana: number,
  bia: number,
  post: number,
): Promise<void> {
  await page.act({ do: 'comment', userId: bia, postId: post, content: 'cinco' });
  await page.sees('what was said before and after, once each', ({ posts, threads, chats }) => {
    const mine = posts.filter(({ text }) => text.includes(` ${ana} `));
    const said = (threads[post] ?? []).map(({ text }) => text);
    const heard = (chats[ana] ?? []).map(({ text }) => text);
    const complete = ['um', 'três', 'quatro'].every((text) => said.includes(text)) && heard.includes('cinco');
    return complete && mine.length === 1;
  });
  const { threads, chats } = await page.state();
  const fromAna = (threads[post] ?? [])
    .map(({ text }) => text)
    .filter((text) => text !== 'dois' && text !== 'cinco');
  expect(fromAna.filter((text) => text === 'um')).toHaveLength(1);
  expect(fromAna.indexOf('três')).toBeLessThan(fromAna.lastIndexOf('quatro'));
  expect((chats[ana] ?? []).filter(({ text }) => text === 'dois')).toHaveLength(1);
}

test.each([
  { whom: 'the desk', desk: true, redis: false },
  { whom: 'both', desk: true, redis: true },
])('kill -9 of $whom in the middle of a conversation loses nothing', async ({ redis }) => {
  using folder = emptyFolder();
  let before: { ana: number; bia: number; post: number };
  {
    const { desk, page } = await started(folder.path);
    await using _desk = desk;
    before = await aConversation(page);
    await page.act({ do: 'write', userId: before.ana, content: 'três' });
    await page.act({ do: 'write', userId: before.ana, content: 'quatro' });
    if (redis) kill(redisPid(folder.path), 'SIGKILL');
    await desk.kill('SIGKILL');
  }
  const { desk, page } = await started(folder.path);
  await using _desk = desk;
  await expectToGoOn(page, before.ana, before.bia, before.post);
});

test('kill -9 of Redis under a running desk is ridden out', async () => {
  using folder = emptyFolder();
  const { desk, page } = await started(folder.path);
  await using _desk = desk;
  const { ana, bia, post } = await aConversation(page);
  kill(redisPid(folder.path), 'SIGKILL');
  await page.act({ do: 'write', userId: ana, content: 'três' });
  await page.act({ do: 'write', userId: ana, content: 'quatro' });
  await expectToGoOn(page, ana, bia, post);
});
