import type { MessageNumber, ThreadMessageId } from '../../machines/ids.ts';
import type { CallbackQuery, Update, User } from 'grammy/types';
import type { Reception } from './reception.ts';
import { user } from './stores.ts';
import { aComment, aCopy, ana, aPrivate, bia, channel, message } from './updates.ts';

/** The relayed message of Ana in the group. */
export const RELAYED = 41;
export const caio = { ...bia, id: 501, first_name: 'Caio' };

/** Ana has a thread with root 31 and message 12, which is 41 in the group. Bia is an agent, Caio an administrator. */
export async function withThread(desk: Reception): Promise<void> {
  desk.telegram.memberships.set(bia.id, 'member').set(caio.id, 'administrator');
  await desk.takes(message(aPrivate(), 900));
  await desk.posted();
  await desk.takes(message(aCopy(), 901));
  await relayed(desk);
}

/** Ana's message 12 was delivered, as 41 in the group. */
export async function relayed(desk: Reception): Promise<void> {
  const { entries } = await desk.outbox.waiting(user(ana.id));
  const relay = entries.find(({ effect }) => effect.kind === 'relayToThread');
  const link = {
    n: 1 as MessageNumber,
    to: 'thread',
    parts: [RELAYED as ThreadMessageId],
    print: '',
  } as const;
  await desk.dispatch({
    id: 'relayed',
    at: desk.clock.now(),
    owner: user(ana.id),
    actor: { kind: 'desk' },
    outcome: { entry: relay?.id ?? '', links: [link] },
  });
}

let updates = 20_000;
const next = (): number => (updates += 1);

export const presses = (data: string, from: User = bia, more: Partial<CallbackQuery> = {}): Update => {
  const id = next();
  const on = aComment({ message_id: RELAYED });
  return {
    update_id: id,
    callback_query: { id: String(id), from, chat_instance: '-8', message: on, data, ...more },
  };
};

/** The button stands under a post in the channel. */
export const underPost = (post: number): Partial<CallbackQuery> => ({
  message: { chat: channel, message_id: post, date: 0 },
});

export const asksInline = (query: string, from: User = bia): Update => {
  const id = next();
  return { update_id: id, inline_query: { id: String(id), from, query, offset: '' } };
};

export const asksToJoin = (from: User): Update => ({
  update_id: next(),
  chat_join_request: { chat: channel, from, user_chat_id: from.id, date: 0 },
});

export const comments = (text: string, from: User = bia): Update => {
  const id = next();
  return message(aComment({ message_id: id, text, from }), id);
};

export const writes = (text: string, from: User = ana): Update => {
  const id = next();
  const chat = { id: from.id, type: 'private' as const, first_name: from.first_name };
  return message(aPrivate({ message_id: id, text, from, chat }), id);
};
