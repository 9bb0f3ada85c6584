import type { Message, Update } from '@grammyjs/types';
import { expect, test } from 'vitest';
import { COPY_DELAY_MS, openStage, type Params, type Stage } from '../bot-client.ts';

/** Calls as another bot of the same Telegram. */
function callAs(stage: Stage, token: string) {
  return async <T = Message>(method: string, params: Params = {}): Promise<T> => {
    const response = await fetch(`${stage.sandbox.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    const answer = (await response.json()) as { ok: boolean; description: string; result: T };
    if (!answer.ok) throw new Error(answer.description);
    return answer.result;
  };
}

const OTHER = { firstName: 'Vendas', username: 'vendas_bot' };

test('two desks live side by side: updates, numbers and copies do not mix (FACTS.md #62)', async () => {
  await using stage = await openStage();
  const { sandbox } = stage;
  const other = sandbox.addDesk(OTHER);
  const call = callAs(stage, other.token);
  const ana = await stage.client();
  other.people.write(ana, 'quero comprar');
  expect(await stage.updates()).toEqual([]);
  const [update] = await call<Update[]>('getUpdates');
  expect(update?.message).toMatchObject({ message_id: 2, text: 'quero comprar' });
  expect(sandbox.views.private(ana).map(({ text }) => text)).toEqual(['/start']);
  const post = await call('sendMessage', { chat_id: other.channelId, text: 'post' });
  stage.clock.advance(COPY_DELAY_MS);
  expect(other.views.post(post.message_id)?.rootId).toBe(2);
  expect(sandbox.views.group()).toEqual([]);
  const bia = sandbox.people.add({ firstName: 'Bia' });
  other.people.comment(bia, post.message_id, 'nota');
  expect(other.views.thread(post.message_id).map(({ text }) => text)).toEqual(['nota']);
  expect(await stage.updates()).toEqual([]);
  expect(await stage.refusal('sendMessage', { chat_id: other.channelId, text: 'x' })).toContain(
    'chat not found',
  );
});

test('a person whom one bot knows is a stranger to the other, and a file of one is none of the other (FACTS.md #39, #50)', async () => {
  await using stage = await openStage();
  const other = stage.sandbox.addDesk(OTHER);
  const call = callAs(stage, other.token);
  const ana = await stage.client();
  await expect(call('sendMessage', { chat_id: ana, text: 'x' })).rejects.toThrow('chat not found');
  stage.sandbox.people.write(ana, { photo: {} });
  const photo = (await stage.updates())[0]?.message?.photo?.at(-1)?.file_id;
  other.people.start(ana);
  await expect(call('sendPhoto', { chat_id: ana, photo })).rejects.toThrow('wrong file identifier');
});

test('bots in one group do not hear each other, share its numbers, and edit only what is theirs (FACTS.md #22, #62)', async () => {
  await using stage = await openStage();
  const { sandbox } = stage;
  const { groupId: chat_id } = sandbox;
  const other = sandbox.addDesk(OTHER);
  const call = callAs(stage, other.token);
  sandbox.people.setRole(chat_id, other.botId, 'administrator');
  await stage.updates();
  const theirs = await call('sendMessage', { chat_id, text: 'do outro' });
  expect(await stage.updates()).toEqual([]);
  const ours = await stage.call('sendMessage', {
    chat_id,
    text: 'nosso',
    reply_parameters: { message_id: theirs.message_id },
  });
  expect(ours.message_id).toBe(theirs.message_id + 1);
  expect(ours.reply_to_message).toMatchObject({ from: { id: other.botId, is_bot: true } });
  const edit = { chat_id, message_id: theirs.message_id, text: 'x' };
  expect(await stage.refusal('editMessageText', edit)).toBe("400 Bad Request: message can't be edited");
  const admins = async (params: Params): Promise<number> =>
    (await stage.call<unknown[]>('getChatAdministrators', { chat_id, ...params })).length;
  expect([await admins({}), await admins({ return_bots: true })]).toEqual([1, 2]);
});

test('each bot has a budget of its own in a group (FACTS.md #59)', async () => {
  await using stage = await openStage({ limits: 'telegram' });
  const { sandbox } = stage;
  const { groupId: chat_id } = sandbox;
  const other = sandbox.addDesk(OTHER);
  sandbox.people.setRole(chat_id, other.botId, 'administrator');
  for (let sent = 0; sent < 20; sent += 1) await stage.call('sendMessage', { chat_id, text: String(sent) });
  expect(await stage.refusal('sendMessage', { chat_id, text: 'x' })).toMatch(/^429/);
  const call = callAs(stage, other.token);
  expect((await call('sendMessage', { chat_id, text: 'x' })).text).toBe('x');
});
