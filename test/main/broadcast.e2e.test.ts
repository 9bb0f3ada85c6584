import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { consoleAt, emptyFolder, runProgram } from '../support/desk-process.ts';
import { connectTo } from '../support/embedded-redis.ts';

async function broadcast(cwd: string, ...args: string[]) {
  await using program = runProgram('scripts/broadcast.ts', cwd, {}, args);
  const { code } = await program.ended;
  return { code, ...program.output() };
}

test('a campaign is ordered beside a running desk, which carries it out once', async () => {
  using folder = emptyFolder();
  await using desk = runProgram('src/main.ts', folder.path, {});
  const [url] = await desk.says(/http:\/\/\S+/);
  const { act, person, sees } = consoleAt(url);
  const ana = await person('Ana');
  await act({ do: 'start', userId: ana });
  const chat = (chats: Record<string, { text?: string }[]>) => (chats[ana] ?? []).map(({ text }) => text);
  await sees('the greeting', ({ chats }) => chat(chats).length > 1);
  const file = join(folder.path, 'quem.txt');
  writeFileSync(file, `${ana}\n9999 # nobody\n`);
  const args = ['--name', 'natal', '--to', file, '--text', 'Boas festas, {{ contact.first_name }}!'];

  const head =
    'Campaign "natal": 1 client, at least 1 s.\nLeft out: 1 who never wrote to this desk (9999).\n';
  expect(await broadcast(folder.path, ...args, '--dry-run')).toEqual({
    code: 0,
    out: `${head}Nobody was told: --dry-run.\n`,
    err: '',
  });
  expect(await broadcast(folder.path, ...args)).toEqual({
    code: 0,
    out: `${head}1 will be told by the running desk.\n`,
    err: '',
  });
  await sees('the broadcast', ({ chats }) => chat(chats).includes('Boas festas, Ana!'));
  expect((await broadcast(folder.path, ...args)).out).toContain(
    '0 will be told by the running desk; 1 had been',
  );

  expect(await broadcast(folder.path, '--name', 'x', '--to', 'nowhere.txt', '--text', 'oi')).toMatchObject({
    code: 1,
    err: expect.stringContaining('nowhere.txt is not there') as string,
  });
  expect(await broadcast(folder.path, '--name', 'x', '--to', 'data', '--text', 'oi')).toMatchObject({
    code: 1,
    err: 'data cannot be used: the path is a folder and no file. Move the folder away. (EISDIR)\n',
  });

  const redis = connectTo(join(folder.path, 'data', 'redis', 'redis.sock'));
  await redis.config('SET', 'maxmemory', '1');
  expect(await broadcast(folder.path, '--name', 'ano-novo', ...args.slice(2))).toEqual({
    code: 1,
    out: head.replace('natal', 'ano-novo'),
    err: 'Not done, or not all of it. Redis is full. Raise its maxmemory, or give its machine more.\n',
  });
});
