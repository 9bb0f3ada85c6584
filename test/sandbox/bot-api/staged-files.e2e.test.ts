import { describe, expect, test } from 'vitest';
import { openStage, type Stage } from '../bot-client.ts';

describe('a file that was uploaded into one chat', () => {
  async function upload(
    stage: Stage,
    chatId: number,
  ): Promise<{ message_id: number; document: { file_id: string } }> {
    const form = new FormData();
    form.set('chat_id', String(chatId));
    form.set('document', new Blob(['conteúdo']), 'manual.txt');
    const { url, token } = stage.sandbox;
    const response = await fetch(`${url}/bot${token}/sendDocument`, { method: 'POST', body: form });
    return ((await response.json()) as { result: never }).result;
  }

  test('is sent to others by its id, also when the first message is gone', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, groupId } = stage.sandbox;
    for (const userId of [501, 701]) people.start(userId);
    const { message_id, document } = await upload(stage, 501);
    expect(await stage.call('deleteMessage', { chat_id: 501, message_id })).toBe(true);
    for (const chat_id of [701, groupId]) {
      await stage.call('sendDocument', { chat_id, document: document.file_id });
    }
    const [there, inGroup] = [views.private(701).at(-1), views.group().at(-1)];
    expect(there?.document).toMatchObject({ file_name: 'manual.txt', file_id: document.file_id });
    expect(inGroup?.document?.file_unique_id).toBe(there?.document?.file_unique_id);
    const { file_path } = await stage.call<{ file_path: string }>('getFile', { file_id: document.file_id });
    const { url, token } = stage.sandbox;
    expect(await (await fetch(`${url}/file/bot${token}/${file_path}`)).text()).toBe('conteúdo');
  });

  test('is not uploaded to somebody who has not started the bot', async () => {
    await using stage = await openStage({ seed: true });
    expect(await upload(stage, 701)).toBeUndefined();
  });
});
