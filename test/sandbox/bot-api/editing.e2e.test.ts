import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Params, type Stage } from '../bot-client.ts';

const NOT_MODIFIED =
  '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const HOUR_MS = 3_600_000;

type Scene = { stage: Stage; client: number; own: number; photo: number; fileId: string };

async function openScene(): Promise<Scene> {
  const stage = await openStage();
  const client = await stage.client();
  stage.sandbox.people.write(client, { photo: { fileName: 'gato.png' } });
  const fileId = (await stage.updates())[0]?.message?.photo?.at(-1)?.file_id ?? '';
  const own = await stage.call('sendMessage', { chat_id: client, text: 'texto' });
  const photo = await stage.call('sendPhoto', { chat_id: client, photo: fileId, caption: 'legenda' });
  return { stage, client, own: own.message_id, photo: photo.message_id, fileId };
}

describe('editing (FACTS.md #53)', () => {
  const cases: [string, string, (scene: Scene) => Params, string][] = [
    ['the same text', 'editMessageText', (s) => ({ message_id: s.own, text: 'texto' }), NOT_MODIFIED],
    [
      'an unknown message',
      'editMessageText',
      () => ({ message_id: 999, text: 'x' }),
      '400 Bad Request: message to edit not found',
    ],
    [
      'a message of the client',
      'editMessageText',
      (s) => ({ message_id: s.stage.sandbox.people.write(s.client, 'meu'), text: 'x' }),
      "400 Bad Request: message can't be edited",
    ],
    [
      'the text of a photo',
      'editMessageText',
      (s) => ({ message_id: s.photo, text: 'x' }),
      '400 Bad Request: there is no text in the message to edit',
    ],
    [
      'the caption of a text',
      'editMessageCaption',
      (s) => ({ message_id: s.own, caption: 'x' }),
      '400 Bad Request: there is no caption in the message to edit',
    ],
    [
      'a text into one of 4097 characters (FACTS.md #44)',
      'editMessageText',
      (s) => ({ message_id: s.own, text: 'a'.repeat(4097) }),
      '400 Bad Request: MESSAGE_TOO_LONG',
    ],
    [
      'a caption into one of 1025 characters (FACTS.md #44)',
      'editMessageCaption',
      (s) => ({ message_id: s.photo, caption: 'a'.repeat(1025) }),
      '400 Bad Request: MEDIA_CAPTION_TOO_LONG',
    ],
    [
      'a text into nothing (FACTS.md #44)',
      'editMessageText',
      (s) => ({ message_id: s.own, text: '' }),
      '400 Bad Request: message text is empty',
    ],
  ];
  test.each(cases)('refuses %s', async (_name, method, params, refusal) => {
    const scene = await openScene();
    await using stage = scene.stage;
    expect(await stage.refusal(method, { chat_id: scene.client, ...params(scene) })).toBe(refusal);
  });

  test('a forward and a message with a reply keyboard stay as they are', async () => {
    const scene = await openScene();
    await using stage = scene.stage;
    const chat_id = scene.client;
    const forward = await stage.call('forwardMessage', {
      chat_id,
      from_chat_id: chat_id,
      message_id: scene.own,
    });
    const keyboard = await stage.call('sendMessage', {
      chat_id,
      text: 'escolha',
      reply_markup: { keyboard: [[{ text: 'sim' }]] },
    });
    for (const { message_id } of [forward, keyboard]) {
      expect(await stage.refusal('editMessageText', { chat_id, message_id, text: 'x' })).toBe(
        "400 Bad Request: message can't be edited",
      );
    }
  });

  test('a caption and a file can be replaced', async () => {
    const scene = await openScene();
    await using stage = scene.stage;
    const chat_id = scene.client;
    const message_id = scene.photo;
    const renamed = await stage.call('editMessageCaption', { chat_id, message_id, caption: 'outra' });
    expect(renamed.caption).toBe('outra');
    stage.sandbox.people.write(chat_id, { document: { fileName: 'a.pdf' } });
    const media = (await stage.updates())[0]?.message?.document?.file_id;
    const changed = await stage.call('editMessageMedia', {
      chat_id,
      message_id,
      media: { type: 'document', media, caption: 'pdf' },
    });
    expect(changed).toMatchObject({ caption: 'pdf', document: { file_name: 'a.pdf' } });
    expect(changed).not.toHaveProperty('photo');
  });

  test('others’ posts may be edited in the channel with can_edit_messages only', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const bia = sandbox.people.add({ firstName: 'Bia' });
    sandbox.people.setRole(sandbox.channelId, bia, 'creator');
    const request = { chat_id: sandbox.channelId, message_id: sandbox.people.post(bia, 'dela') };
    expect((await stage.call('editMessageText', { ...request, text: 'minha' })).text).toBe('minha');
    sandbox.people.setBotRights(sandbox.channelId, { can_edit_messages: false });
    expect(await stage.refusal('editMessageText', { ...request, text: 'de novo' })).toBe(
      "400 Bad Request: message can't be edited",
    );
  });

  test('the copy in the group cannot be edited by hand', async () => {
    await using stage = await openStage();
    const { rootId } = await stage.postWithCopy();
    const request = { chat_id: stage.sandbox.groupId, message_id: rootId, text: 'x' };
    expect(await stage.refusal('editMessageText', request)).toBe("400 Bad Request: message can't be edited");
  });

  test('a client’s edit comes as edited_message with the same number (FACTS.md #17)', async () => {
    await using stage = await openStage();
    const client = await stage.client();
    const id = stage.sandbox.people.write(client, 'oi');
    const photo = stage.sandbox.people.write(client, { photo: {}, caption: 'a' });
    await stage.updates();
    stage.sandbox.people.edit(client, id, 'olá');
    stage.sandbox.people.edit(client, photo, 'b');
    const [text, caption] = (await stage.updates()).map(({ edited_message }) => edited_message);
    expect(text).toMatchObject({ message_id: id, text: 'olá', edit_date: expect.any(Number) });
    expect(caption).toMatchObject({ message_id: photo, caption: 'b', photo: expect.any(Array) });
  });
});

describe('deleting (FACTS.md #54)', () => {
  test('stops at 48 hours, with other words in private', async () => {
    await using stage = await openStage();
    const client = await stage.client();
    const { postId } = await stage.postWithCopy();
    const own = await stage.call('sendMessage', { chat_id: client, text: 'x' });
    const requests: [Params, string][] = [
      [{ chat_id: stage.sandbox.channelId, message_id: postId }, "400 Bad Request: message can't be deleted"],
      [
        { chat_id: client, message_id: own.message_id },
        "400 Bad Request: message can't be deleted for everyone",
      ],
    ];
    stage.clock.advance(48 * HOUR_MS + 1000);
    for (const [request, refusal] of requests) {
      expect(await stage.refusal('deleteMessage', request)).toBe(refusal);
    }
  });

  test('works within 48 hours, once, and nobody is told (FACTS.md #20)', async () => {
    await using stage = await openStage();
    const { postId } = await stage.postWithCopy();
    const request = { chat_id: stage.sandbox.channelId, message_id: postId };
    expect(await stage.refusal('deleteMessage', request)).toBe('ok');
    expect(await stage.refusal('deleteMessage', request)).toBe(
      '400 Bad Request: message to delete not found',
    );
    expect(await stage.updates()).toEqual([]);
    expect(stage.sandbox.views.channel()).toEqual([]);
  });

  test('of several passes over unknown ones; one too old keeps all', async () => {
    await using stage = await openStage();
    const client = await stage.client();
    const old = await stage.call('sendMessage', { chat_id: client, text: 'velha' });
    stage.clock.advance(49 * HOUR_MS);
    const fresh = await stage.call('sendMessage', { chat_id: client, text: 'nova' });
    const ask = (ids: number[]): Promise<string> =>
      stage.refusal('deleteMessages', { chat_id: client, message_ids: ids });
    expect(await ask([old.message_id, fresh.message_id])).toContain("can't be deleted");
    expect(await ask([fresh.message_id, 777])).toBe('ok');
    expect(stage.sandbox.views.private(client).map(({ text }) => text)).toEqual(['/start', 'velha']);
  });

  test('others’ messages need the right', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const ana = sandbox.people.add({ firstName: 'Ana' });
    sandbox.people.setRole(sandbox.groupId, ana, 'member');
    const message_id = sandbox.people.sayInGroup(ana, 'oi');
    sandbox.people.setBotRights(sandbox.groupId, { can_delete_messages: false });
    const request = { chat_id: sandbox.groupId, message_id };
    expect(await stage.refusal('deleteMessage', request)).toBe("400 Bad Request: message can't be deleted");
    sandbox.people.setBotRights(sandbox.groupId, {});
    expect(await stage.refusal('deleteMessage', request)).toBe('ok');
  });
});

describe('copying and forwarding (FACTS.md #52)', () => {
  test('a copy has no origin and may bring another caption; a forward names where it is from', async () => {
    const scene = await openScene();
    await using stage = scene.stage;
    const request = { chat_id: scene.client, from_chat_id: scene.client, message_id: scene.photo };
    const copy = await stage.call<{ message_id: number }>('copyMessage', { ...request, caption: 'nova' });
    expect(Object.keys(copy)).toEqual(['message_id']);
    const seen = stage.sandbox.views.private(scene.client).at(-1);
    expect(seen).toMatchObject({ message_id: copy.message_id, caption: 'nova' });
    expect(seen).not.toHaveProperty('forward_origin');
    const forward = await stage.call('forwardMessage', request);
    expect(forward.forward_origin).toMatchObject({ type: 'user', sender_user: { id: 9000 } });
  });

  const cases: [string, Params, string][] = [
    ['none', { message_ids: [] }, 'message identifiers are not specified'],
    ['falling', { message_ids: [3, 2] }, 'message identifiers must be in a strictly increasing order'],
    ['doubled', { message_ids: [2, 2] }, 'message identifiers must be in a strictly increasing order'],
    ['unknown', { message_ids: [77, 78] }, 'there are no messages to forward'],
    [
      'more than 100',
      { message_ids: Array.from({ length: 101 }, (_, index) => index + 1) },
      'too many message identifiers specified',
    ],
  ];
  test.each(cases)('copyMessages with %s numbers is refused', async (_name, params, refusal) => {
    await using stage = await openStage();
    const client = await stage.client();
    const answer = await stage.refusal('copyMessages', { chat_id: client, from_chat_id: client, ...params });
    expect(answer).toBe(`400 Bad Request: ${refusal}`);
  });

  test('what is missing is skipped, what is a service message is not copied', async () => {
    await using stage = await openStage();
    const { sandbox } = stage;
    const client = await stage.client();
    const { postId } = await stage.postWithCopy('um');
    await stage.call('pinChatMessage', { chat_id: sandbox.channelId, message_id: postId });
    const request = { chat_id: client, from_chat_id: sandbox.channelId };
    const ids = await stage.call<Message[]>('copyMessages', {
      ...request,
      message_ids: [postId, postId + 1, postId + 2],
    });
    expect(ids).toHaveLength(1);
    expect(await stage.refusal('copyMessage', { ...request, message_id: postId + 1 })).toBe(
      "400 Bad Request: the message can't be copied",
    );
    expect(await stage.refusal('copyMessage', { ...request, message_id: 99 })).toBe(
      '400 Bad Request: message to copy not found',
    );
    expect(await stage.refusal('forwardMessage', { ...request, message_id: 99 })).toBe(
      '400 Bad Request: message to forward not found',
    );
  });
});

test('people change the words under a file, take them away, and may not write more than fit', async () => {
  const stage = await openStage();
  const client = await stage.client();
  const { people, views } = stage.sandbox;
  const photo = people.write(client, { photo: {}, caption: 'antes' });
  const caption = () => views.private(client).find((message) => message.message_id === photo)?.caption;
  people.edit(client, photo, { text: 'depois', entities: [{ type: 'bold', offset: 0, length: 6 }] });
  expect(caption()).toBe('depois');
  expect(() => people.edit(client, photo, 'a'.repeat(1025))).toThrow(/1024/);
  people.edit(client, photo, '');
  expect(caption()).toBeUndefined();
  expect(() => people.edit(client, people.write(client, 'texto'), '')).toThrow(/empty/);
});
