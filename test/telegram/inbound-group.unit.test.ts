import type { Message, Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { chatOf, inboundOf } from '../../src/telegram/inbound.ts';
import {
  aComment,
  asTarget,
  aCopy,
  bia,
  bot,
  channel,
  desk,
  edited,
  group,
  message,
  without,
} from '../support/updates.ts';

const inbound = (update: Update) => inboundOf(update, desk);
const anonymous = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const channelBot = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };
const nested = without(aComment({ message_id: 36, text: 'nested' }), 'reply_to_message');
const hello = { kind: 'text', text: 'hello', entities: [] };
const byBia = { kind: 'user', user: 500, name: 'Bia Luz', lastName: 'Luz' };

describe('FACTS.md #2 copies', () => {
  const copy = { post: 7, root: 31, client: 700 };

  test('a copy names its post, its root and the client', () => {
    const update = { update_id: 101, message: aCopy() as Message & Update.NonChannel } satisfies Update;
    expect(inbound(update)).toEqual({ kind: 'copy', copy });
    expect(chatOf(update)).toBe(group.id);
  });

  test('a copy with nothing but the legacy fields is a copy', () => {
    const legacy = { forward_from_chat: channel, forward_from_message_id: 7 } as Partial<Message>;
    expect(inbound(message({ ...without(aCopy(), 'forward_origin'), ...legacy }))).toEqual({
      kind: 'copy',
      copy,
    });
  });

  test('a copy with nothing but the number of its post is a copy', () => {
    const legacy = { forward_from_message_id: 7 } as Partial<Message>;
    expect(inbound(message({ ...without(aCopy(), 'forward_origin'), ...legacy }))).toEqual({
      kind: 'copy',
      copy,
    });
  });

  test('the client is known by the place of the id, which no name and no announcement can take', () => {
    const named = (text: string, more: Partial<Message> = {}) => {
      const found = inbound(message(aCopy({ text, ...more })));
      return found?.kind === 'copy' ? found.copy.client : found;
    };
    const mention = [{ type: 'text_mention' as const, offset: 3, length: 3, user: bia }];
    expect(named('🟥 700 👤 Ana 701 👤')).toBe(700);
    expect(named('⬜️ 700 👤 Ana', { entities: mention })).toBe(700);
    expect(named('❌ 4503599627370495 👤', { entities: [] })).toBe(4503599627370495);
    expect(named('Aviso: 700 👤')).toBeNull();
    expect(named('Falem com Bia sobre 700', { entities: mention })).toBeNull();
    expect(named('Bom dia, equipe!')).toBeNull();
  });

  test("the copy of a colleague's photo belongs to nobody", () => {
    const photo = without(aCopy({ photo: [] }), 'text', 'entities');
    expect(inbound(message(photo))).toMatchObject({ copy: { post: 7, client: null } });
  });

  test('FACTS.md #8 the echo of an edited post tells of its copy as well as the copy itself', () => {
    expect(inbound(edited(aCopy()))).toEqual(inbound(message(aCopy())));
  });

  test('FACTS.md #28 a basic group that becomes a supergroup goes by its new id', () => {
    const moved = { message_id: 9, chat: group, date: 1, migrate_to_chat_id: -1_003 };
    expect(inbound(message(moved as never))).toEqual({ kind: 'group-moved', from: group.id, to: -1_003 });
    const elsewhere = { ...moved, chat: { ...group, id: -1_009 } };
    expect(inbound(message(elsewhere as never))).toBeNull();
  });

  test('a copy of another channel, or in another group, is of no concern', () => {
    const other = { ...channel, id: -1009 };
    const origin = { type: 'channel' as const, chat: other, message_id: 7, date: 1 };
    expect(inbound(message(aCopy({ forward_origin: origin, sender_chat: other })))).toBeNull();
    expect(inbound(message(aCopy({ chat: { ...group, id: -1008 } })))).toBeNull();
  });

  test('a post that somebody forwards by hand is no copy', () => {
    const forwarded = { ...without(aCopy(), 'is_automatic_forward', 'sender_chat'), from: bia };
    expect(inbound(message(forwarded))).toBeNull();
  });
});

describe('FACTS.md #9 comments', () => {
  const plainComment = {
    kind: 'comment',
    root: 31,
    message: 35,
    author: byBia,
    content: hello,
    edited: false,
    forwarded: false,
  };

  test('a plain comment is in the thread of its root, replies to nobody, and brings the copy along', () => {
    const update = { update_id: 1, message: aComment() as Message & Update.NonChannel } satisfies Update;
    expect(inbound(update)).toEqual({
      ...plainComment,
      copy: { post: 7, root: 31, client: 700 },
    });
  });

  test('a reply to a comment names the comment', () => {
    const reply = aComment({ reply_to_message: asTarget(nested) });
    expect(inbound(message(reply))).toEqual({
      ...plainComment,
      replyTo: 36,
    });
  });

  test('a quote changes nothing about where it belongs', () => {
    const quote = { text: 'nes', position: 0, is_manual: true as const };
    const reply = aComment({ reply_to_message: asTarget(nested), quote });
    expect(inbound(message(reply))).toMatchObject({ root: 31, replyTo: 36 });
  });

  test('an edited comment says so', () => {
    expect(inbound(edited(aComment({ text: 'hello!' })))).toMatchObject({
      kind: 'comment',
      edited: true,
      content: { text: 'hello!' },
    });
  });

  test('a comment whose target was deleted is still in its thread', () => {
    expect(inbound(message(without(aComment(), 'reply_to_message')))).toEqual({
      ...plainComment,
    });
  });

  test('a thread id that Telegram leaves out is found in what was replied to', () => {
    expect(inbound(message(without(aComment(), 'message_thread_id')))).toMatchObject({ root: 31 });
  });

  test('a loose message in the group is of no concern', () => {
    expect(inbound(message(without(aComment(), 'message_thread_id', 'reply_to_message')))).toBeNull();
  });

  test('a reply to a loose message is in a thread of its own, which is no root of ours and brings no copy', () => {
    const loose = { ...without(nested, 'message_thread_id'), message_id: 20 };
    const reply = aComment({
      message_thread_id: 20,
      reply_to_message: asTarget(loose),
    });
    const found = inbound(message(reply));
    expect(found).toMatchObject({ kind: 'comment', root: 20 });
    expect(found).not.toHaveProperty('copy');
    expect(found).not.toHaveProperty('replyTo');
  });

  test('a reply across chats replies to nobody here', () => {
    const reply = {
      ...without(aComment(), 'reply_to_message'),
      external_reply: { origin: { type: 'hidden_user', sender_user_name: 'X', date: 1 } },
    } as Message;
    expect(inbound(message(reply))).not.toHaveProperty('replyTo');
  });

  test('in another group nobody comments', () => {
    expect(inbound(message(aComment({ chat: { ...group, id: -1008 } })))).toBeNull();
  });
});

describe('FACTS.md #21 who speaks in the group', () => {
  const author = (more: Partial<Message>) => {
    const found = inbound(message(aComment(more)));
    return found?.kind === 'comment' ? found.author : found;
  };

  test('an agent is known by their id', () => {
    expect(author({})).toEqual(byBia);
  });

  test('an anonymous administrator speaks for the desk, by their title if they have one', () => {
    const speaks = { from: anonymous, sender_chat: group };
    expect(author(speaks)).toEqual({ kind: 'desk', name: 'Desk chat' });
    expect(author({ ...speaks, author_signature: 'Gerente' })).toEqual({ kind: 'desk', name: 'Gerente' });
  });

  test('somebody who speaks as the linked channel speaks for the desk, and is no copy', () => {
    expect(author({ from: channelBot, sender_chat: channel })).toEqual({ kind: 'desk', name: 'Desk' });
  });

  test('somebody who speaks as another channel is a stranger', () => {
    expect(author({ from: channelBot, sender_chat: { ...channel, id: -1009 } })).toEqual({
      kind: 'stranger',
      chat: -1009,
    });
  });

  test("another bot's message, or our own, is of no concern", () => {
    expect(author({ from: { ...bot, id: 9001 } })).toBeNull();
    expect(author({ from: bot })).toBeNull();
  });

  test('a canned answer sent through our bot is what its agent says', () => {
    expect(author({ via_bot: bot })).toEqual(byBia);
  });
});

describe('service messages and other noise', () => {
  test.each<[string, Partial<Message>]>([
    ['somebody joined', { new_chat_members: [bia] }],
    ['somebody left', { left_chat_member: bia }],
    ['a new title', { new_chat_title: 'X' }],
    ['FACTS.md #16 a pin in the group', { pinned_message: aCopy() }],
    ['a migration', { migrate_from_chat_id: -5 }],
    ['a video chat', { video_chat_started: {} }],
  ])('%s is of no concern, even in a thread', (_, service) => {
    expect(inbound(message({ ...without(aComment(), 'text'), ...service }))).toBeNull();
    expect(inbound(edited({ ...without(aComment(), 'text'), ...service }))).toBeNull();
  });

  test('a kind of message that nobody knows yet is something somebody said', () => {
    const future = { ...without(aComment(), 'text'), hologram: {} } as Message;
    expect(inbound(message(future))).toMatchObject({ content: { kind: 'copied', what: 'hologram' } });
    const unseen = without(aComment(), 'text');
    expect(inbound(message(unseen))).toMatchObject({ content: { kind: 'copied', what: 'unknown' } });
  });

  test('an update of a kind that nobody asked for is of no concern', () => {
    const update = { update_id: 1, poll: { id: '1' } } as unknown as Update;
    expect(inbound(update)).toBeNull();
    expect(chatOf(update)).toBe(0);
  });
});
