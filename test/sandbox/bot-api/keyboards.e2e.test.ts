import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { COPY_DELAY_MS, openStage, type Stage } from '../bot-client.ts';

const CALLBACK = { inline_keyboard: [[{ text: 'Assumir', callback_data: 'take' }]] };
const LINK = { inline_keyboard: [[{ text: 'Abrir', url: 'https://loja.example/1' }]] };

async function postWith(stage: Stage, reply_markup?: object): Promise<number> {
  const { channelId } = stage.sandbox;
  const post = await stage.call('sendMessage', { chat_id: channelId, text: 'post', reply_markup });
  stage.clock.advance(COPY_DELAY_MS);
  return post.message_id;
}

describe('a keyboard under a message', () => {
  test('is seen in a private chat, in a group and in the channel, and pressed by whoever sees it', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, channelId, groupId } = stage.sandbox;
    people.start(701);
    await stage.updates();
    const places: [chatId: number, userId: number, seen: () => Message | undefined][] = [
      [701, 701, () => views.private(701).at(-1)],
      [groupId, 503, () => views.group().at(-1)],
      [channelId, 503, () => views.channel().at(-1)?.message],
    ];
    for (const [chat_id, userId, seen] of places) {
      const { message_id } = await stage.call('sendMessage', { chat_id, text: 'x', reply_markup: CALLBACK });
      expect(seen()?.reply_markup).toEqual(CALLBACK);
      people.pressButton(userId, chat_id, message_id, 'take');
      const [press] = (await stage.updates()).flatMap(({ callback_query: one }) => one ?? []);
      expect(press).toMatchObject({ from: { id: userId }, data: 'take', message: { chat: { id: chat_id } } });
    }
  });

  test('is not pressed by somebody who does not see the message', async () => {
    await using stage = await openStage({ seed: true });
    const { people, channelId, groupId } = stage.sandbox;
    people.start(701);
    for (const chat_id of [701, groupId, channelId]) {
      const { message_id } = await stage.call('sendMessage', { chat_id, text: 'x', reply_markup: CALLBACK });
      expect(() => people.pressButton(702, chat_id, message_id, 'take')).toThrow(
        `User 702 does not see chat ${chat_id}.`,
      );
    }
    people.setRole(groupId, 503, 'kicked');
    const { message_id } = await stage.call('sendMessage', {
      chat_id: groupId,
      text: 'x',
      reply_markup: CALLBACK,
    });
    people.setRole(channelId, 503, 'kicked');
    expect(() => people.pressButton(503, groupId, message_id, 'take')).toThrow(/does not see/);
  });

  test('is pressed by everybody under the post of a public channel, and in its group', async () => {
    await using stage = await openStage({ publicChannel: true });
    const { people, channelId, groupId } = stage.sandbox;
    const passerBy = people.add({ firstName: 'Gil' });
    for (const chat_id of [channelId, groupId]) {
      const { message_id } = await stage.call('sendMessage', { chat_id, text: 'x', reply_markup: CALLBACK });
      expect(people.pressButton(passerBy, chat_id, message_id, 'take')).toMatch(/^\d+$/);
    }
  });

  test('opens the address of a link button', async () => {
    await using stage = await openStage({ seed: true });
    const { people } = stage.sandbox;
    people.start(701);
    const { message_id } = await stage.call('sendMessage', { chat_id: 701, text: 'x', reply_markup: LINK });
    expect(people.pressLink(701, 701, message_id, 'Abrir')).toBe('https://loja.example/1');
    expect(() => people.pressLink(701, 701, message_id, 'Fechar')).toThrow(/no button "Fechar"/);
    expect(() => people.pressLink(702, 701, message_id, 'Abrir')).toThrow(/does not see/);
  });

  test('under a post hides the comments as long as it is there; the group still has them', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, channelId } = stage.sandbox;
    const postId = await postWith(stage, CALLBACK);
    const rootId = views.post(postId)?.rootId ?? 0;
    expect(views.post(postId)).toMatchObject({ canComment: false, rootId: expect.any(Number) as number });
    expect(() => people.comment(501, postId, 'oi')).toThrow(/buttons hide the comments/);
    expect(() => people.commentAlbum(501, postId, [{ photo: {} }])).toThrow(/buttons hide/);
    people.sayInGroup(501, 'pelo grupo', { replyTo: rootId });
    expect(views.thread(postId).map(({ text }) => text)).toEqual(['pelo grupo']);

    await stage.call('editMessageReplyMarkup', { chat_id: channelId, message_id: postId });
    expect(views.post(postId)?.canComment).toBe(true);
    people.comment(501, postId, 'oi');
  });

  test('hides nothing where the switch is off', async () => {
    await using stage = await openStage({ seed: true, assumptions: { keyboardHidesComments: false } });
    const postId = await postWith(stage, LINK);
    stage.sandbox.people.comment(501, postId, 'oi');
    expect(stage.sandbox.views.post(postId)).toMatchObject({ canComment: true, commentCount: 1 });
  });

  test('is not on the copy of the post', async () => {
    await using stage = await openStage({ seed: true });
    await postWith(stage, CALLBACK);
    expect(stage.sandbox.views.group()[0]).not.toHaveProperty('reply_markup');
  });
});

describe('link buttons in a message of a person', () => {
  const buttons = [[{ text: 'Pagar', url: 'https://loja.example/pagar' }]];

  test('come with a message through an inline bot, and with a forwarded one', async () => {
    await using stage = await openStage({ seed: true });
    const { people } = stage.sandbox;
    people.write(701, 'a conta', { viaBot: 4242, buttons });
    people.write(701, 'de um canal', { forwardedFrom: { chatId: -1001234, title: 'Loja' }, buttons });
    const { postId } = await stage.postWithCopy();
    people.comment(501, postId, 'pague aqui', { viaBot: 4242, buttons });
    expect(() => people.write(701, 'minha', { buttons })).toThrow(/has buttons/);
    expect(stage.sandbox.views.private(701).map((message) => message.reply_markup)).toEqual([
      { inline_keyboard: buttons },
      { inline_keyboard: buttons },
    ]);
    const heard = (await stage.updates()).flatMap(({ message }) => message ?? []);
    expect(heard.map(({ reply_markup }) => reply_markup?.inline_keyboard[0]?.[0]?.text)).toEqual(['Pagar']);
  });

  test('are not in a copy unless the bot gives a keyboard', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, groupId } = stage.sandbox;
    const message_id = people.write(701, 'a conta', { viaBot: 4242, buttons });
    const source = { chat_id: groupId, from_chat_id: 701, message_id };
    await stage.call('copyMessage', source);
    expect(views.group().at(-1)).not.toHaveProperty('reply_markup');
    await stage.call('copyMessage', { ...source, reply_markup: LINK });
    expect(views.group().at(-1)?.reply_markup).toEqual(LINK);
  });
});

describe('a reply to a message of another chat', () => {
  test('names the public channel, the post, its file and the quote, and no caption', async () => {
    await using stage = await openStage({ seed: true });
    const { people } = stage.sandbox;
    const dono = people.add({ firstName: 'Dono' });
    const shop = people.addChannel(dono, 'Loja', 'loja');
    const text = people.publish(dono, shop, 'Camisa azul, R$ 50');
    const photo = people.publish(dono, shop, { photo: {}, caption: 'Camisa verde' });
    await stage.updates();

    people.write(701, 'tem no tamanho G?', {
      replyElsewhere: { chatId: shop, messageId: text },
      quote: 'Camisa azul',
    });
    people.write(701, 'e esta?', { replyElsewhere: { chatId: shop, messageId: photo } });
    const [first, second] = (await stage.updates()).flatMap(({ message }) => message ?? []);
    expect(first?.external_reply).toEqual({
      origin: {
        type: 'channel',
        chat: expect.objectContaining({ id: shop }) as never,
        message_id: text,
        date: expect.any(Number) as number,
      },
      chat: { id: shop, title: 'Loja', username: 'loja', type: 'channel' },
      message_id: text,
    });
    expect(first?.quote).toMatchObject({ text: 'Camisa azul', position: 0 });
    expect(first).not.toHaveProperty('reply_to_message');
    expect(second?.external_reply?.photo).toHaveLength(2);
    expect(second?.external_reply).not.toHaveProperty('caption');
    expect(second).not.toHaveProperty('quote');
  });

  test('is kept when the other message is gone, and needs one that the person sees', async () => {
    await using stage = await openStage({ seed: true });
    const { people, views, groupId } = stage.sandbox;
    const dono = people.add({ firstName: 'Dono' });
    const shop = people.addChannel(dono, 'Loja', 'loja');
    const messageId = people.publish(dono, shop, { photo: {} });
    const { postId } = await stage.postWithCopy();
    people.comment(501, postId, 'veja', { replyElsewhere: { chatId: shop, messageId } });
    people.deleteMessage(shop, messageId);
    const [comment] = views.thread(postId);
    expect(comment?.external_reply?.photo).toHaveLength(2);
    expect(comment).not.toHaveProperty('reply_to_message');
    expect(comment?.message_thread_id).toBe(views.post(postId)?.rootId);

    const hidden = people.addChannel(dono, 'Fechado');
    const secret = people.publish(dono, hidden, 'segredo');
    expect(() => people.write(701, 'x', { replyElsewhere: { chatId: hidden, messageId: secret } })).toThrow(
      /does not see/,
    );
    expect(() => people.write(701, 'x', { replyElsewhere: { chatId: shop, messageId: 99 } })).toThrow(
      /no message 99/,
    );
    expect(() => people.write(701, 'x', { replyElsewhere: { chatId: groupId, messageId: 1 } })).toThrow(
      /does not see/,
    );
    expect(() => people.publish(701, shop, 'x')).toThrow(/may not post/);
  });
});

describe('long captions', () => {
  const LONG = 'x'.repeat(1025);
  const LONGEST = 'x'.repeat(4096);

  test('are written with Premium, edited with Premium, and come with forwarded messages', async () => {
    await using stage = await openStage();
    const { people } = stage.sandbox;
    const plain = people.add({ firstName: 'Ana' });
    const premium = people.add({ firstName: 'Bruno', premium: true });
    expect(() => people.write(plain, { photo: {}, caption: LONG })).toThrow('at most 1024');
    people.write(plain, { photo: {}, caption: LONG }, { forwardedFrom: { chatId: -1001234, title: 'Loja' } });
    const id = people.write(premium, { photo: {}, caption: LONGEST });
    people.edit(premium, id, LONG);
    expect(() => people.write(premium, { photo: {}, caption: `${LONGEST}x` })).toThrow('at most 4096');
    expect(() => people.write(premium, `${LONGEST}x`)).toThrow('at most 4096');
    const heard = (await stage.updates()).flatMap((update) => update.message ?? update.edited_message ?? []);
    expect(heard.map(({ from, caption }) => [from?.is_premium, caption?.length])).toEqual([
      [undefined, 1025],
      [true, 4096],
      [true, 1025],
    ]);
  });

  test('are copied as they are, and refused with a reply, a keyboard or another caption', async () => {
    await using stage = await openStage();
    const { people, groupId } = stage.sandbox;
    const premium = people.add({ firstName: 'Bruno', premium: true });
    const message_id = people.write(premium, { photo: {}, caption: LONG });
    const { message_id: target } = await stage.call('sendMessage', { chat_id: groupId, text: 'x' });
    const copy = { chat_id: groupId, from_chat_id: premium, message_id };
    expect(await stage.refusal('copyMessage', copy)).toBe('ok');
    expect(
      await stage.refusal('copyMessages', {
        chat_id: groupId,
        from_chat_id: premium,
        message_ids: [message_id],
      }),
    ).toBe('ok');
    const refused = '400 Bad Request: message caption is too long';
    for (const more of [
      { reply_parameters: { message_id: target } },
      { reply_parameters: { message_id, chat_id: premium } },
      { reply_markup: LINK },
      { caption: LONG },
    ]) {
      expect(await stage.refusal('copyMessage', { ...copy, ...more })).toBe(refused);
    }
    expect(
      await stage.refusal('copyMessage', {
        ...copy,
        caption: 'curta',
        reply_parameters: { message_id: target },
      }),
    ).toBe('ok');
  });
});
