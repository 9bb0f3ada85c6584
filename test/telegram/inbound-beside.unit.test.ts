import type { ExternalReplyInfo, InlineKeyboardButton, Message } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { inboundOf } from '../../src/telegram/inbound.ts';
import { aComment, ana, aPrivate, bia, desk, edited, message, without } from '../support/updates.ts';

function contentOf(given: Message) {
  const inbound = inboundOf(message(given), desk);
  return inbound !== null && 'content' in inbound ? inbound.content : null;
}

const shop = { id: -1009, type: 'channel', title: 'Loja', username: 'loja' } as const;
const inShop = { type: 'channel', chat: shop, message_id: 7, date: 1 } as const;

describe('a reply to a message of another chat', () => {
  const about = (external_reply: ExternalReplyInfo, more: Partial<Message> = {}) => {
    const content = contentOf(aPrivate({ text: 'quanto custa?', external_reply, ...more }));
    return content !== null && 'about' in content ? content.about : content;
  };

  test("is about the shop's post, with its address, and what was quoted of it", () => {
    const quote = {
      text: 'bolo de cenoura',
      position: 4,
      entities: [{ type: 'bold' as const, offset: 0, length: 4 }],
    };
    expect(about({ origin: inShop, chat: shop, message_id: 7 }, { quote })).toEqual({
      kind: 'text',
      from: { name: 'Loja', url: 'https://t.me/loja/7' },
      quote: { text: 'bolo de cenoura', entities: [{ type: 'bold', offset: 0, length: 4 }] },
    });
  });

  test('says what kind of message it is about', () => {
    expect(about({ origin: inShop, chat: shop, message_id: 7, photo: [] })).toMatchObject({ kind: 'photo' });
  });

  test('leads to where it was replied to, though it was written elsewhere', () => {
    const origin = { ...inShop, chat: { ...shop, title: 'Fábrica', username: 'fabrica' }, message_id: 99 };
    expect(about({ origin, chat: shop, message_id: 7 })).toMatchObject({
      from: { name: 'Fábrica', url: 'https://t.me/loja/7' },
    });
  });

  test('names the author, and has no address, in a private place', () => {
    const { username: _, ...hidden } = shop;
    const origin = { ...inShop, chat: hidden, author_signature: 'Rui' };
    expect(about({ origin, chat: hidden, message_id: 7 })).toEqual({
      kind: 'text',
      from: { name: 'Loja (Rui)' },
    });
    const person = { type: 'hidden_user', sender_user_name: 'Rui', date: 1 } as const;
    expect(about({ origin: person })).toEqual({ kind: 'text', from: { name: 'Rui' } });
  });

  test('by an agent says the same, and a story is known by its place', () => {
    const comment = without(aComment(), 'reply_to_message');
    const reply = { origin: { type: 'user', sender_user: ana, date: 1 } as const };
    expect(contentOf({ ...comment, external_reply: reply })).toMatchObject({
      about: { kind: 'text', from: { name: 'Ana', url: 'tg://user?id=700' } },
    });
    expect(contentOf(aPrivate({ reply_to_story: { chat: shop, id: 3 } }))).toMatchObject({
      about: { kind: 'story', from: { name: 'Loja', url: 'https://t.me/loja/s/3' } },
    });
    const person = { id: 500, type: 'private', first_name: 'Bia', last_name: 'Luz' } as const;
    expect(contentOf(aPrivate({ reply_to_story: { chat: person, id: 3 } }))).toMatchObject({
      about: { kind: 'story', from: { name: 'Bia Luz' } },
    });
  });

  test('in the same chat is about nothing else', () => {
    expect(contentOf(aComment({ quote: { text: 'x', position: 0 } }))).not.toHaveProperty('about');
  });
});

describe('buttons under a message', () => {
  const under = (inline_keyboard: InlineKeyboardButton[][], more: Partial<Message> = {}) =>
    contentOf(aComment({ reply_markup: { inline_keyboard }, ...more }));
  const pay = { text: 'Pagar', url: 'https://loja.example/pagar/7' };

  test('that open a page come along, row by row; those of another bot are counted as lost', () => {
    const press = { text: 'Votar', callback_data: 'v' };
    expect(under([[pay, press], [press], [{ text: 'Site', url: 'loja.example/' }]])).toMatchObject({
      kind: 'text',
      buttons: { urls: [[pay]], lost: 3 },
    });
  });

  test('that open a person are lost, because Telegram may refuse the whole message for them', () => {
    expect(under([[{ text: 'Bia', url: `tg://user?id=${bia.id}` }]])).toMatchObject({
      buttons: { urls: [], lost: 1 },
    });
  });

  test('come along with files and edits, and with what a client sends', () => {
    const file = { file_id: 'f', file_unique_id: 'u' };
    const markup = { reply_markup: { inline_keyboard: [[pay]] } };
    const document = { ...without(aPrivate(markup), 'text'), document: file };
    expect(contentOf(document)).toMatchObject({ kind: 'media', buttons: { urls: [[pay]], lost: 0 } });
    expect(inboundOf(edited(aPrivate(markup)), desk)).toMatchObject({
      content: { buttons: { urls: [[pay]] } },
    });
  });

  test('are not mentioned where there are none', () => {
    expect(under([])).not.toHaveProperty('buttons');
  });
});
