import type { ChatMember, Message, Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import type { Membership } from '../../src/store/team-store.ts';
import { chatOf, inboundOf } from '../../src/telegram/inbound.ts';
import {
  asTarget,
  aCopy,
  ana,
  aPrivate,
  bia,
  bot,
  channel,
  aBoard,
  aDesk,
  edited,
  group,
  message,
  without,
} from '../support/updates.ts';

const inbound = (update: Update, isPublic = false) => inboundOf(update, aDesk(aBoard({ isPublic })));
const privateChat = { id: 700, type: 'private', first_name: 'Ana' } as const;

describe('FACTS.md #23 what clients send', () => {
  test('a text, with who wrote it', () => {
    const update = { update_id: 5, message: aPrivate() as Message & Update.NonChannel } satisfies Update;
    expect(inbound(update)).toEqual({
      kind: 'private',
      user: 700,
      profile: { firstName: 'Ana', lastName: null, username: null, language: 'pt' },
      message: 12,
      content: { kind: 'text', text: 'oi', entities: [] },
      edited: false,
    });
    expect(chatOf(update)).toBe(700);
  });

  test('a whole profile', () => {
    const from = { ...ana, last_name: 'Silva', username: 'ana' };
    expect(inbound(message(aPrivate({ from })))).toMatchObject({
      profile: { firstName: 'Ana', lastName: 'Silva', username: 'ana', language: 'pt' },
    });
  });

  test('formatting and the choice of preview stay with the text', () => {
    const entities = [{ type: 'bold' as const, offset: 0, length: 2 }];
    const link_preview_options = { is_disabled: true };
    expect(inbound(message(aPrivate({ entities, link_preview_options })))).toMatchObject({
      content: { kind: 'text', text: 'oi', entities, linkPreview: { is_disabled: true } },
    });
  });

  test('a press of Start is a text; what it means is decided later', () => {
    const text = '/start promo';
    const entities = [{ type: 'bot_command' as const, offset: 0, length: 6 }];
    expect(inbound(message(aPrivate({ text, entities })))).toMatchObject({ content: { text } });
  });

  test('an edit says so', () => {
    expect(inbound(edited(aPrivate({ text: 'oi!' })))).toMatchObject({
      edited: true,
      content: { text: 'oi!' },
    });
  });

  test('a reply names what was replied to', () => {
    const reply_to_message = asTarget(aPrivate({ message_id: 9 }));
    expect(inbound(message(aPrivate({ reply_to_message })))).toMatchObject({ replyTo: 9 });
  });

  test('a forwarded message is what it says', () => {
    const forward_origin = { type: 'user', sender_user: bia, date: 1 } as const;
    expect(inbound(message(aPrivate({ forward_origin })))).toMatchObject({
      kind: 'private',
      content: { kind: 'text', text: 'oi' },
    });
    const post = { ...aCopy(), ...without(aPrivate(), 'text'), sender_chat: undefined } as unknown as Message;
    expect(inbound(message(without(post, 'is_automatic_forward', 'sender_chat')))).toMatchObject({
      kind: 'private',
    });
  });

  test('each item of an album comes by itself', () => {
    const sizes = ['small', 'large'].map((size) => ({ file_id: size, file_unique_id: `${size}!` }));
    const album = { ...without(aPrivate(), 'text'), media_group_id: '5', photo: sizes, caption: 'férias' };
    expect(inbound(message(album as Message))).toMatchObject({
      content: {
        kind: 'media',
        what: 'photo',
        fileId: 'large',
        uniqueId: 'large!',
        caption: 'férias',
        album: '5',
      },
    });
  });

  test.each([
    ['an animation is no document', { animation: {}, document: {} }, 'animation'],
    ['a venue is no location', { venue: {}, location: {} }, 'venue'],
    ['a story', { story: {} }, 'story'],
    ['a poll', { poll: {} }, 'poll'],
    ['a contact', { contact: {} }, 'contact'],
  ])('%s', (_, media, what) => {
    const found = inbound(message({ ...without(aPrivate(), 'text'), ...media } as unknown as Message));
    expect(found).toMatchObject({ content: { kind: what === 'animation' ? 'media' : 'copied', what } });
    expect(found).not.toHaveProperty('content.caption');
  });

  test('service messages and other bots are of no concern', () => {
    const pinned_message = aPrivate();
    expect(inbound(message({ ...without(aPrivate(), 'text'), pinned_message }))).toBeNull();
    expect(inbound(message(aPrivate({ from: { ...bot, id: 9001 } })))).toBeNull();
    expect(inbound(message(without(aPrivate(), 'from')))).toBeNull();
  });
});

describe('FACTS.md #24 blocking', () => {
  type Status = 'kicked' | 'member' | 'administrator';
  const status = (now: Status, before: Status, chat: object = privateChat): Update => {
    const member = (name: string) => ({
      user: bot,
      status: name,
      ...(name === 'kicked' ? { until_date: 0 } : {}),
    });
    return {
      update_id: 6,
      my_chat_member: {
        chat,
        from: ana,
        date: 1,
        old_chat_member: member(before),
        new_chat_member: member(now),
      },
    } as Update;
  };

  test('a client who blocks the bot cannot be reached, and can again after lifting it', () => {
    expect(inbound(status('kicked', 'member'))).toEqual({ kind: 'reach', user: 700, reachable: false });
    expect(inbound(status('member', 'kicked'))).toEqual({ kind: 'reach', user: 700, reachable: true });
    expect(chatOf(status('kicked', 'member'))).toBe(700);
  });

  test("the bot's own place in the channel or the group says nothing about anybody but the bot", () => {
    const changed = (isDeaf: boolean) => ({ kind: 'own-membership', board: 0, isDeaf });
    expect(inbound(status('kicked', 'member', group))).toEqual(changed(false));
    expect(inbound(status('kicked', 'administrator', channel))).toEqual(changed(true));
    expect(inbound(status('administrator', 'kicked', channel))).toEqual(changed(true));
    expect(inbound(status('administrator', 'administrator', channel))).toEqual(changed(false));
    expect(inbound(status('member', 'kicked', { ...group, id: -1009 }))).toBeNull();
  });
});

describe('FACTS.md #27 membership', () => {
  const became = (member: Partial<ChatMember> & { status: string }, chat: object = channel): Update =>
    ({
      update_id: 7,
      chat_member: {
        chat,
        from: bia,
        date: 1,
        old_chat_member: { user: bia, status: 'left' },
        new_chat_member: { user: bia, ...member },
      },
    }) as Update;

  test.each([
    ['creator', {}, 'administrator', 'administrator'],
    ['administrator', {}, 'administrator', 'administrator'],
    ['member', {}, 'member', 'outsider'],
    ['restricted', { is_member: true }, 'member', 'outsider'],
    ['restricted', { is_member: false }, 'outsider', 'outsider'],
    ['left', {}, 'outsider', 'outsider'],
    ['kicked', { until_date: 0 }, 'outsider', 'outsider'],
  ] as const)('%s %j is %s of a private channel, %s of a public one', (status, more, ofPrivate, ofPublic) => {
    const update = became({ status, ...more });
    const change = (membership: Membership) => ({
      kind: 'membership',
      board: 0,
      user: 500,
      membership,
    });
    expect(inbound(update)).toEqual(change(ofPrivate));
    expect(inbound(update, true)).toEqual(change(ofPublic));
    expect(chatOf(update)).toBe(channel.id);
  });

  test('who joins or leaves the group is not asked', () => {
    expect(inbound(became({ status: 'left' }, group))).toBeNull();
  });

  test('a bot is never of the team', () => {
    const update = became({ status: 'administrator', user: bot });
    expect(inbound(update)).toBeNull();
  });
});

describe('FACTS.md #16 the channel', () => {
  const pin = (chat: object, pinned: object | undefined): Update =>
    ({
      update_id: 8,
      channel_post: {
        message_id: 90,
        sender_chat: chat,
        chat,
        date: 1,
        ...(pinned === undefined ? { text: 'Bom dia' } : { pinned_message: pinned }),
      },
    }) as unknown as Update;

  test('a pin is noticed, also of a post that cannot be seen any more', () => {
    const notice = { kind: 'pin-notice', notice: 90, pinned: 7 };
    expect(inbound(pin(channel, { message_id: 7, chat: channel, date: 1, text: 'x' }))).toEqual(notice);
    expect(inbound(pin(channel, { message_id: 7, chat: channel, date: 0 }))).toEqual(notice);
  });

  test("a colleague's own post, or a pin in another channel, is of no concern", () => {
    expect(inbound(pin(channel, undefined))).toBeNull();
    expect(inbound(pin({ ...channel, id: -1009 }, { message_id: 7, chat: channel, date: 0 }))).toBeNull();
  });
});
