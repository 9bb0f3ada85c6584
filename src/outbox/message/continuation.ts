import type { TextContent } from '../../../machines/content.ts';
import type { ClientId, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Link } from '../../actor/command.ts';
import type { Links } from '../../store/links.ts';
import type { Place } from '../../telegram/boards.ts';
import { clientOf, type Delivery, groupOf, over } from '../delivery.ts';
import { ownLane, threadLane } from '../lanes.ts';
import { TO_PERSON } from './at-client.ts';
import { cannotPass, notDelivered } from './cannot-pass.ts';
import { edit, passText } from './copy-calls.ts';
import { isReachable, unreachable } from './reach.ts';
import { placeAtClient, placeInThread } from './reply-target.ts';
import { superseded } from './undelivered.ts';

/**
 * The end of a message that is longer than one message of a bot: captions of Premium people have up to 4096 characters,
 * and the desk's mark needs room. The first part is the counterpart, the end is a reply to the counterpart.
 *
 * I1 The original is linked to both parts, the end first and the counterpart last, so that an answer to either part is
 *    an answer to the original, and an edit of the original edits both parts.
 * I2 A counterpart of several messages has no linked end: the end then belongs to no single original.
 *
 * `of` is the message `client.number`. `content` is null when the end is gone; `was` is the present message of the end.
 */
type Continuation<Original, Counterpart> = {
  number: MessageNumber;
  of: Original;
  content: TextContent | null;
  was?: Counterpart;
};

type ContinueInThread = { kind: 'continueInThread' } & Continuation<PrivateMessageId, ThreadMessageId>;
type ContinueAtClient = { kind: 'continueAtClient' } & Continuation<ThreadMessageId, PrivateMessageId>;

/** The message that holds the end, if there is one. */
export const endOf = <Id>(linked: { parts: Id[] } | null): Id | undefined =>
  linked !== null && linked.parts.length > 1 ? linked.parts[0] : undefined;

/** A message with an end: number, and place in the chat of the writing. */
type Continued<Original> = { n: MessageNumber; from: Original };

/** The effect that brings the end to the new state; none when there was no end and there is none now. */
export function continueInThread(
  { n, from }: Continued<PrivateMessageId>,
  content: TextContent | null,
  was?: ThreadMessageId,
): ContinueInThread[] {
  if (content === null && was === undefined) return [];
  return [{ kind: 'continueInThread', number: n, of: from, content, ...(was === undefined ? {} : { was }) }];
}

export function continueAtClient(
  { n, from }: Continued<ThreadMessageId>,
  content: TextContent | null,
  was?: PrivateMessageId,
): ContinueAtClient[] {
  if (content === null && was === undefined) return [];
  return [{ kind: 'continueAtClient', number: n, of: from, content, ...(was === undefined ? {} : { was }) }];
}

const continuation = { rank: 'message', order: 'story', onRepeat: 'duplicates' } as const;

export const deliverContinuationInThread: Delivery<ContinueInThread> = {
  ...continuation,
  lane: threadLane,
  needs: 'thread',
  async prepare({ of, content, was }, attempt, context) {
    const { chats, links } = context;
    const client = clientOf(attempt);
    if (content === null) return was === undefined ? over() : remove(chats.inGroup(was), 'thread');
    const change =
      was === undefined || attempt.without.has('edit') ? null : edit(content, chats.inGroup(was));
    const { reply, repliesTo } = await placeInThread({ replyTo: of }, null, attempt, context);
    const own = await linksInThread(client, of, links);
    return {
      is: 'call',
      call: change ?? passText(content, groupOf(attempt, context), reply),
      context: { place: 'thread', repliesTo: change === null ? repliesTo : null },
      done: ([end = was]) => ({ links: own(change === null ? end : was) }),
      refused: ({ reason }) => ({
        effects: [cannotPass(of, 'edit')],
        parked: reason,
      }),
    };
  },
};

export const deliverContinuationAtClient: Delivery<ContinueAtClient> = {
  ...continuation,
  lane: ownLane,
  needs: 'nothing',
  comment: ({ of }) => of,
  async prepare({ of, content, was }, attempt, context) {
    const { links } = context;
    const client = clientOf(attempt);
    if (content === null)
      return was === undefined ? over() : remove({ chat_id: client, message_id: was }, 'person');
    const change =
      was === undefined || attempt.without.has('edit')
        ? null
        : edit(content, { chat_id: client, message_id: was });
    const reply = await placeAtClient({ replyTo: of }, null, attempt, context);
    const own = await linksAtClient(client, of, links);
    return {
      is: 'call',
      call: change ?? passText(content, client, reply),
      context: TO_PERSON,
      done: ([end = was]) => ({
        links: own(change === null ? end : was),
        ...superseded([], attempt, of, context),
      }),
      refused: (why) =>
        isReachable(why)
          ? {
              effects: [notDelivered(of, 'refused-edit-not-delivered', why.reason)],
              parked: why.reason,
            }
          : unreachable(why, attempt),
    };
  },
};

const remove = (params: Place, place: 'thread' | 'person') =>
  ({
    is: 'call',
    call: { method: 'deleteMessage', params },
    context: { place, repliesTo: null },
    done: () => ({}),
    // An end that Telegram does not delete any more stays; the counterpart is right without the end.
    refused: () => ({}),
  }) as const;

async function linksInThread(client: ClientId, of: PrivateMessageId, links: Links) {
  const linked = await links.threadOf(client, of);
  const isSingle = linked !== null && (await links.privateOf(linked.message))?.numbers.length === 1;
  return (end: number | undefined): Link[] =>
    !isSingle || end === undefined
      ? []
      : [
          {
            n: linked.numbers[0],
            to: 'thread',
            parts: [end as ThreadMessageId, linked.message],
            print: linked.print,
          },
        ];
}

async function linksAtClient(client: ClientId, of: ThreadMessageId, links: Links) {
  const linked = await links.privateOf(of);
  const isSingle = linked !== null && (await links.threadOf(client, linked.message))?.numbers.length === 1;
  return (end: number | undefined): Link[] =>
    !isSingle || end === undefined
      ? []
      : [
          {
            n: linked.numbers[0],
            to: 'private',
            parts: [end as PrivateMessageId, linked.message],
            print: linked.print,
          },
        ];
}
