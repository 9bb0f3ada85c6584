import type { File as BotFile, Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { type Answer, openStage, type Stage } from '../bot-client.ts';

const MEGABYTE = 1024 * 1024;

async function upload(stage: Stage, method: string, fields: Record<string, string | Blob>): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, value, 'olá mundo.pdf');
  }
  const url = `${stage.sandbox.url}/bot${stage.sandbox.token}/${method}`;
  const response = await fetch(url, { method: 'POST', body: form });
  const body = (await response.json()) as Answer;
  return { ...body, status: response.status, headers: response.headers };
}

describe('files (FACTS.md #50)', () => {
  test('uploaded by the bot keep name and bytes, and can be sent again by file_id', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    const answer = await upload(stage, 'sendDocument', {
      chat_id: String(ana),
      document: new Blob(['conteúdo'], { type: 'application/pdf' }),
      caption: '<b>doc</b>',
      parse_mode: 'HTML',
    });
    const message = answer.result as Message;
    expect(message).toMatchObject({
      caption: 'doc',
      caption_entities: [{ type: 'bold', offset: 0, length: 3 }],
      document: { file_name: 'olá mundo.pdf', mime_type: 'application/pdf', file_size: 9 },
    });
    const again = await stage.call('sendDocument', { chat_id: ana, document: message.document?.file_id });
    expect(again.document?.file_unique_id).toBe(message.document?.file_unique_id);
    const file = await stage.call<BotFile>('getFile', { file_id: again.document?.file_id });
    const url = `${stage.sandbox.url}/file/bot${stage.sandbox.token}/${file.file_path}`;
    expect(await (await fetch(url)).text()).toBe('conteúdo');
  });

  test.each([
    ['sendPhoto', 'photo', 10, '400 Bad Request: file is too big'],
    ['sendDocument', 'document', 50, '413 Request Entity Too Large'],
  ])('FACTS.md #50 (DOC): %s takes a %s of up to %d MB', async (method, part, megabytes, refusal) => {
    await using stage = await openStage();
    const chat_id = String(await stage.client());
    const bytes = new Uint8Array(megabytes * MEGABYTE + 1);
    const most = await upload(stage, method, { chat_id, [part]: new Blob([bytes.subarray(1)]) });
    expect(most.ok).toBe(true);
    const more = await upload(stage, method, { chat_id, [part]: new Blob([bytes]) });
    expect(`${more.error_code} ${more.description}`).toBe(refusal);
  });

  test('FACTS.md #50 (BA:15816): up to 20 MB may be fetched', async () => {
    await using stage = await openStage();
    const chat_id = String(await stage.client());
    const bytes = new Uint8Array(20 * MEGABYTE + 1);
    const answers: string[] = [];
    for (const part of [bytes.subarray(1), bytes]) {
      const sent = await upload(stage, 'sendDocument', { chat_id, document: new Blob([part]) });
      const { file_id } = (sent.result as Message).document ?? {};
      answers.push(await stage.refusal('getFile', { file_id }));
    }
    expect(answers).toEqual(['ok', '400 Bad Request: file is too big']);
  });

  test('of an album may be attached', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    const media = [
      { type: 'document', media: 'attach://um' },
      { type: 'document', media: 'attach://dois' },
    ];
    const answer = await upload(stage, 'sendMediaGroup', {
      chat_id: String(ana),
      media: JSON.stringify(media),
      um: new Blob(['1']),
      dois: new Blob(['22']),
    });
    const album = answer.result as Message[];
    expect(album.map(({ document }) => document?.file_size)).toEqual([1, 2]);
  });

  test.each([
    ['photo', { photo: {} }, 'photo'],
    ['video', { video: {} }, 'video'],
    ['document', { document: {} }, 'document'],
    ['audio', { audio: {} }, 'audio'],
    ['voice', { voice: {} }, 'voice'],
    ['animation', { animation: {} }, 'animation'],
    ['sticker', { sticker: {} }, 'sticker'],
    ['video note', { videoNote: {} }, 'video_note'],
  ] as const)('a %s from a client can be sent on by file_id', async (_name, content, field) => {
    await using stage = await openStage();
    const ana = await stage.client();
    stage.sandbox.people.write(ana, content);
    const message = (await stage.updates())[0]?.message as unknown as Record<string, { file_id: string }>;
    const given = message[field];
    const fileId = (Array.isArray(given) ? given.at(-1) : given).file_id as string;
    const method = `send${field.replaceAll('_', '')}`;
    const sent = await stage.call<Record<string, unknown>>(method, {
      chat_id: stage.sandbox.groupId,
      [field]: fileId,
    });
    expect(sent[field]).toEqual(given);
  });

  test.each([
    ['nothing', {}, 'there is no photo in the request'],
    ['an unknown id', { photo: 'AgACxxAE' }, 'wrong file identifier/HTTP URL specified'],
    ['an address', { photo: 'https://example.com/a.jpg' }, 'failed to get HTTP URL content'],
    ['a missing part', { photo: 'attach://nada' }, 'file not found in the request'],
  ])('%s as a photo is refused', async (_name, params, reason) => {
    await using stage = await openStage();
    const answer = await stage.refusal('sendPhoto', { chat_id: stage.sandbox.groupId, ...params });
    expect(answer).toBe(`400 Bad Request: ${reason}`);
  });

  test.each([
    ['no item', [], 'there are no messages to send'],
    [
      'a sticker',
      [{ type: 'sticker', media: 'x' }],
      "can't use the media of the specified type in the album",
    ],
  ])('an album with %s is refused', async (_name, media, reason) => {
    await using stage = await openStage();
    const answer = await stage.refusal('sendMediaGroup', { chat_id: stage.sandbox.groupId, media });
    expect(answer).toBe(`400 Bad Request: ${reason}`);
  });
});

describe('what is no file (FACTS.md #50)', () => {
  test.each([
    ['sendContact', { phone_number: '+5511999', first_name: 'Ana' }, 'contact'],
    ['sendLocation', { latitude: -23.5, longitude: -46.6 }, 'location'],
    ['sendVenue', { latitude: 1, longitude: 2, title: 'Loja', address: 'Rua' }, 'venue'],
    ['sendDice', { emoji: '🎯' }, 'dice'],
    ['sendPoll', { question: 'Sim?', options: [{ text: 'sim' }, { text: 'não' }] }, 'poll'],
  ])('%s', async (method, params, field) => {
    await using stage = await openStage();
    const ana = await stage.client();
    const sent = await stage.call<Record<string, unknown>>(method, { chat_id: ana, ...params });
    expect(sent[field]).toBeTypeOf('object');
    const copied = await stage.refusal('copyMessage', {
      chat_id: stage.sandbox.groupId,
      from_chat_id: ana,
      message_id: sent['message_id'],
    });
    expect(copied).toBe('ok');
  });

  test.each([
    { contact: { phoneNumber: '+5511999', firstName: 'Ana' } },
    { location: { latitude: 1, longitude: 2 } },
    { venue: { latitude: 1, longitude: 2, title: 'Loja', address: 'Rua' } },
    { poll: { question: 'Sim?', options: ['sim', 'não'] } },
    { dice: {} },
  ])('a client may send %o', async (content) => {
    await using stage = await openStage();
    const ana = await stage.client();
    stage.sandbox.people.write(ana, content);
    expect((await stage.updates())[0]?.message).toHaveProperty(Object.keys(content)[0] as string);
  });
});

describe('forwards by clients (FACTS.md #2)', () => {
  test('carry their origin in both spellings', async () => {
    await using stage = await openStage();
    const { people } = stage.sandbox;
    const ana = await stage.client();
    const bruno = people.add({ firstName: 'Bruno' });
    people.write(ana, 'a', { forwardedFrom: { userId: bruno } });
    people.write(ana, 'b', { forwardedFrom: { name: 'Escondido' } });
    people.write(ana, 'c', {
      forwardedFrom: { chatId: -100777, title: 'Notícias', username: 'noticias', messageId: 5 },
    });
    const [user, hidden, channel] = (await stage.updates()).map(({ message }) => message);
    expect(user).toMatchObject({
      forward_origin: { type: 'user', sender_user: { id: bruno } },
      forward_from: { id: bruno },
    });
    expect(hidden).toMatchObject({
      forward_origin: { type: 'hidden_user', sender_user_name: 'Escondido' },
      forward_sender_name: 'Escondido',
    });
    expect(channel).toMatchObject({
      forward_origin: { type: 'channel', chat: { id: -100777, title: 'Notícias' }, message_id: 5 },
      forward_from_chat: { username: 'noticias' },
    });
    expect(channel).not.toHaveProperty('is_automatic_forward');
  });
});

describe('menus (FACTS.md #57)', () => {
  test('commands are kept by scope and language, and refused when malformed', async () => {
    await using stage = await openStage();
    const commands = [{ command: 'fim', description: 'Encerrar' }];
    const scope = { type: 'chat_administrators', chat_id: stage.sandbox.groupId };
    await stage.call('setMyCommands', { commands, scope });
    expect(await stage.call('getMyCommands', { scope })).toEqual(commands);
    expect(await stage.call('getMyCommands')).toEqual([]);
    await stage.call('deleteMyCommands', { scope });
    expect(await stage.call('getMyCommands', { scope })).toEqual([]);
    const refuse = (params: Record<string, unknown>): Promise<string> =>
      stage.refusal('setMyCommands', params);
    expect(await refuse({ commands: [{ command: 'Fim', description: 'x' }] })).toContain(
      'BOT_COMMAND_INVALID',
    );
    expect(await refuse({ commands: [{ command: 'fim', description: '' }] })).toContain(
      'BOT_COMMAND_DESCRIPTION_INVALID',
    );
    expect(await refuse({ commands, scope: { type: 'moon' } })).toContain('unsupported type specified');
    expect(await stage.refusal('setChatMenuButton', { menu_button: { type: 'commands' } })).toBe('ok');
    const ana = await stage.client();
    const web_app = { type: 'web_app', text: 'App', web_app: { url: 'https://a.com' } };
    await stage.call('setChatMenuButton', { chat_id: ana, menu_button: web_app });
    expect(await stage.call('getChatMenuButton', { chat_id: ana })).toEqual(web_app);
    expect(await stage.call('getChatMenuButton')).toEqual({ type: 'commands' });
    expect(await stage.refusal('setChatMenuButton', { menu_button: { type: 'x' } })).toContain(
      'menuButton has unsupported type',
    );
  });
});
