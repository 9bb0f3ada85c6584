import type { Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Stage, until } from '../bot-client.ts';

async function sendMany(stage: Stage, chat_id: number, count: number): Promise<string[]> {
  const answers: string[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    answers.push(await stage.refusal('sendMessage', { chat_id, text: `n ${sent}` }));
  }
  return answers;
}

describe('limits (FACTS.md #59)', () => {
  test('off by default', async () => {
    await using stage = await openStage();
    expect(new Set(await sendMany(stage, stage.sandbox.groupId, 40))).toEqual(new Set(['ok']));
  });

  test('20 sends in a minute pass in the group, the 21st waits (F-016)', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const chat_id = stage.sandbox.groupId;
    for (let sent = 0; sent < 20; sent += 1) {
      await stage.call('sendMessage', { chat_id, text: 'x' });
      stage.clock.advance(1500);
    }
    const answer = await stage.ask('sendMessage', { chat_id, text: 'x' });
    expect(answer).toMatchObject({
      status: 429,
      error_code: 429,
      description: 'Too Many Requests: retry after 30',
      parameters: { retry_after: 30 },
    });
    expect(answer.headers.get('retry-after')).toBe('30');
    stage.clock.advance(29_999);
    expect(await stage.refusal('sendMessage', { chat_id, text: 'x' })).toContain('429');
    stage.clock.advance(1);
    expect(await stage.refusal('sendMessage', { chat_id, text: 'x' })).toBe('ok');
  });

  test('a clock that goes back frees the budget, and holds up nothing', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const chat_id = stage.sandbox.groupId;
    await sendMany(stage, chat_id, 20);
    stage.clock.advance(-3_600_000);
    expect(await stage.refusal('sendMessage', { chat_id, text: 'x' })).toBe('ok');
  });

  test('edits share the budget, channel and group have one each (F-016, F-017)', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const { channelId, groupId } = stage.sandbox;
    const post = await stage.call('sendMessage', { chat_id: channelId, text: '0' });
    for (let edit = 1; edit < 20; edit += 1) {
      const request = { chat_id: channelId, message_id: post.message_id, text: String(edit) };
      expect(await stage.refusal('editMessageText', request)).toBe('ok');
      stage.clock.advance(100);
    }
    const request = { chat_id: channelId, message_id: post.message_id, text: 'x' };
    expect(await stage.refusal('editMessageText', request)).toContain('429 Too Many Requests');
    stage.clock.advance(1000);
    expect(await stage.refusal('sendMessage', { chat_id: groupId, text: 'x' })).toBe('ok');
  });

  test('an album of N costs N; refused calls and answers to presses cost nothing', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const chat_id = stage.sandbox.groupId;
    const ana = await stage.client();
    stage.sandbox.people.write(ana, { photo: {} });
    const media = (await stage.updates())[0]?.message?.photo?.at(-1)?.file_id;
    const album = { chat_id, media: Array.from({ length: 10 }, () => ({ type: 'photo', media })) };
    await stage.ask('sendMessage', { chat_id, text: '' });
    expect(await stage.refusal('sendMediaGroup', album)).toBe('ok');
    expect(await stage.refusal('sendMediaGroup', album)).toBe('ok');
    expect(await stage.refusal('sendMessage', { chat_id, text: 'x' })).toContain('429');
  });

  test('in private a burst of four passes, then one a second', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const ana = await stage.client();
    const answers = await sendMany(stage, ana, 5);
    expect(answers.slice(0, 4)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(answers[4]).toMatch(/^429/);
  });

  test('30 a second over all chats', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const clients = await Promise.all(Array.from({ length: 31 }, (_, index) => stage.client(`C${index}`)));
    const answers: string[] = [];
    for (const client of clients) answers.push(...(await sendMany(stage, client, 1)));
    expect(answers.slice(0, 30).every((answer) => answer === 'ok')).toBe(true);
    expect(answers[30]).toBe('429 Too Many Requests: retry after 1');
  });
});

describe('what nobody knows yet (FACTS.md #61)', () => {
  test('pins, deletions and reactions cost nothing, or one each', async () => {
    for (const cost of [0, 1] as const) {
      await using stage = await openStage({
        limits: 'telegram',
        assumptions: { pinCost: cost, deletionCost: cost, reactionCost: cost },
      });
      const chat_id = stage.sandbox.groupId;
      const { message_id } = await stage.call('sendMessage', { chat_id, text: 'x' });
      const reaction = [{ type: 'emoji', emoji: '👌' }];
      await stage.call('setMessageReaction', { chat_id, message_id, reaction });
      await stage.call('pinChatMessage', { chat_id, message_id });
      await stage.call('unpinChatMessage', { chat_id, message_id });
      await stage.call('deleteMessage', { chat_id, message_id });
      const answers = await sendMany(stage, chat_id, 19);
      expect(answers.filter((answer) => answer !== 'ok')).toHaveLength(4 * cost);
    }
  });

  test('an album costs one, and a group’s budget is shared by its bots', async () => {
    await using stage = await openStage({
      limits: 'telegram',
      assumptions: { albumCost: 'one', budgetOf: 'chat' },
    });
    const chat_id = stage.sandbox.groupId;
    const ana = await stage.client();
    stage.sandbox.people.write(ana, { photo: {} });
    const media = (await stage.updates())[0]?.message?.photo?.at(-1)?.file_id;
    const album = { chat_id, media: Array.from({ length: 10 }, () => ({ type: 'photo', media })) };
    for (let sent = 0; sent < 3; sent += 1) await stage.call('sendMediaGroup', album);
    expect(new Set(await sendMany(stage, chat_id, 17))).toEqual(new Set(['ok']));
    const other = stage.sandbox.addDesk({ firstName: 'Vendas', username: 'vendas_bot' });
    stage.sandbox.people.setRole(chat_id, other.botId, 'administrator');
    const url = `${stage.sandbox.url}/bot${other.token}/sendMessage?chat_id=${chat_id}&text=x`;
    expect((await fetch(url)).status).toBe(429);
  });

  test('a copy may name itself as its thread', async () => {
    await using stage = await openStage({ assumptions: { rootNamesThread: true } });
    await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, text: 'x' });
    stage.clock.advance(3500);
    const [update] = await stage.updates();
    expect(update?.message?.message_thread_id).toBe(update?.message?.message_id);
  });
});

describe('faults on demand (FACTS.md #43)', () => {
  test('an error comes instead of the effect, for its method and chat, as often as asked', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const ana = await stage.client();
    sandbox.faults.next(
      { method: 'sendmessage', chatId: ana, times: 2 },
      { error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } },
    );
    expect(await stage.refusal('sendMessage', { chat_id: sandbox.groupId, text: 'x' })).toBe('ok');
    expect(await stage.refusal('getChat', { chat_id: ana })).toBe('ok');
    const answer = await stage.ask('sendMessage', { chat_id: ana, text: 'x' });
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await stage.refusal('sendMessage', { chat_id: ana, text: 'x' })).toContain('429');
    expect(await stage.refusal('sendMessage', { chat_id: ana, text: 'x' })).toBe('ok');
    expect(sandbox.views.private(ana).map(({ text }) => text)).toEqual(['/start', 'x']);
  });

  test.each([
    ['drop-before', 0],
    ['drop-after', 1],
  ] as const)('%s cuts the connection with %d effects', async (fault, effects) => {
    await using stage = await openStage();
    const ana = await stage.client();
    stage.sandbox.faults.next({ method: 'sendMessage' }, fault);
    await expect(stage.ask('sendMessage', { chat_id: ana, text: 'x' })).rejects.toThrow('fetch failed');
    expect(stage.sandbox.views.private(ana)).toHaveLength(1 + effects);
    expect(await stage.refusal('getMe')).toBe('ok');
  });

  test('a slow answer comes after its time, with the effect done', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    stage.sandbox.faults.next({}, { delayMs: 5000 });
    const answer = stage.call('sendMessage', { chat_id: ana, text: 'x' });
    await until(() => stage.sandbox.views.private(ana).length === 2);
    let answered = false;
    void answer.then(() => (answered = true));
    stage.clock.advance(4999);
    await stage.call('getMe');
    expect(answered).toBe(false);
    stage.clock.advance(1);
    expect((await answer).text).toBe('x');
  });

  test('the last update comes again although it was confirmed', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    stage.sandbox.people.write(ana, 'uma vez');
    const [first] = await stage.updates();
    stage.sandbox.faults.redeliverLast();
    const next = (first?.update_id ?? 0) + 1;
    expect(await stage.call<Update[]>('getUpdates', { offset: next })).toEqual([first]);
    stage.clock.advance(3000);
    expect(await stage.call<Update[]>('getUpdates', { offset: next })).toEqual([]);
  });

  test('the last update does not overtake those that were never confirmed', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    for (const text of ['um', 'dois', 'três']) stage.sandbox.people.write(ana, text);
    const asked = await stage.call<Update[]>('getUpdates');
    stage.sandbox.faults.redeliverLast();
    expect(await stage.call<Update[]>('getUpdates')).toEqual(asked.slice(0, 1));
  });

  test('an edit in which nothing changed (FACTS.md #18)', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    const id = stage.sandbox.people.write(ana, 'igual');
    await stage.updates();
    stage.sandbox.faults.spuriousEdit(ana, id);
    const [update] = await stage.updates();
    expect(update?.edited_message).toMatchObject({ message_id: id, text: 'igual' });
  });
});
