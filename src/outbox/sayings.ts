import type { Effect as ChartEffect, Refusal } from '../../machines/client/effect.ts';
import type { ClientId, EpochMs, PrivateMessageId, ThreadMessageId, UserId } from '../../machines/ids.ts';
import type { TextRef } from '../i18n/texts.ts';
import type { Call } from '../telegram/call.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryContext,
  type DeliveryOutcome,
  over,
  type Prepared,
  rootOf,
} from './delivery.ts';
import { privateLane } from './lanes.ts';
import { isWithheld, nowAnswered, wasAnswered } from './message/albums.ts';
import { fingerprint } from './message/fingerprint.ts';
import { markComment } from './message/mark-comment.ts';
import { isReachable, unreachable } from './message/reach.ts';
import { under } from './message/reply-target.ts';
import { clientText } from './render/client-text.ts';
import { noteWords } from './render/note.ts';
import { lineText, replyWords, type ThreadReply } from './render/reply.ts';

type Kind<K extends string> = Extract<ChartEffect, { kind: K }>;

type ReplyInThread = { kind: 'replyInThread'; message: ThreadMessageId; reply: ThreadReply; album?: string };
type ReturnToClient = { kind: 'returnToClient'; message: PrivateMessageId; what: string };
/** Lines of the desk for the owner, in the private chat with the bot; once for an album. */
type SayInPrivate = { kind: 'sayInPrivate'; lines: readonly TextRef[]; album?: string };
type ReportHealth = { kind: 'reportHealth'; report: 'channel-rights' };
type ReportGap = { kind: 'reportGap'; from: EpochMs; to: EpochMs };

export type AlertAudience = {
  /** Administrators who can be reached in private. */
  audience(): Promise<UserId[]>;
  unreachable(admin: UserId): Promise<void>;
};

const TO_PERSON = { place: 'person', repliesTo: null } as const;

const notice = { rank: 'notice', onRepeat: 'duplicates' } as const;
const inThread = { ...notice, lane: () => 'group', needs: 'thread' } as const satisfies Partial<Delivery>;
const toOwner = {
  ...notice,
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
} as const satisfies Partial<Delivery>;

const note: Delivery<Kind<'note'>> = {
  ...inThread,
  order: 'story',
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

const refuse: Delivery<Kind<'refuse'>> = {
  ...inThread,
  order: 'apart',
  async prepare({ message, refusal, edit, album }, attempt, context) {
    const linked = edit === undefined ? null : await context.links.privateOf(message);
    if (edit !== undefined && linked?.print === fingerprint(edit)) return over();
    if (await isWithheld(album ?? null, attempt, context)) return over();
    return answerComment(message, { key: refusal }, album, attempt, context);
  },
};

const replyInThread: Delivery<ReplyInThread> = {
  ...inThread,
  order: 'apart',
  prepare: ({ message, reply, album }, attempt, context) =>
    answerComment(message, reply, album, attempt, context),
};

/** Answers to a comment that was meant for the client and does not reach the client. */
const UNDELIVERED: ReadonlySet<string> = new Set<Refusal | ThreadReply['key']>([
  'not-delivered',
  'edit-not-delivered',
  'unreachable',
  'deactivated',
  'banned',
  'not-this-thread',
]);

async function answerComment(
  message: ThreadMessageId,
  reply: Parameters<typeof replyWords>[0],
  album: string | undefined,
  attempt: Attempt,
  context: DeliveryContext,
): Promise<Prepared> {
  const mark: DeliveryOutcome = UNDELIVERED.has(reply.key) ? { effects: [markComment(message, true)] } : {};
  if (await wasAnswered(album, attempt, context)) return over(mark);
  const terms =
    attempt.record === null ? '' : clientText('terms', attempt.record.id, attempt.record.profile, context);
  const { reply: reply_parameters, repliesTo } = under(message, attempt);
  const call: Call = {
    method: 'sendMessage',
    params: { chat_id: context.chats.groupId, ...replyWords(reply, context.texts, terms), reply_parameters },
  };
  return {
    is: 'call',
    call,
    context: { place: 'thread', repliesTo },
    done: ([answer]) => ({ ...mark, ...nowAnswered(album, answer) }),
  };
}

const tellClient: Delivery<Kind<'tellClient'>> = {
  ...toOwner,
  rank: 'message',
  order: 'story',
  prepare({ text }, attempt, context) {
    const { record } = attempt;
    if (record === null) return over();
    return {
      is: 'call',
      call: {
        method: 'sendMessage',
        params: { chat_id: record.id, text: clientText(text, record.id, record.profile, context) },
      },
      context: TO_PERSON,
      done: () => ({}),
      refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
    };
  },
};

const returnToClient: Delivery<ReturnToClient> = {
  ...toOwner,
  order: 'story',
  prepare: ({ message, what }, attempt, { texts }) => ({
    is: 'call',
    call: {
      method: 'sendMessage',
      params: {
        chat_id: clientOf(attempt),
        text: texts.say('cannot-pass-to-team', { kind: what }),
        reply_parameters: { message_id: message, allow_sending_without_reply: true },
      },
    },
    context: TO_PERSON,
    done: () => ({}),
    refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
  }),
};

const sayInPrivate: Delivery<SayInPrivate> = {
  ...toOwner,
  order: 'apart',
  async prepare({ lines, album }, attempt, context) {
    if (await wasAnswered(album, attempt, context)) return over();
    const { entry, record } = attempt;
    const profile = record?.profile ?? { firstName: '', lastName: null, username: null };
    const terms = clientText('terms', entry.owner as ClientId, profile, context);
    return {
      is: 'call',
      call: {
        method: 'sendMessage',
        params: { chat_id: entry.owner, text: lineText(lines, context.texts, terms) },
      },
      context: TO_PERSON,
      done: ([answer]) => nowAnswered(album, answer),
      refused: ({ gone, reason }) => (gone === undefined ? { parked: reason } : {}),
    };
  },
};

const reportHealth = (alerts: AlertAudience): Delivery<ReportHealth> => ({
  ...toOwner,
  order: 'apart',
  prepare: ({ report }, { entry }, { texts, chats }) =>
    toAdmin(entry.owner, { text: texts.say(`health-${report}`, { group: String(chats.groupId) }) }, alerts),
});

const reportGap = (alerts: AlertAudience): Delivery<ReportGap> => ({
  ...toOwner,
  order: 'apart',
  prepare: ({ from, to }, { entry }, { texts }) =>
    toAdmin(
      entry.owner,
      { text: texts.say('report-gap', { from: texts.when(from), to: texts.when(to) }) },
      alerts,
    ),
});

type Notice = Omit<Extract<Call, { method: 'sendMessage' }>['params'], 'chat_id'>;

/** An administrator who never started the bot is not told, and not asked again before the administrator writes. */
export const toAdmin = (admin: UserId, text: Notice, alerts: AlertAudience): Prepared => ({
  is: 'call',
  call: { method: 'sendMessage', params: { chat_id: admin, ...text } },
  context: TO_PERSON,
  done: () => ({}),
  refused: async ({ gone, reason }) => {
    if (gone === undefined) return { parked: reason };
    await alerts.unreachable(admin);
    return {};
  },
});

/** The lines of the desk itself. */
export const sayings = (alerts: AlertAudience) => ({
  deliveries: {
    note,
    refuse,
    replyInThread,
    tellClient,
    returnToClient,
    sayInPrivate,
    reportHealth: reportHealth(alerts),
    reportGap: reportGap(alerts),
  },
});
