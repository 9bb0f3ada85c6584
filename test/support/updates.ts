import type { Chat, Message, MessageEntity, Update, User } from 'grammy/types';
import { type BoardNumber, FIRST_BOARD } from '../../machines/ids.ts';
import { type Board, Boards } from '../../src/telegram/boards.ts';

/** Updates as Telegram sends them (`FACTS.md #2`). */
export const CHANNEL_ID = -1_001_000_000_001;
export const GROUP_ID = -1_001_000_000_002;

/** The first board, with changes. */
export const aBoard = (more: Partial<Board> = {}): Board => ({
  number: FIRST_BOARD,
  name: 'Desk',
  channelId: CHANNEL_ID,
  groupId: GROUP_ID,
  isPublic: false,
  isServed: true,
  ...more,
});

/** A second board of the desk. */
export const secondBoard = (): Board =>
  aBoard({
    number: 1 as BoardNumber,
    name: 'Vendas',
    channelId: -1_001_000_000_003,
    groupId: -1_001_000_000_004,
  });

/** A desk with the boards; without boards, with the first board. */
export const aDesk = (...boards: Board[]): Boards =>
  new Boards(9000, boards.length === 0 ? [aBoard()] : boards);

export const desk = aDesk();

export const channel = { id: CHANNEL_ID, title: 'Desk', type: 'channel' } satisfies Chat;
export const group = { id: GROUP_ID, title: 'Desk chat', type: 'supergroup' } satisfies Chat;
const telegram = { id: 777000, is_bot: false, first_name: 'Telegram' } satisfies User;
export const ana = { id: 700, is_bot: false, first_name: 'Ana', language_code: 'pt' } satisfies User;
export const bia = { id: 500, is_bot: false, first_name: 'Bia', last_name: 'Luz' } satisfies User;
export const bot = { id: 9000, is_bot: true, first_name: 'Desk', username: 'desk_bot' } satisfies User;

const DATE = 1_791_549_475;

/** An automatic copy, FACTS.md #2. */
export function aCopy(more: Partial<Message> & { post?: number } = {}): Message {
  const { post = 7, ...rest } = more;
  return {
    message_id: 31,
    from: telegram,
    sender_chat: channel,
    chat: group,
    date: DATE,
    edit_date: DATE,
    forward_origin: { type: 'channel', chat: channel, message_id: post, date: DATE - 4 },
    is_automatic_forward: true,
    text: '🟦 700 👤 Ana',
    entities: [{ type: 'text_link', offset: 3, length: 3, url: 'tg://user?id=700' } satisfies MessageEntity],
    ...rest,
  };
}

/** A message inside a reply: without the message above. */
export const asTarget = (content: Message): NonNullable<Message['reply_to_message']> =>
  without(content, 'reply_to_message') as NonNullable<Message['reply_to_message']>;

/** A comment without a reply, FACTS.md #9. */
export const aComment = (more: Partial<Message> = {}): Message => ({
  message_id: 35,
  from: bia,
  chat: group,
  date: DATE + 25,
  message_thread_id: 31,
  reply_to_message: asTarget(aCopy()),
  text: 'hello',
  ...more,
});

/** A message of a client to the bot, FACTS.md #23. */
export const aPrivate = (more: Partial<Message> = {}): Message => ({
  message_id: 12,
  from: ana,
  chat: { id: 700, type: 'private', first_name: 'Ana' },
  date: DATE,
  text: 'oi',
  ...more,
});

export const message = (content: Message, update_id = 101): Update =>
  ({ update_id, message: content }) as Update;
export const edited = (content: Message, update_id = 102): Update =>
  ({ update_id, edited_message: { ...content, edit_date: DATE + 60 } }) as Update;
export const without = (from: Message, ...fields: (keyof Message)[]): Message => {
  const rest = { ...from };
  for (const field of fields) delete rest[field];
  return rest;
};

/** A person joins or leaves the channel. */
export const becomes = (who: User, status: 'member' | 'left', update_id: number): Update => ({
  update_id,
  chat_member: {
    chat: channel,
    from: who,
    date: DATE,
    old_chat_member: { user: who, status: status === 'member' ? 'left' : 'member' },
    new_chat_member: { user: who, status },
  },
});
