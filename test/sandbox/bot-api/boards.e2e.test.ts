import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Message, Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { COPY_DELAY_MS, openStage, type Params, type Stage } from '../bot-client.ts';

const texts = (messages: readonly { text?: string }[]): (string | undefined)[] =>
  messages.map(({ text }) => text);

/** The owner of the channel and the group. */
function ownerOf(stage: Stage, board: { channelId: number; groupId: number }, firstName: string): number {
  const userId = stage.sandbox.people.add({ firstName });
  stage.sandbox.people.setRole(board.channelId, userId, 'creator');
  stage.sandbox.people.setRole(board.groupId, userId, 'creator');
  return userId;
}

async function tell(stage: Stage, door: string, body: Params): Promise<{ ok: boolean; result: never }> {
  const response = await fetch(`${stage.sandbox.url}/console/${door}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return (await response.json()) as { ok: boolean; result: never };
}

async function postAt(stage: Stage, channelId: number, text: string): Promise<number> {
  const { message_id: postId } = await stage.call('sendMessage', { chat_id: channelId, text });
  stage.clock.advance(COPY_DELAY_MS);
  return postId;
}

describe('a second board of one bot', () => {
  test('is a channel with its group, of which the bot is an administrator', async () => {
    await using stage = await openStage();
    const { channelId, groupId } = stage.sandbox.addBoard({ title: 'Vendas' });
    expect(channelId).not.toBe(stage.sandbox.channelId);
    expect(await stage.call('getChat', { chat_id: channelId })).toMatchObject({
      type: 'channel',
      title: 'Vendas',
      linked_chat_id: groupId,
    });
    expect(await stage.call('getChat', { chat_id: groupId })).toMatchObject({
      type: 'supergroup',
      linked_chat_id: channelId,
    });
    for (const chat_id of [channelId, groupId]) {
      expect(await stage.call('getChatMember', { chat_id, user_id: stage.sandbox.botId })).toMatchObject({
        status: 'administrator',
        can_delete_messages: true,
      });
    }
    expect(await stage.updates()).toEqual([]);
  });

  test('tells the bot, if somebody made it and let the bot in', async () => {
    await using stage = await openStage();
    const ownerId = stage.sandbox.people.add({ firstName: 'Bia' });
    const { channelId, groupId } = stage.sandbox.addBoard({ title: 'Vendas', ownerId });
    const told = (await stage.updates()).flatMap(({ my_chat_member: change }) =>
      change === undefined ? [] : [[change.chat.id, change.from.id, change.new_chat_member.status]],
    );
    expect(told).toEqual([
      [channelId, ownerId, 'administrator'],
      [groupId, ownerId, 'administrator'],
    ]);
    expect(stage.sandbox.views.member(channelId, ownerId).status).toBe('creator');
  });

  test('has posts, copies, comments and threads of its own', async () => {
    await using stage = await openStage();
    const { people, views, channelId: first, groupId: firstGroup } = stage.sandbox;
    const { channelId, groupId } = stage.sandbox.addBoard({ title: 'Vendas' });
    const duda = ownerOf(stage, { channelId, groupId }, 'Duda');
    await stage.updates();

    const here = await postAt(stage, first, 'no primeiro');
    const there = await postAt(stage, channelId, 'no segundo');
    const copies = (await stage.updates()).flatMap(({ message }) =>
      message?.is_automatic_forward ? [[message.chat.id, message.text]] : [],
    );
    expect(copies).toEqual([
      [firstGroup, 'no primeiro'],
      [groupId, 'no segundo'],
    ]);

    const commentId = people.comment(duda, there, 'ali', { channelId });
    people.sayInGroup(duda, 'solta', { channelId });
    people.editComment(duda, commentId, 'aliás', { channelId });
    const own = people.post(duda, 'da equipe', { channelId });
    people.editPost(duda, own, 'da equipe, de novo', { channelId });

    expect(texts(views.thread(there, undefined, channelId))).toEqual(['aliás']);
    expect(views.thread(here)).toEqual([]);
    expect(texts(views.channel())).toEqual(['no primeiro']);
    expect(texts(views.channel(undefined, channelId))).toEqual(['no segundo', 'da equipe, de novo']);
    expect(texts(views.group(1, channelId))).toEqual(['solta']);
    expect(views.post(there, channelId)?.commentCount).toBe(1);
    expect(views.users(channelId).find(({ id }) => id === duda)?.channelRole).toBe('creator');
    expect(views.users().find(({ id }) => id === duda)?.channelRole).toBe('left');
    expect(() => people.post(duda, 'x')).toThrow(/may not post/);

    const comments = (await stage.updates()).flatMap(({ message }) => message ?? []);
    expect(comments.find(({ text }) => text === 'ali')).toMatchObject({
      chat: { id: groupId },
      message_thread_id: views.post(there, channelId)?.rootId,
    });
  });

  test('is joined and left for itself, by people and by the bot', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, channelId: first } = stage.sandbox;
    const { channelId } = stage.sandbox.addBoard({ title: 'Vendas' });
    await stage.call('getUpdates', { allowed_updates: ['chat_member', 'my_chat_member'] });
    people.setRole(channelId, 503, 'member');
    people.setRole(first, 503, 'left');
    people.setBotRights(channelId, 'none');
    const changes = (await stage.updates()).map((update: Update) => {
      const change = update.chat_member ?? update.my_chat_member;
      return [change?.chat.id, change?.new_chat_member.user.id, change?.new_chat_member.status];
    });
    expect(changes).toEqual([
      [channelId, 503, 'member'],
      [first, 503, 'left'],
      [channelId, 9000, 'left'],
    ]);
    expect(views.member(first, 9000).status).toBe('administrator');
    expect(await stage.refusal('sendMessage', { chat_id: channelId, text: 'x' })).toMatch(/^403/);
    expect(await stage.refusal('sendMessage', { chat_id: first, text: 'x' })).toBe('ok');
  });

  test('has 20 calls a minute of its own in each chat', async () => {
    await using stage = await openStage({ limits: 'telegram' });
    const { channelId: first } = stage.sandbox;
    const { channelId, groupId } = stage.sandbox.addBoard({ title: 'Vendas' });
    const send = (chat_id: number): Promise<string> => stage.refusal('sendMessage', { chat_id, text: 'x' });
    for (const chatId of [first, channelId, groupId]) {
      for (let sent = 0; sent < 20; sent += 1) {
        expect(await send(chatId)).toBe('ok');
        stage.clock.advance(50);
      }
      expect(await send(chatId)).toMatch(/^429/);
    }
    expect(stage.sandbox.control.budget(groupId).spentAtMs).toHaveLength(20);
    expect(stage.sandbox.control.show().boards.map((board) => board.channelId)).toEqual([first, channelId]);
  });

  test('has faults of its own: refusals, copies withheld, copies lost', async () => {
    await using stage = await openStage();
    const { faults, views, channelId: first } = stage.sandbox;
    const { channelId } = stage.sandbox.addBoard({ title: 'Vendas' });
    faults.next({ chatId: channelId }, { error_code: 500, description: 'Internal Server Error' });
    expect(await stage.refusal('sendMessage', { chat_id: first, text: 'x' })).toBe('ok');
    expect(await stage.refusal('sendMessage', { chat_id: channelId, text: 'x' })).toMatch(/^500/);

    faults.withholdCopies(true, channelId);
    const here = await postAt(stage, first, 'a');
    const there = await postAt(stage, channelId, 'b');
    expect(views.post(here)?.rootId).not.toBeNull();
    expect(views.post(there, channelId)?.rootId).toBeNull();
    faults.withholdCopies(false, channelId);
    expect(views.post(there, channelId)?.rootId).not.toBeNull();

    expect((await tell(stage, 'fault', { do: 'loseCopies', channelId })).ok).toBe(true);
    const lost = await postAt(stage, channelId, 'c');
    const kept = await postAt(stage, first, 'd');
    expect(views.post(lost, channelId)?.rootId).toBeNull();
    expect(views.post(kept)?.rootId).not.toBeNull();
    expect(faults.copies()).toBe('come');
  });

  test('that gets another group is followed there, and the first board stays', async () => {
    await using stage = await openStage();
    const { people, views, groupId: firstGroup } = stage.sandbox;
    const { channelId } = stage.sandbox.addBoard({ title: 'Vendas' });
    const other = people.addGroup('supergroup', 'Outro');
    people.linkGroup(channelId, other);
    expect(views.boards().map((board) => board.groupId)).toEqual([firstGroup, other]);
    const postId = await postAt(stage, channelId, 'x');
    expect(views.post(postId, channelId)?.rootId).not.toBeNull();
    expect(texts(views.group(undefined, channelId))).toEqual(['x']);
  });

  test('is kept in the data file, in an export, and by a reset with its team', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
    const dataFile = path.join(folder, 'telegram.jsonl');
    let board = { channelId: 0, groupId: 0 };
    let postId = 0;
    {
      await using stage = await openStage({ dataFile, seed: true });
      board = stage.sandbox.addBoard({ title: 'Vendas' });
      ownerOf(stage, board, 'Duda');
      postId = await postAt(stage, board.channelId, 'fica');
    }
    await using stage = await openStage({ dataFile });
    const { views, control } = stage.sandbox;
    expect(views.boards()[1]).toMatchObject({ ...board, channel: { title: 'Vendas' } });
    expect(views.post(postId, board.channelId)?.text).toBe('fica');

    await using other = await openStage({ seed: true });
    other.sandbox.control.import(JSON.parse(JSON.stringify(control.export())));
    expect(other.sandbox.views.post(postId, board.channelId)?.text).toBe('fica');
    expect(await other.refusal('sendMessage', { chat_id: board.groupId, text: 'x' })).toBe('ok');

    control.reset();
    expect(views.channel(undefined, board.channelId)).toEqual([]);
    const owner = views.users(board.channelId).find(({ channelRole }) => channelRole === 'creator');
    expect(owner?.firstName).toBe('Duda');
    fs.rmSync(folder, { recursive: true });
  });

  test('is in the deltas of a page, by the name of the channel', async () => {
    await using stage = await openStage({ seed: true });
    const { sandbox } = stage;
    const { channelId } = sandbox.addBoard({ title: 'Vendas', ownerId: 501 });
    const postId = await postAt(stage, channelId, 'oi');
    await fetch(`${sandbox.url}/console/state`);
    const stream = await fetch(`${sandbox.url}/console/events`);
    const reader = stream.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    await reader.read();
    sandbox.people.comment(501, postId, 'olá', { channelId });
    const { value } = await reader.read();
    await reader.cancel();
    const text = Buffer.from(value ?? []).toString();
    const { lists } = JSON.parse(text.slice(text.indexOf('{'))) as { lists: Params };
    expect(lists).toMatchObject({
      [`boards/${channelId}/threads/${postId}`]: { set: [{ text: 'olá' }], gone: [] },
      [`boards/${channelId}/posts`]: { set: [{ id: postId, commentCount: 1 }], gone: [] },
    });
    expect(Object.keys(lists)).toHaveLength(2);
  });

  test('shows a page who is in each channel, and whether the bot can work there', async () => {
    await using stage = await openStage({ seed: true });
    const { sandbox } = stage;
    const { people } = sandbox;
    const { channelId, groupId } = sandbox.addBoard({ title: 'Vendas', ownerId: 501 });
    people.setRole(channelId, 503, 'member');
    people.setBotRights(channelId, 'none');
    people.linkGroup(channelId, null);
    const { boards } = (await (await fetch(`${sandbox.url}/console/state`)).json()) as { boards: Params[] };
    expect(boards).toEqual([
      expect.objectContaining({
        channelId: sandbox.channelId,
        isLinked: true,
        botRoles: { channel: 'administrator', group: 'administrator' },
        roles: expect.objectContaining({ 501: 'creator', 502: 'administrator', 503: 'member' }) as never,
      }),
      expect.objectContaining({
        channelId,
        groupId,
        isLinked: false,
        botRoles: { channel: 'left', group: 'administrator' },
        roles: { 501: 'creator', 503: 'member' },
      }),
    ]);
  });

  test('is added and seen from outside, too', async () => {
    await using stage = await openStage({ seed: true });
    const added = await tell(stage, 'control', { do: 'addBoard', title: 'Vendas', ownerId: 501 });
    const { channelId, groupId } = added.result as { channelId: number; groupId: number };
    const postId = await postAt(stage, channelId, 'oi');
    await tell(stage, 'act', { do: 'comment', userId: 501, postId, content: 'olá', channelId });
    await tell(stage, 'act', { do: 'post', userId: 501, content: 'aviso', channelId });
    const seen = (await (await fetch(`${stage.sandbox.url}/console/board/${channelId}`)).json()) as {
      posts: { id: number; text: string }[];
      threads: Record<string, Message[]>;
    };
    expect(seen).toMatchObject({ channelId, groupId, channel: { title: 'Vendas' } });
    expect(texts(seen.posts)).toEqual(['oi', 'aviso']);
    expect(texts(seen.threads[postId] ?? [])).toEqual(['olá']);
    const state = (await (await fetch(`${stage.sandbox.url}/console/state`)).json()) as {
      boards: { channelId: number }[];
      boardLists: Record<string, { id: number; text: string }[]>;
    };
    expect(texts(state.boardLists[`${channelId}/posts`] ?? [])).toEqual(['oi', 'aviso']);
    expect(texts(state.boardLists[`${channelId}/threads/${postId}`] ?? [])).toEqual(['olá']);
    expect(state.boards.map((board) => board.channelId)).toEqual([stage.sandbox.channelId, channelId]);
    expect((await fetch(`${stage.sandbox.url}/console/board/-1`)).status).toBe(404);
    expect(await tell(stage, 'control', { do: 'addBoard', title: ' ' })).toMatchObject({ ok: false });
    expect(await tell(stage, 'control', { do: 'addBoard', title: 'x', ownerId: 1 })).toMatchObject({
      ok: false,
    });
  });
});
