import type { Say } from '../../machines/client/say.ts';
import { boardOf, type EpochMs, type ThreadMessageId, type UserId } from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import { saying } from '../i18n/saying.ts';
import type { Call } from '../telegram/call.ts';
import { TelegramError } from '../telegram/error.ts';
import { inlineMarkup } from '../telegram/keyboard.ts';
import {
  type Attempt,
  type Delivery,
  type DeliveryContext,
  type DeliveryOutcome,
  over,
  type Prepared,
  rootOf,
  type WaitingBlock,
} from './delivery.ts';
import { laneOfMessage, privateLane, threadLane } from './lanes.ts';
import { isWithheld, nowAnswered, wasAnswered } from './message/albums.ts';
import { TO_PERSON } from './message/at-client.ts';
import { fingerprint } from './message/fingerprint.ts';
import { markComment } from './message/mark-comment.ts';
import { isReachable, unreachable } from './message/reach.ts';
import { under } from './message/reply-target.ts';
import { linesOf, NOBODY, sayingWords } from './render/saying.ts';

export type SayPorts = {
  /** Administrators who can be reached in private. */
  audience(): Promise<UserId[]>;
  /** A member of the team cannot be reached in private. */
  unreachable(person: UserId): Promise<void>;
  /** For the commit of a hint to start the bot: the same person gets one within some minutes. */
  hintOnce(person: UserId): Pick<DeliveryOutcome, 'guards' | 'writes'>;
  botUsername: string;
};

/** A minute of waiting lifts an effect by one rank, up to the messages of clients. */
const FLEETING_MS = 60_000;

const hasAddress = (say: Say): boolean => linesOf(say).some(({ url }) => url !== undefined);

/** The answer has no place without the comment, and the client's thread does not matter. */
const isOnlyUnderComment = ({ inOldThread, fleeting }: Say): boolean =>
  inOldThread === true || fleeting === true;

/** A line of the conversation keeps the order of the conversation; an answer to a message does not. */
const isLine = ({ to, replyTo }: Say): boolean =>
  to === 'client' || (to === 'thread' && replyTo === undefined);

/** Further acts of the person may come within this time, and become one line. */
const ACTS_MS = 10_000;
const AT_MOST_MS = 60_000;

/** A line without a place or a condition of its own. */
function asBlock(say: Say, at: EpochMs): WaitingBlock | null {
  const isPlain =
    say.replyTo === undefined && say.once === undefined && say.buttons === undefined && !hasAddress(say);
  return say.to === 'thread' && isPlain ? { by: 'desk', say, at } : null;
}

/** The desk says something: to a client, in a thread, to the administrators, or to one person of the team. */
export const deliverSay = (ports: SayPorts): Delivery<Say> => ({
  lane: (say, owner, record) => {
    const { to, replyTo } = say;
    if (to === 'thread')
      return replyTo === undefined
        ? threadLane(say, owner, record)
        : laneOfMessage(replyTo as ThreadMessageId);
    if (to === 'admins') return 'desk';
    return privateLane(typeof to === 'number' ? to : owner);
  },
  needs: (say) => (say.to === 'thread' && !isOnlyUnderComment(say) ? 'thread' : 'nothing'),
  rank: (say) => {
    if (say.hint === true) return 'hint';
    return say.to === 'client' && say.replyTo === undefined ? 'message' : 'notice';
  },
  order: (say) => (isLine(say) ? 'story' : 'apart'),
  onRepeat: 'duplicates',
  batch: { is: 'block', author: 'desk', block: asBlock },
  waits: ({ elsewhere }) => (elsewhere === true ? { quietMs: ACTS_MS, atMostMs: AT_MOST_MS } : null),
  async prepare(say, attempt, context) {
    if (say.to === 'admins') return toEachAdmin(say, ports);
    return say.to === 'thread' ? inThread(say, attempt, context) : inPrivate(say, attempt, context, ports);
  },
});

/** Becomes one effect per administrator, each in the order of that administrator's private chat. */
async function toEachAdmin(say: Say, { audience }: SayPorts): Promise<Prepared> {
  try {
    const admins = await audience();
    return over({ effects: admins.map((to) => toOne(say, to)) });
  } catch (error) {
    if (error instanceof TelegramError && error.isFinal) return over({ parked: error.message });
    throw error;
  }
}

/** Names that hold for all administrators hold for each. */
const toOne = ({ slot, once, ...say }: Say, to: UserId): Say => ({
  ...say,
  to,
  askedIn: null,
  ...(slot === undefined ? {} : { slot: `${slot} ${to}` }),
  ...(once === undefined ? {} : { once: `${once} ${to}` }),
});

async function inThread(say: Say, attempt: Attempt, context: DeliveryContext): Promise<Prepared> {
  const comment = say.replyTo as ThreadMessageId | undefined;
  if (say.fleeting === true && attempt.waitedMs > FLEETING_MS) return over();
  if (say.edit !== undefined && comment !== undefined) {
    const linked = await context.links.privateOf(comment);
    if (linked?.print === fingerprint(say.edit)) return over();
  }
  if (await isWithheld(say.once ?? null, attempt, context)) return over();
  const mark: DeliveryOutcome =
    comment !== undefined && say.undelivered === true
      ? { effects: [markComment(comment, true, say.hint)] }
      : {};
  if (await wasAnswered(say.once, attempt, context)) return over(mark);
  if (isOnlyUnderComment(say) && attempt.without.has('context')) return over();
  const target = comment ?? rootOf(attempt);
  // The root of the current thread is no place for an answer on another board.
  if (attempt.without.has('context') && boardOf(target) !== boardOf(rootOf(attempt))) return over(mark);
  const { reply, repliesTo } = under(target, attempt);
  const { chat_id } = context.chats.inGroup(target);
  return {
    is: 'call',
    call: send(say, chat_id, attempt, context, { reply_parameters: reply }),
    context: { place: 'thread', repliesTo: comment === undefined ? 'root' : repliesTo },
    done: ([answer]) => ({ ...mark, ...nowAnswered(say.once, answer) }),
    ...(say.fleeting === true ? { refused: () => ({}) } : {}),
  };
}

async function inPrivate(
  say: Say,
  attempt: Attempt,
  context: DeliveryContext,
  ports: SayPorts,
): Promise<Prepared> {
  if (await wasAnswered(say.once, attempt, context)) return over();
  const { entry, record } = attempt;
  const person = typeof say.to === 'number' ? say.to : entry.owner;
  if (!isPerson(person)) return over({ parked: `${person} has no private chat` });
  if (say.to === 'client' && record === null) return over();
  const reply =
    say.replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: say.replyTo, allow_sending_without_reply: true } };
  return {
    is: 'call',
    call: send(say, person, attempt, context, reply),
    context: TO_PERSON,
    done: ([answer]) => nowAnswered(say.once, answer),
    async refused(why) {
      const isClient = person === entry.owner && record !== null;
      if (isClient) return isReachable(why) ? { parked: why.reason } : unreachable(why, attempt);
      if (why.gone === undefined) return { parked: why.reason };
      // A person of the team who never started the bot is not written to again before the person writes.
      await ports.unreachable(person);
      return hintIn(say.askedIn ?? null, person, ports);
    },
  };
}

/** A person who asked in a thread must not wait for an answer that cannot come. */
function hintIn(
  thread: ThreadMessageId | null,
  person: UserId,
  { hintOnce, botUsername }: SayPorts,
): DeliveryOutcome {
  if (thread === null) return {};
  const text = saying('hint-start-bot', { bot: `@${botUsername}` });
  return {
    effects: [{ kind: 'say', to: 'thread', text, replyTo: thread } satisfies Say],
    ...hintOnce(person),
  };
}

type More = Pick<Extract<Call, { method: 'sendMessage' }>['params'], 'reply_parameters'>;

function send(
  say: Say,
  chat_id: number,
  { entry, record, without }: Attempt,
  context: DeliveryContext,
  more: More,
): Call {
  const lines = linesOf(say);
  const to = {
    id: entry.owner,
    profile: record?.profile ?? NOBODY,
    ticket: record?.state.context.ticket.number ?? 0,
  };
  const words = sayingWords(lines, context, to);
  const keyboard = (without.has('buttons') ? [] : (say.buttons ?? [])).map((row) =>
    row.map(({ label, ...button }) => ({ text: sayingWords([label], context, to).text, ...button })),
  );
  return {
    method: 'sendMessage',
    params: {
      chat_id,
      ...words,
      ...(hasAddress(say) ? { link_preview_options: { is_disabled: true } } : {}),
      ...(keyboard.length === 0 ? {} : { reply_markup: inlineMarkup(keyboard) }),
      ...more,
    },
  };
}
