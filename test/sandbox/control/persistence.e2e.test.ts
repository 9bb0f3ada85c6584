import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Message, Update } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStage, type Params } from '../bot-client.ts';

let folder: string;
let dataFile: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
  dataFile = path.join(folder, 'telegram.jsonl');
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a sandbox with a data file', () => {
  test('goes on after a restart: people, messages, threads, roles, pins, the queue and its offset', async () => {
    let ana = 0;
    let postId = 0;
    {
      await using stage = await openStage({ dataFile });
      const { sandbox } = stage;
      ana = await stage.client('Ana');
      const bia = sandbox.people.add({ firstName: 'Bia' });
      sandbox.people.setRole(sandbox.channelId, bia, 'creator');
      postId = (await stage.postWithCopy('🟦 Ana')).postId;
      await stage.call('pinChatMessage', { chat_id: sandbox.channelId, message_id: postId });
      await stage.call('getUpdates', { allowed_updates: ['message'] });
      sandbox.people.comment(bia, postId, 'oi');
      sandbox.people.write(ana, { document: { fileName: 'a.txt', bytes: Buffer.from('bytes') } });
    }
    await using stage = await openStage({ dataFile });
    const { sandbox } = stage;
    const updates = await stage.updates();
    expect(updates.map((update) => Object.keys(update)[1])).toEqual(['channel_post', 'message', 'message']);
    expect(sandbox.views.users().map(({ firstName }) => firstName)).toEqual(['Ana', 'Bia']);
    expect(sandbox.views.post(postId)).toMatchObject({ text: '🟦 Ana', pinned: true, commentCount: 1 });
    expect(sandbox.views.thread(postId).map(({ text }) => text)).toEqual(['oi']);
    expect(sandbox.views.private(ana)).toHaveLength(2);
    const fileId = updates[2]?.message?.document?.file_id;
    const file = await stage.call<{ file_path: string }>('getFile', { file_id: fileId });
    const url = `${sandbox.url}/file/bot${sandbox.token}/${file.file_path}`;
    expect(await (await fetch(url)).text()).toBe('bytes');
    sandbox.people.react(ana, ana, 2, '👍');
    expect(await stage.updates()).toEqual([]);
    const next = await stage.call('sendMessage', { chat_id: sandbox.channelId, text: 'x' });
    expect(next.message_id).toBe(postId + 2);
  });

  test('goes on from a file of any length, wherever it is read to at a time', async () => {
    const texts = Array.from({ length: 200 }, (_, n) => `${n}: ${'é👋'.repeat(1300)}`);
    let ana = 0;
    {
      await using stage = await openStage({ dataFile });
      ana = await stage.client();
      for (const text of texts) stage.sandbox.people.write(ana, text);
    }
    expect(fs.statSync(dataFile).size).toBeGreaterThan(2 * 1024 * 1024);
    await using stage = await openStage({ dataFile });
    const kept = stage.sandbox.views.private(ana).map(({ text }) => text);
    expect(kept.slice(-texts.length)).toEqual(texts);
  });

  test('confirmed updates stay confirmed', async () => {
    {
      await using stage = await openStage({ dataFile });
      const ana = await stage.client();
      stage.sandbox.people.write(ana, 'confirmada');
      await stage.updates();
      stage.sandbox.people.write(ana, 'pendente');
    }
    await using stage = await openStage({ dataFile });
    expect((await stage.updates()).map(({ message }) => message?.text)).toEqual(['pendente']);
  });

  test('still makes the copies that were due, at their time', async () => {
    {
      await using stage = await openStage({ dataFile });
      await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, text: 'post' });
      stage.clock.advance(1000);
    }
    await using stage = await openStage({ dataFile });
    expect(stage.sandbox.pending().copies).toBe(1);
    stage.clock.advance(3500);
    expect((await stage.updates())[0]?.message).toMatchObject({ is_automatic_forward: true, text: 'post' });
  });

  test('overlooks a torn last line, and nothing else', async () => {
    {
      await using stage = await openStage({ dataFile });
      stage.sandbox.people.write(await stage.client(), 'inteira');
    }
    fs.appendFileSync(dataFile, '[["user","999",{"id":999,"first');
    {
      await using stage = await openStage({ dataFile });
      expect(stage.sandbox.views.users()).toHaveLength(1);
      expect((await stage.updates()).map(({ message }) => message?.text)).toEqual(['inteira']);
    }
    fs.writeFileSync(dataFile, `torn\n${fs.readFileSync(dataFile, 'utf8')}`);
    await expect(openStage({ dataFile })).rejects.toThrow(/line 1 is not JSON/);
  });

  test('writes one line per action, and gathers them when it starts', async () => {
    {
      await using stage = await openStage({ dataFile });
      const ana = await stage.client();
      const lines = (): number => fs.readFileSync(dataFile, 'utf8').split('\n').length;
      const before = lines();
      for (let count = 0; count < 10; count += 1) stage.sandbox.people.write(ana, 'oi');
      expect(lines()).toBe(before + 10);
    }
    await using stage = await openStage({ dataFile });
    expect(fs.readFileSync(dataFile, 'utf8').trim().split('\n')).toHaveLength(1);
    expect(stage.sandbox.pending().updates).toBe(10);
  });

  test('FACTS.md #50: a file whose bytes are gone cannot be fetched', async () => {
    await using stage = await openStage({ dataFile });
    const ana = await stage.client('Ana');
    stage.sandbox.people.write(ana, { document: { bytes: Buffer.from('bytes') } });
    const file_id = (await stage.updates())[0]?.message?.document?.file_id;
    expect(await stage.refusal('getFile', { file_id })).toBe('ok');
    fs.rmSync(`${dataFile}.files`, { recursive: true });
    expect(await stage.refusal('getFile', { file_id })).toBe(
      '400 Bad Request: wrong file_id or the file is temporarily unavailable',
    );
  });

  test('loses nothing that was shown when it is killed', async () => {
    const own = path.join(import.meta.dirname, '../sandbox-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', own, dataFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    const act = async (body: Params): Promise<number> => {
      const response = await fetch(`${url}/console/act`, { method: 'POST', body: JSON.stringify(body) });
      return ((await response.json()) as { result: number }).result;
    };
    const userId = await act({ do: 'add', firstName: 'Ana' });
    await act({ do: 'start', userId });
    const sent: number[] = [];
    for (let count = 0; count < 50; count += 1) {
      const response = await fetch(`${url}/bot${token}/sendMessage?chat_id=${userId}&text=n${count}`);
      sent.push(((await response.json()) as { result: Message }).result.message_id);
    }
    await fetch(`${url}/bot${token}/sendMessage?chat_id=-1001000000001&text=post`);
    const shown = await (await fetch(`${url}/bot${token}/getUpdates`)).json();
    child.kill('SIGKILL');
    await once(child, 'exit');

    await using stage = await openStage({ dataFile });
    const seen = stage.sandbox.views.private(userId).map(({ message_id }) => message_id);
    expect(seen).toEqual([2, ...sent]);
    expect(await stage.call<Update[]>('getUpdates')).toEqual((shown as { result: Update[] }).result);
    expect(stage.sandbox.pending().copies).toBe(1);
  });
});
