import type { Refusal } from '../../../machines/client/effect.ts';
import { albumOf, type Content } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { DeskEffect, ThreadReply } from '../../actor/effects.ts';
import type { Call, ReplyTo } from '../../telegram/call.ts';
import type { OutboxEffect } from '../batch.ts';
import { fingerprint } from '../fingerprint.ts';
import { clientText } from '../render/client-text.ts';
import { introduced } from '../render/forwarded.ts';
import { noteWords } from '../render/note.ts';
import { join } from '../render/joined.ts';
import { replyWords } from '../render/reply.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryDeps,
  over,
  type Prepared,
  rootOf,
  type Settlement,
} from './delivery.ts';
import { isWithheld, nowTold, wasTold } from './albums.ts';
import { isOutdated, linkInThread } from './link.ts';
import { placeInThread } from './reply-target.ts';
import { albumSent, mediaIn, pass, passAlbum, passFile, passText, variantOf } from './copy-calls.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

export const relayToThread: Delivery<Kind<'relayToThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ from, content, ...about }, attempt, deps) {
    const client = clientOf(attempt);
    const giveBack = (what = variantOf(content)): Settlement => ({
      effects: [{ kind: 'returnToClient', message: from, what }],
    });
    if (content.kind === 'refused') return over(giveBack());
    if (await isOutdated(attempt, () => deps.said.versions(client, from))) return over();
    const told = introduced(content, deps.texts);
    const shown = told ?? content;
    const { reply, repliesTo } = await placeInThread(about, albumOf(content), attempt, deps);
    const { groupId } = deps.chats;
    return {
      is: 'call',
      call:
        shown.kind === 'media' && attempt.without.has('copy')
          ? passFile(shown, groupId, reply)
          : pass(
              shown,
              { chat: client, message: from, caption: shown === content ? undefined : 'replaced' },
              groupId,
              reply,
            ),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: linkInThread(from, thread, content, attempt),
        ...albumSent(albumOf(content), thread),
        ...(told === null ? tellOrigin(content, thread) : {}),
      }),
      refused: ({ reason, uncopyable }) =>
        uncopyable === undefined
          ? { ...giveBack('failed'), parked: reason }
          : giveBack(uncopyable === 'kind' ? undefined : uncopyable),
    };
  },
};

export const albumToThread: Delivery<Extract<OutboxEffect, { kind: 'albumToThread' }>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ items, album, ...about }, attempt, deps) {
    const { reply, repliesTo } = await placeInThread(about, album, attempt, deps);
    const [lead, ...rest] = items;
    const told = introduced(lead.content, deps.texts);
    return {
      is: 'call',
      call: passAlbum(mediaIn([{ content: told ?? lead.content }, ...rest]), deps.chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: (threads) => ({
        links: items.flatMap(({ from, content }, index) =>
          linkInThread(from, threads[index], content, attempt),
        ),
        ...albumSent(album, threads[0]),
        ...(told === null ? tellOrigin(lead.content, threads[0]) : {}),
      }),
    };
  },
};

export const textsToThread: Delivery<Extract<OutboxEffect, { kind: 'textsToThread' }>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ items, ...about }, attempt, deps) {
    const { reply, repliesTo } = await placeInThread(about, null, attempt, deps);
    return {
      is: 'call',
      call: passText(join(items.map(({ content }) => content)), deps.chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: items.flatMap(({ from, content }) => linkInThread(from, thread, content, attempt)),
      }),
    };
  },
};

/** Whose it is, under what has no room to say so. */
const tellOrigin = (content: Content, thread: number | undefined): Pick<Settlement, 'effects'> =>
  content.kind === 'refused' || content.forwardedFrom === undefined || thread === undefined
    ? {}
    : {
        effects: [
          {
            kind: 'replyInThread',
            message: thread as ThreadMessageId,
            reply: { key: 'forwarded-from', from: content.forwardedFrom },
          },
        ],
      };

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
  async prepare({ message, refusal, edit, album }, attempt, deps) {
    const linked = edit === undefined ? null : await deps.links.privateOf(message);
    if (edit !== undefined && linked?.print === fingerprint(edit)) return over();
    if (await isWithheld(album ?? null, attempt, deps)) return over();
    return answerComment(message, { key: refusal }, album, attempt, deps);
  },
};

export const replyInThread: Delivery<Kind<'replyInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  prepare: ({ message, reply, album }, attempt, deps) => answerComment(message, reply, album, attempt, deps),
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

/** Answers to what was meant for the client and does not reach them. */
const UNDELIVERED: ReadonlySet<string> = new Set<Refusal | ThreadReply['key']>([
  'not-delivered',
  'edit-not-delivered',
  'unreachable',
  'deactivated',
  'banned',
  'not-team',
  'not-this-thread',
]);

/** Under a message of the thread, or at the root when that is gone. */
export const under = (
  message: ThreadMessageId,
  attempt: Attempt,
): { reply: ReplyTo; repliesTo: 'root' | 'message' } =>
  attempt.without.has('context')
    ? { reply: { message_id: rootOf(attempt) }, repliesTo: 'root' }
    : { reply: { message_id: message }, repliesTo: 'message' };

async function answerComment(
  message: ThreadMessageId,
  reply: Parameters<typeof replyWords>[0],
  album: string | undefined,
  attempt: Attempt,
  deps: DeliveryDeps,
): Promise<Prepared> {
  const mark: Settlement = UNDELIVERED.has(reply.key)
    ? { effects: [{ kind: 'markComment', message, undelivered: true }] }
    : {};
  if (await wasTold(album, attempt, deps)) return over(mark);
  const terms =
    attempt.record === null ? '' : clientText('terms', attempt.record.id, attempt.record.profile, deps);
  const { reply: reply_parameters, repliesTo } = under(message, attempt);
  const call: Call = {
    method: 'sendMessage',
    params: { chat_id: deps.chats.groupId, ...replyWords(reply, deps.texts, terms), reply_parameters },
  };
  return {
    is: 'call',
    call,
    context: { place: 'thread', repliesTo },
    done: ([answer]) => ({ ...mark, ...nowTold(album, answer) }),
  };
}
