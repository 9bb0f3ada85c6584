import type { CallbackQuery, ChatJoinRequest, InlineQuery, Update, User } from 'grammy/types';
import type { Profile } from '../../machines/client/post-text.ts';
import {
  inBoard,
  type PostId,
  type PrivateMessageId,
  type ThreadMessageId,
  type UserId,
} from '../../machines/ids.ts';
import type { Boards } from './boards.ts';
import type { ChatId } from './call.ts';
import { profileOf } from './person.ts';

/**
 * A user acted on the bot without writing a message.
 *
 * All fields are untrusted, because modified Telegram apps send any data. A field names a place or an action and grants
 * nothing.
 */
export type Interaction =
  /** Telegram shows a spinner on the button until `answerCallbackQuery`, at most 15 s. */
  | { kind: 'button.pressed'; queryId: string; by: UserId; profile: Profile; on: Pressed; data: string }
  /** `offset` is the `next_offset` of the page before; an empty `offset` asks for the first page. */
  | {
      kind: 'inline.asked';
      queryId: string;
      by: UserId;
      profile: Profile;
      text: string;
      offset: string;
      chatType: InlineChatType | null;
    }
  /** Telegram reports a chosen result only if inline feedback is on at @BotFather. */
  | { kind: 'inline.chosen'; by: UserId; result: string; text: string }
  /** A user asks to join a chat of the desk. `link` is the invitation that the user opened. */
  | { kind: 'join.asked'; by: UserId; profile: Profile; chat: ChatId; link: string | null };

/** Message with the pressed button. The message may be deleted or too old to show. */
type Pressed =
  | { kind: 'private'; message: PrivateMessageId }
  | { kind: 'group'; message: ThreadMessageId }
  | { kind: 'channel'; message: PostId }
  /** A message sent through inline mode, or a chat outside the desk. */
  | { kind: 'elsewhere' };

/** Kind of the chat in which the query is typed; `sender`: the private chat with the bot itself. */
type InlineChatType = 'sender' | 'private' | 'group' | 'supergroup' | 'channel';

/** Null: no interaction, or an interaction outside the desk. Pure. */
export function interactionOf(update: Update, desk: Boards): Interaction | null {
  if (update.callback_query !== undefined) return fromPress(update.callback_query, desk);
  if (update.inline_query !== undefined) return fromInlineQuery(update.inline_query);
  if (update.chosen_inline_result !== undefined) {
    const { from, result_id: result, query: text } = update.chosen_inline_result;
    return { kind: 'inline.chosen', by: from.id as UserId, result, text };
  }
  return update.chat_join_request === undefined ? null : fromJoinRequest(update.chat_join_request, desk);
}

/** User behind an interaction, for the order in which updates are taken. */
export const actorIn = (update: Update): User | undefined =>
  (update.callback_query ?? update.inline_query ?? update.chosen_inline_result ?? update.chat_join_request)
    ?.from;

function fromPress({ id, from, message, data }: CallbackQuery, desk: Boards): Interaction {
  return {
    kind: 'button.pressed',
    queryId: id,
    by: from.id as UserId,
    profile: profileOf(from),
    on: message === undefined ? { kind: 'elsewhere' } : pressed(message, desk),
    data: data ?? '',
  };
}

function pressed({ chat, message_id: id }: NonNullable<CallbackQuery['message']>, desk: Boards): Pressed {
  if (chat.type === 'private') return { kind: 'private', message: id as PrivateMessageId };
  const [group, channel] = [desk.ofGroup(chat.id), desk.ofChannel(chat.id)];
  if (group !== undefined) return { kind: 'group', message: inBoard(group.number, id) as ThreadMessageId };
  if (channel !== undefined) return { kind: 'channel', message: inBoard(channel.number, id) as PostId };
  return { kind: 'elsewhere' };
}

const fromInlineQuery = ({ id, from, query, offset, chat_type: chatType }: InlineQuery): Interaction => ({
  kind: 'inline.asked',
  queryId: id,
  by: from.id as UserId,
  profile: profileOf(from),
  text: query,
  offset,
  chatType: chatType ?? null,
});

function fromJoinRequest({ chat, from, invite_link }: ChatJoinRequest, desk: Boards): Interaction | null {
  if ((desk.ofChannel(chat.id) ?? desk.ofGroup(chat.id)) === undefined) return null;
  return {
    kind: 'join.asked',
    by: from.id as UserId,
    profile: profileOf(from),
    chat: chat.id,
    link: invite_link?.invite_link ?? null,
  };
}
