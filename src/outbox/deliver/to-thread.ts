import type { Content } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/words.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { Call, ReplyTo } from '../../telegram/call.ts';
import { clientText } from '../render/client-text.ts';
import { noteWords } from '../render/note.ts';
import { replyText } from '../render/reply.ts';
import { type Attempt, clientOf, type Delivery, type DeliveryDeps, over, rootOf } from './delivery.ts';
import { edit, pass } from './pass-on.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

export const relayToThread: Delivery<Kind<'relayToThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ from, content, replyTo }, attempt, { chats, links }) {
    const client = clientOf(attempt);
    const root = rootOf(attempt);
    const linked =
      replyTo === undefined || attempt.withoutContext ? null : await links.threadOf(client, replyTo);
    // Ids of a group only grow: what is older than the root stands in a thread that was replaced.
    const quoted = linked !== null && linked > root ? linked : null;
    const target = quoted ?? root;
    return {
      is: 'call',
      call: pass(content, { chat: client, message: from }, chats.groupId, { message_id: target }),
      context: { place: 'thread', repliesTo: quoted === null ? 'root' : 'message' },
      done: (messageId) => ({ links: [{ client, private: from, thread: messageId as ThreadMessageId }] }),
      refused: ({ reason, uncopyable }) =>
        uncopyable === true
          ? { effects: [{ kind: 'returnToClient', message: from, what: whatOf(content) }] }
          : { parked: reason },
    };
  },
};

const whatOf = (content: Content): string =>
  content.kind === 'text' ? 'text' : content.what.replaceAll('_', '-');

export const editInThread: Delivery<Kind<'editInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ from, content }, attempt, { chats, links }) {
    const message = await links.threadOf(clientOf(attempt), from);
    return message === null ? over() : editCall(content, chats.groupId, message);
  },
};

const editCall = (content: Content, chat: number, message: number) =>
  ({
    is: 'call',
    call: edit(content, chat, message),
    context: { place: 'thread', repliesTo: null },
    done: () => ({}),
  }) as const;

export const note: Delivery<Kind<'note'>> = {
  lane: () => 'group',
  needs: 'thread',
  prepare: (effect, attempt, { chats, texts }) => ({
    is: 'call',
    call: {
      method: 'sendMessage',
      params: {
        chat_id: chats.groupId,
        ...noteWords(texts, effect.note),
        reply_parameters: { message_id: rootOf(attempt) },
      },
    },
    context: { place: 'thread', repliesTo: 'root' },
    done: () => ({}),
  }),
};

export const refuse: Delivery<Kind<'refuse'>> = {
  lane: () => 'group',
  needs: 'thread',
  prepare: ({ message, refusal }, attempt, deps) => answerComment(message, { key: refusal }, attempt, deps),
};

export const replyInThread: Delivery<Kind<'replyInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  prepare: ({ message, reply }, attempt, deps) => answerComment(message, reply, attempt, deps),
};

export const removeCommand: Delivery<Kind<'removeCommand'>> = {
  lane: () => 'group',
  needs: 'nothing',
  prepare: ({ message }, _attempt, { chats }) => ({
    is: 'call',
    call: { method: 'deleteMessage', params: { chat_id: chats.groupId, message_id: message } },
    context: { place: 'thread', repliesTo: null },
    done: () => ({}),
  }),
};

function answerComment(
  message: ThreadMessageId,
  reply: Parameters<typeof replyText>[0],
  attempt: Attempt,
  deps: DeliveryDeps,
) {
  const terms =
    attempt.record === null ? '' : clientText('terms', attempt.record.id, attempt.record.profile, deps);
  const reply_parameters: ReplyTo = { message_id: attempt.withoutContext ? rootOf(attempt) : message };
  const call: Call = {
    method: 'sendMessage',
    params: { chat_id: deps.chats.groupId, text: replyText(reply, deps.texts, terms), reply_parameters },
  };
  const repliesTo = attempt.withoutContext ? 'root' : 'message';
  return { is: 'call', call, context: { place: 'thread', repliesTo }, done: () => ({}) } as const;
}
