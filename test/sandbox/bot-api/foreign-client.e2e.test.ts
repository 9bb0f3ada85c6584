import { Bot, InlineKeyboardBuilder, InputFile, TelegramApiError } from 'node-telegram-bot-api';
import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { createInspector } from '../../support/bot-api/inspector.ts';
import { eventually } from '../../support/eventually.ts';

/** A support bot of twenty lines, on a public library for Bot API 10.3, without knowledge of the sandbox. */
function createSupportBot(sandbox: Sandbox): Bot {
  const { channelId, groupId } = sandbox;
  const bot = new Bot(sandbox.token, { apiRoot: sandbox.url, maxRetries: 0 });
  const posts = new Map<number, number>();
  const roots = new Map<number, number>();
  const clients = new Map<number, number>();
  const waiting = new Map<number, number[]>();

  async function pass(client: number, message: number): Promise<void> {
    const root = roots.get(client);
    if (root === undefined) {
      waiting.set(client, [...(waiting.get(client) ?? []), message]);
      return;
    }
    const reply_parameters = { message_id: root };
    await bot.api.copyMessage({
      chat_id: groupId,
      from_chat_id: client,
      message_id: message,
      reply_parameters,
    });
  }

  bot.on('message', async ({ message }) => {
    if (message === undefined) return;
    const { chat, is_automatic_forward, forward_origin: origin, message_thread_id } = message;
    if (chat.type === 'private') {
      if (!posts.has(chat.id)) {
        posts.set(chat.id, 0);
        const post = await bot.api.sendMessage({ chat_id: channelId, text: `🟦 ${chat.id}` });
        posts.set(chat.id, post.message_id);
      }
      await pass(chat.id, message.message_id);
    } else if (is_automatic_forward && origin !== undefined && 'message_id' in origin) {
      const client = [...posts].find(([, post]) => post === origin.message_id)?.[0] ?? 0;
      roots.set(client, message.message_id);
      clients.set(message.message_id, client);
      for (const held of waiting.get(client) ?? []) await pass(client, held);
    } else if (message_thread_id !== undefined && clients.has(message_thread_id)) {
      const chat_id = clients.get(message_thread_id) ?? 0;
      await bot.api.copyMessage({ chat_id, from_chat_id: groupId, message_id: message.message_id });
    }
  });
  bot.on('callback_query', async (context) => {
    await context.answerCallbackQuery({ text: `anotado: ${context.callbackQuery?.data ?? ''}` });
  });
  return bot;
}

async function run(story: (bot: Bot, sandbox: Sandbox) => Promise<void>): Promise<void> {
  const inspector = createInspector({ requests: true });
  const sandbox = await startSandbox({ copyDelayMs: 5, observer: inspector.observer });
  const bot = createSupportBot(sandbox);
  const polling = bot.startPolling(undefined, { timeout: 10 });
  try {
    await story(bot, sandbox);
  } finally {
    bot.stop();
    await polling;
    await sandbox.close();
  }
  inspector.verify();
}

test('a bot on another library relays between private chats and threads', async () => {
  await run(async (bot, sandbox) => {
    const { people, views, channelId, groupId } = sandbox;
    const [ana, bruno, bia] = ['Ana', 'Bruno', 'Bia'].map((firstName) => people.add({ firstName })) as [
      number,
      number,
      number,
    ];
    people.setRole(channelId, bia, 'administrator');
    people.setRole(groupId, bia, 'member');
    people.write(ana, 'oi, preciso de ajuda');
    people.write(ana, { photo: { fileName: 'tela.png' }, caption: 'a tela' });
    people.write(bruno, 'boa tarde');
    const threadOf = (client: number): string[] => {
      const post = views.channel().find(({ text }) => text === `🟦 ${client}`);
      return views.thread(post?.id ?? 0).map(({ text, caption }) => text ?? caption ?? '');
    };
    await eventually(() => {
      expect(threadOf(ana)).toEqual(['oi, preciso de ajuda', 'a tela']);
      expect(threadOf(bruno)).toEqual(['boa tarde']);
    });
    people.comment(bia, views.channel()[0]?.id ?? 0, 'já vejo, **Ana**');
    await eventually(() => expect(views.private(ana).at(-1)?.text).toBe('já vejo, **Ana**'));
    expect((await bot.api.getChat({ chat_id: channelId })).linked_chat_id).toBe(groupId);
  });
});

test('keyboards, uploads, edits and refusals mean to another library what they mean to ours', async () => {
  await run(async ({ api }, { people, views, faults, groupId }) => {
    const ana = people.add({ firstName: 'Ana' });
    people.start(ana);
    const reply_markup = new InlineKeyboardBuilder().text('5', 'nota:5').build();
    const asked = await api.sendMessage({
      chat_id: ana,
      text: '<b>Nota?</b>',
      parse_mode: 'HTML',
      reply_markup,
    });
    expect(asked.entities).toEqual([{ type: 'bold', offset: 0, length: 5 }]);
    const query = people.pressButton(ana, ana, asked.message_id, 'nota:5');
    await eventually(() => expect(views.answer(query)).toMatchObject({ text: 'anotado: nota:5' }));
    const edited = await api.editMessageText({
      chat_id: ana,
      message_id: asked.message_id,
      text: 'Obrigado',
    });
    expect(edited).toMatchObject({ text: 'Obrigado' });

    const file = new InputFile(Buffer.from('conteúdo'), { filename: 'nota.txt' });
    const sent = await api.sendDocument({ chat_id: ana, document: file, caption: 'a nota' });
    expect(sent.document).toMatchObject({ file_name: 'nota.txt', mime_type: 'text/plain' });
    const { file_path } = await api.getFile({ file_id: sent.document?.file_id ?? '' });
    expect(file_path).toMatch(/^documents\/file_\d+\.txt$/);

    const refused = await api
      .sendMessage({ chat_id: groupId, text: 'x', reply_parameters: { message_id: 999 } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TelegramApiError);
    expect(refused).toMatchObject({
      errorCode: 400,
      description: 'Bad Request: message to be replied not found',
    });
    faults.next(
      { method: 'sendMessage', chatId: ana },
      { error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } },
    );
    await expect(api.sendMessage({ chat_id: ana, text: 'x' })).rejects.toMatchObject({ retryAfter: 7 });
    people.block(ana);
    await expect(api.sendMessage({ chat_id: ana, text: 'x' })).rejects.toMatchObject({ errorCode: 403 });
  });
});
