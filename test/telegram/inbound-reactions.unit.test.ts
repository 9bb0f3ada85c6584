import type { Chat, MessageReactionUpdated, ReactionType, Update, User } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { chatOf, inboundOf } from '../../src/telegram/inbound.ts';
import { ana, bia, bot, channel, desk, group } from '../support/updates.ts';

type Who = { user?: User; actor_chat?: Chat };

const privateChat = { id: 700, type: 'private', first_name: 'Ana' } as const;
const like: ReactionType = { type: 'emoji', emoji: '👍' };
const heart: ReactionType = { type: 'emoji', emoji: '❤' };
const custom: ReactionType = { type: 'custom_emoji', custom_emoji_id: '5' };
const paid: ReactionType = { type: 'paid' };

const reacted = (
  chat: MessageReactionUpdated['chat'],
  who: Who,
  after: ReactionType[] = [like],
  before: ReactionType[] = [],
): Update => ({
  update_id: 5,
  message_reaction: {
    chat,
    ...who,
    message_id: 12,
    date: 1_791_549_475,
    old_reaction: before,
    new_reaction: after,
  },
});

const emojiOf = (before: ReactionType[], after: ReactionType[]): string | null | undefined => {
  const found = inboundOf(reacted(privateChat, { user: ana }, after, before), desk);
  return found?.kind === 'reaction' ? found.emoji : undefined;
};

describe('FACTS.md #26 who reacts to what', () => {
  test('a client, to a message of their chat with the bot', () => {
    const update = reacted(privateChat, { user: ana });
    expect(inboundOf(update, desk)).toEqual({
      kind: 'reaction',
      chat: 'private',
      user: 700,
      message: 12,
      emoji: '👍',
    });
    expect(chatOf(update)).toBe(700);
  });

  test('somebody in the group', () => {
    const update = reacted(group, { user: bia });
    expect(inboundOf(update, desk)).toEqual({
      kind: 'reaction',
      chat: 'group',
      author: { kind: 'user', user: 500, name: 'Bia Luz', lastName: 'Luz' },
      message: 12,
      emoji: '👍',
    });
    expect(chatOf(update)).toBe(group.id);
  });

  test.each([
    ['the group itself, for an anonymous administrator', group, { kind: 'desk', name: 'Desk chat' }],
    ['the channel', channel, { kind: 'desk', name: 'Desk' }],
    ['another channel', { ...channel, id: -1009 }, { kind: 'stranger', chat: -1009 }],
  ] as const)('%s', (_who, actor_chat, author) => {
    expect(inboundOf(reacted(group, { actor_chat }), desk)).toMatchObject({ kind: 'reaction', author });
  });

  test('other bots, other groups, and the channel are of no concern', () => {
    const otherBot = { ...bot, id: 9001 };
    expect(inboundOf(reacted(group, { user: otherBot }), desk)).toBeNull();
    expect(inboundOf(reacted(privateChat, { user: otherBot }), desk)).toBeNull();
    expect(inboundOf(reacted({ ...group, id: -1008 }, { user: bia }), desk)).toBeNull();
    expect(inboundOf(reacted(channel, { user: bia }), desk)).toBeNull();
    expect(inboundOf(reacted(group, {}), desk)).toBeNull();
    expect(inboundOf(reacted(privateChat, { actor_chat: channel }), desk)).toBeNull();
  });

  test('counts, as they come for posts and copies, are of no concern', () => {
    const counted = { chat: group, message_id: 31, date: 1, reactions: [{ type: like, total_count: 1 }] };
    expect(inboundOf({ update_id: 6, message_reaction_count: counted }, desk)).toBeNull();
  });
});

describe('what is shown of it', () => {
  test.each<[string, ReactionType[], ReactionType[], string | null | undefined]>([
    ['the first reaction', [], [like], '👍'],
    ['another instead', [like], [heart], '❤'],
    ['none any more', [like], [], null],
    ['a second one: the newest', [like], [like, heart], '❤'],
    ['a second one, wherever Telegram puts it', [like], [heart, like], '❤'],
    ['the newest of two taken back: the other', [like, heart], [like], '👍'],
    ['the older of two taken back: nothing changes', [like, heart], [heart], undefined],
    ['a custom emoji, which a bot cannot show: nothing changes', [], [custom], undefined],
    ['a paid reaction: nothing changes', [], [paid], undefined],
    ['a custom emoji and then a paid one: nothing changes', [custom], [custom, paid], undefined],
    ['a custom emoji beside another: nothing changes', [like], [like, custom], undefined],
    ['a custom emoji taken back: nothing changes', [custom], [], undefined],
    ['a custom emoji instead: the other is gone', [like], [custom], null],
    ['the same again: nothing changes', [like], [like], undefined],
  ])('%s', (_what, before, after, emoji) => {
    expect(emojiOf(before, after)).toBe(emoji);
  });
});
