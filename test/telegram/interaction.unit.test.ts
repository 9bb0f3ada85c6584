import type { CallbackQuery, Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { chatOf, inboundOf } from '../../src/telegram/inbound.ts';
import { UPDATE_KINDS } from '../../src/telegram/intake.ts';
import { aComment, ana, aPrivate, bia, channel, desk, group } from '../support/updates.ts';

const inbound = (update: Partial<Update>) => inboundOf({ update_id: 9, ...update }, desk);
const press = (more: Partial<CallbackQuery> = {}): CallbackQuery => ({
  id: '41',
  from: bia,
  chat_instance: '-8',
  message: aComment({ message_id: 40 }),
  data: 'take',
  ...more,
});
const profileOfBia = { firstName: 'Bia', lastName: 'Luz', username: null };

describe('a press', () => {
  const on = (more: Partial<CallbackQuery>) => {
    const found = inbound({ callback_query: press(more) });
    return found?.kind === 'button.pressed' ? found.on : found;
  };

  test('under a comment says who pressed, where, and what the button sends', () => {
    expect(inbound({ callback_query: press() })).toEqual({
      kind: 'button.pressed',
      queryId: '41',
      by: 500,
      profile: profileOfBia,
      on: { kind: 'group', message: 40 },
      data: 'take',
    });
  });

  test('names the message by the kind of its chat, also when Telegram does not show it any more', () => {
    expect(on({ from: ana, message: aPrivate() })).toEqual({ kind: 'private', message: 12 });
    expect(on({ message: { chat: channel, message_id: 7, date: 0 } })).toEqual({
      kind: 'channel',
      message: 7,
    });
  });

  test('in a chat outside the desk, or under a message of inline mode, is elsewhere', () => {
    const other = { ...group, id: -1009 };
    expect(on({ message: { chat: other, message_id: 40, date: 0 } })).toEqual({ kind: 'elsewhere' });
    const { message: _, ...inline } = press();
    expect(inbound({ callback_query: { ...inline, inline_message_id: 'AbC' } })).toMatchObject({
      on: { kind: 'elsewhere' },
      data: 'take',
    });
  });

  test('of a game sends nothing back', () => {
    const { data: _, ...game } = press();
    expect(inbound({ callback_query: { ...game, game_short_name: 'chess' } })).toMatchObject({ data: '' });
  });
});

describe('inline mode', () => {
  test('a query says who types it, what, for which page, and in which kind of chat', () => {
    const query = { id: '5', from: bia, query: 'horá', offset: '50', chat_type: 'supergroup' as const };
    expect(inbound({ inline_query: query })).toEqual({
      kind: 'inline.asked',
      queryId: '5',
      by: 500,
      profile: profileOfBia,
      text: 'horá',
      offset: '50',
      chatType: 'supergroup',
    });
    const { chat_type: _, ...secret } = query;
    expect(inbound({ inline_query: secret })).toMatchObject({ chatType: null });
  });

  test('a chosen result says which', () => {
    expect(inbound({ chosen_inline_result: { from: bia, result_id: 'r7', query: 'horá' } })).toEqual({
      kind: 'inline.chosen',
      by: 500,
      result: 'r7',
      text: 'horá',
    });
  });
});

describe('a request to join', () => {
  const request = { chat: channel, from: ana, user_chat_id: 700, date: 1 };

  test('says who asks, where, and by which invitation', () => {
    const link = { invite_link: 'https://t.me/+abc', creator: bia, creates_join_request: true };
    const invited = { ...request, invite_link: { ...link, is_primary: false, is_revoked: false } };
    expect(inbound({ chat_join_request: invited })).toEqual({
      kind: 'join.asked',
      by: 700,
      profile: { firstName: 'Ana', lastName: null, username: null, language: 'pt' },
      chat: channel.id,
      link: 'https://t.me/+abc',
    });
    expect(inbound({ chat_join_request: request })).toMatchObject({ link: null });
  });

  test('of a chat outside the desk is of no concern', () => {
    expect(inbound({ chat_join_request: { ...request, chat: { ...channel, id: -1009 } } })).toBeNull();
  });
});

test.each<Partial<Update>>([
  { callback_query: press() },
  { inline_query: { id: '5', from: bia, query: '', offset: '' } },
  { chosen_inline_result: { from: bia, result_id: 'r7', query: '' } },
  { chat_join_request: { chat: channel, from: bia, user_chat_id: 500, date: 1 } },
])('%j is asked for by name, and is taken in the order of its user', (update) => {
  expect(UPDATE_KINDS).toContain(Object.keys(update)[0]);
  expect(chatOf({ update_id: 9, ...update })).toBe(bia.id);
});
