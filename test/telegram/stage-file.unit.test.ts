import { beforeEach, describe, expect, test } from 'vitest';
import type { AgentId } from '../../machines/ids.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import type { Upload } from '../../src/telegram/api.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { StagingError, stageFile } from '../../src/telegram/stage-file.ts';
import { freshDeskId } from '../support/redis.ts';

const MB = 1024 * 1024;
const manual: Upload = { what: 'document', name: 'manual.txt', bytes: Buffer.from('conteúdo') };

let sandbox: Sandbox;
let bia: AgentId;
let slept: number[];

beforeEach(async () => {
  sandbox = await startSandbox({ botId: freshDeskId() });
  bia = sandbox.people.add({ firstName: 'Bia' }) as AgentId;
  sandbox.people.start(bia);
  slept = [];
  return () => sandbox.close();
});

const api = () => createTelegramApi(sandbox.token, sandbox.url);
const stage = (file: Upload = manual) =>
  stageFile(bia, file, { api: api(), clock: { sleep: async (ms) => void slept.push(ms) } });
const uploads = () => sandbox.calls.filter(({ method }) => method === 'sendDocument');
const left = () => sandbox.views.private(bia).filter(({ from }) => from?.id === sandbox.botId);
const tooMany = (seconds: number) => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

test('a file is uploaded once, without a sound, and nothing is left of the upload', async () => {
  const content = await stage();
  expect(content).toMatchObject({ kind: 'media', what: 'document' });
  expect(uploads()).toHaveLength(1);
  expect(uploads()[0]?.params).toMatchObject({ disable_notification: 'true' });
  expect(left()).toEqual([]);
});

test('the id serves for any number of sends after the upload was removed', async () => {
  const content = await stage();
  const ana = sandbox.people.add({ firstName: 'Ana' });
  sandbox.people.start(ana);
  for (const chat_id of [ana, sandbox.groupId]) {
    const call = { method: 'sendDocument', params: { chat_id, document: content.fileId } } as const;
    expect(await api().call(call)).toMatchObject({ ok: true });
  }
  const [there, inGroup] = [sandbox.views.private(ana).at(-1), sandbox.views.group().at(-1)];
  expect(there?.document?.file_name).toBe('manual.txt');
  expect([there, inGroup].map((message) => message?.document?.file_unique_id)).toEqual([
    content.uniqueId,
    content.uniqueId,
  ]);
});

test.each(['photo', 'video', 'animation', 'audio', 'voice'] as const)('a %s is staged too', async (what) => {
  const content = await stage({ what, name: `file.${what}`, bytes: Buffer.from(what) });
  expect(content).toMatchObject({ kind: 'media', what });
  expect(content.fileId).not.toBe('');
});

describe('a file that cannot be staged', () => {
  test('an uploader without a chat with the bot is told to start the bot', async () => {
    bia = sandbox.people.add({ firstName: 'Caio' }) as AgentId;
    await expect(stage()).rejects.toMatchObject({
      why: 'never-started',
      message: expect.stringContaining('start the bot in private') as string,
    });
  });

  test('an uploader who blocked the bot is told the same', async () => {
    sandbox.people.block(bia);
    const refused = stage();
    await expect(refused).rejects.toBeInstanceOf(StagingError);
    await expect(refused).rejects.toMatchObject({ why: 'never-started' });
  });

  test('a file over the limit is not uploaded at all', async () => {
    const photo: Upload = { what: 'photo', name: 'a.jpg', bytes: Buffer.alloc(10 * MB + 1) };
    await expect(stage(photo)).rejects.toMatchObject({ why: 'too-large' });
    expect(sandbox.calls).toEqual([]);
  });

  test('a file that the server finds too large is told apart from other refusals', async () => {
    sandbox.faults.next(
      { method: 'sendDocument' },
      { error_code: 413, description: 'Request Entity Too Large' },
    );
    await expect(stage()).rejects.toMatchObject({ why: 'too-large' });
    await expect(stage({ ...manual, bytes: Buffer.alloc(0) })).rejects.toMatchObject({ why: 'refused' });
  });

  test('a long pause is handed back to the uploader', async () => {
    sandbox.faults.next({ method: 'sendDocument' }, tooMany(300));
    await expect(stage()).rejects.toMatchObject({ why: 'busy', retryAfterS: 300 });
    expect(slept).toEqual([]);
  });

  test('two uploads without an answer end the attempt, and the next attempt succeeds', async () => {
    sandbox.faults.next({ method: 'sendDocument', times: 2 }, 'drop-before');
    await expect(stage()).rejects.toMatchObject({ why: 'unanswered' });
    expect(await stage()).toMatchObject({ what: 'document' });
  });
});

test('a short pause is waited for, also before the removal', async () => {
  sandbox.faults.next({ method: 'sendDocument' }, tooMany(7));
  sandbox.faults.next({ method: 'deleteMessage' }, tooMany(3));
  expect(await stage()).toMatchObject({ what: 'document' });
  expect(slept).toEqual([7000, 3000]);
  expect(left()).toEqual([]);
});

test('an upload whose answer was lost is repeated once', async () => {
  sandbox.faults.next({ method: 'sendDocument' }, 'drop-after');
  expect(await stage()).toMatchObject({ what: 'document' });
  expect(uploads()).toHaveLength(2);
  expect(left()).toHaveLength(1);
});
