import type { Call, CallAnswer, ChatId } from './call.ts';

/** Target of the call: a refusal means different things in the channel, in a thread and to a person. */
export type CallContext = {
  place: 'channel' | 'retired-post' | 'thread' | 'person';
  /** Target of a reply: the root of the thread, another message, or null. */
  repliesTo: 'root' | 'message' | null;
};

export type Verdict =
  /** Done, or nothing left to do. */
  | { is: 'done' }
  /** The lane pauses for exactly this long. */
  | { is: 'rate-limited'; waitMs: number }
  /** Try again; `unconfirmed`: the call may have been carried out. `unanswered`: no answer came at all. */
  | { is: 'trouble'; unconfirmed: boolean; unanswered?: true; reason: string }
  /** The chat takes no message until people change the set-up. `fix` says how. */
  | { is: 'barred'; reason: string; fix: string }
  /** The chat became a supergroup, with another id. */
  | { is: 'moved'; from: ChatId; to: ChatId }
  /** The person cannot be reached. */
  | { is: 'gone'; cause: 'blocked' | 'deactivated' | 'never-started' }
  | { is: 'thread-lost' }
  /** The target of the reply is gone. Without the reply the message can still be sent. */
  | { is: 'context-lost' }
  /** The target of the reply does not contain the quote. A reply without the quote can still be sent. */
  | { is: 'quote-lost' }
  /** The original was deleted by the author. A file can still be sent by id. */
  | { is: 'original-gone'; reason: string }
  /** Telegram refuses the source chat of a copy. A file can still be sent by id. */
  | { is: 'source-refused'; reason: string }
  /** No album. `sent` items went out nevertheless. The lane pauses for `waitMs` (`FACTS.md #51`). */
  | { is: 'album-refused'; reason: string; sent: number; waitMs?: number }
  /** Telegram refuses the buttons; without them the message can still be sent. */
  | { is: 'buttons-refused'; reason: string }
  /** Telegram refuses the edit. The new content can still be sent as a message. */
  | { is: 'uneditable'; reason: string }
  /** Telegram does not pass this message on. */
  | { is: 'uncopyable'; reason: string }
  /** Our mistake: trying again would not help. */
  | { is: 'defect'; reason: string };

const GONE: [RegExp, Extract<Verdict, { is: 'gone' }>['cause']][] = [
  [/^Forbidden: bot was blocked by the user$/, 'blocked'],
  [/^Forbidden: user is deactivated$/, 'deactivated'],
  [/^Forbidden: bot can't initiate conversation with a user$/, 'never-started'],
  // A user unknown to the bot (`FACTS.md #39`).
  [/^Bad Request: chat not found$/, 'never-started'],
];

/** Refusals of an edit (`FACTS.md #53`). A text over the limit has other words in an edit (`FACTS.md #44`). */
const UNEDITABLE =
  /message can't be edited|message to edit not found|message media can't be edited|can't change media type in the album|there is no (text|caption|media) in the message to edit|MESSAGE_TOO_LONG|MEDIA_CAPTION_TOO_LONG/;

const UNCOPYABLE = /the message can't be copied|message can't be copied/i;

/** The chat refuses the reaction. A mirrored reaction is dispensable. */
const NO_REACTION =
  /REACTION_INVALID|invalid reaction type|reaction isn't available|not enough rights|MESSAGE_NOT_MODIFIED/i;

const BARRED: [RegExp, string][] = [
  [/bot was kicked|bot is not a member/, 'add the bot to the chat again as an administrator'],
  [/need administrator rights|CHAT_ADMIN_REQUIRED/, "make the bot an administrator with 'Post messages'"],
  [/not enough rights to manage pinned/, "give the bot 'Edit messages' in the channel"],
  [
    /not enough rights|have no rights to send|CHAT_WRITE_FORBIDDEN/,
    'give the bot its administrator rights in the chat',
  ],
  [/chat not found|group chat was deleted|group chat was upgraded/, 'check CHANNEL_ID and GROUP_ID'],
];

/**
 * Meaning of an answer to a call. Pure. Telegram's own texts decide (`FACTS.md #37`). An unknown refusal is a defect:
 * parked, never guessed.
 */
export function verdictOn(answer: CallAnswer, call: Call, context: CallContext): Verdict {
  if (answer.ok) return { is: 'done' };
  const reason = answer.description;
  if (answer.failure === 'unknown') return { is: 'trouble', unconfirmed: true, unanswered: true, reason };
  if (answer.failure === 'unsent') return { is: 'trouble', unconfirmed: false, reason };
  const broken = call.method === 'sendMediaGroup' ? BROKEN_ALBUM.exec(reason) : null;
  const sent = broken === null ? 0 : Number(broken[1]) - 1;
  if (sent === 0 && quotes(call) && /QUOTE_TEXT_INVALID/.test(reason)) return { is: 'quote-lost' };
  if (broken !== null) return brokenAlbum(reason, sent);
  if (answer.migratedTo !== undefined)
    return {
      is: 'moved',
      from: copiesFromGroup(call)?.from_chat_id ?? call.params.chat_id,
      to: answer.migratedTo,
    };
  if (answer.code === 429) return { is: 'rate-limited', waitMs: (answer.retryAfterS ?? 1) * 1000 };
  if (answer.code >= 500) return { is: 'trouble', unconfirmed: true, reason };
  // Says nothing about the call and nothing about rights (`FACTS.md #38`): the call is tried again.
  if (answer.code === 401 || (answer.code === 404 && reason === 'Not Found')) {
    return { is: 'trouble', unconfirmed: false, reason: `${reason}; check BOT_TOKEN and TELEGRAM_API_ROOT` };
  }

  if ('reply_markup' in call.params && REFUSED_BUTTONS.test(reason)) return { is: 'buttons-refused', reason };
  if (alreadySo(call, context, reason)) return { is: 'done' };
  if (call.method === 'setMessageReaction' && NO_REACTION.test(reason)) return { is: 'done' };
  if (copiesFromGroup(call) !== null && ABOUT_GROUP.test(reason)) return { is: 'source-refused', reason };
  if (context.place === 'person') {
    const gone = GONE.find(([text]) => text.test(reason));
    if (gone !== undefined) return { is: 'gone', cause: gone[1] };
  }
  if (/message to be replied not found|reply message not found/i.test(reason)) {
    if (context.repliesTo === 'root') return { is: 'thread-lost' };
    if (context.repliesTo === 'message') return { is: 'context-lost' };
  }
  if (context.place === 'channel' && /message to (edit|pin) not found|MESSAGE_ID_INVALID/.test(reason)) {
    return { is: 'thread-lost' };
  }
  if (/message to (copy|react) not found/.test(reason)) {
    return { is: 'original-gone', reason };
  }
  if (copiesFromPerson(call) && ABOUT_PERSON.test(reason)) return { is: 'source-refused', reason };
  if (call.method === 'copyMessage' && UNCOPYABLE.test(reason)) return { is: 'uncopyable', reason };
  if (call.method.startsWith('edit') && isRelayed(context) && UNEDITABLE.test(reason)) {
    return { is: 'uneditable', reason };
  }
  if (context.place !== 'person') {
    const barred = BARRED.find(([text]) => text.test(reason));
    if (barred !== undefined && carriesWords(call, context)) return { is: 'barred', reason, fix: barred[1] };
    if (barred !== undefined) return { is: 'defect', reason: `${reason}; ${barred[1]}` };
  }
  if (call.method === 'sendMediaGroup') return { is: 'album-refused', reason, sent: 0 };
  return { is: 'defect', reason };
}

/** The inner error can be a 429 in words only (`FACTS.md #51`): the lane pauses all the same. */
function brokenAlbum(reason: string, sent: number): Verdict {
  const after = /retry after (\d+)/i.exec(reason)?.[1];
  if (after === undefined) return { is: 'album-refused', reason, sent };
  const waitMs = Number(after) * 1000;
  return sent === 0 ? { is: 'rate-limited', waitMs } : { is: 'album-refused', reason, sent, waitMs };
}

/** Items before the failed item were sent. The error has no ids. */
const BROKEN_ALBUM = /failed to send message #(\d+) with the error message/i;

/** TDLib, ReplyMarkup.cpp and the server's own words. */
const REFUSED_BUTTONS = /BUTTON_[A-Z_]*INVALID|inline keyboard button|REPLY_MARKUP_[A-Z_]+/;

/** Refusals that are about the private chat, where a message is copied out of a private chat into another. */
const ABOUT_PERSON =
  /chat not found|PEER_ID_INVALID|CHAT_ID_INVALID|bot was blocked by the user|user is deactivated|can't initiate conversation/;

const copiesFromPerson = ({ method, params }: Call): boolean =>
  method === 'copyMessage' && params.from_chat_id > 0 && params.chat_id < 0;

/** Refusals that may be about the group, where a message is copied out of the group to a person. */
const ABOUT_GROUP = /chat not found|bot was kicked|bot is not a member|group chat was (upgraded|deleted)/;

/** A group moves to another id, a private chat never does. */
const copiesFromGroup = ({ method, params }: Call) =>
  method === 'copyMessage' && params.from_chat_id < 0 && params.chat_id > 0 ? params : null;

const quotes = ({ params }: Call): boolean =>
  'reply_parameters' in params && params.reply_parameters?.quote !== undefined;

/** A counterpart of a person's message, not a message of the desk. */
const isRelayed = ({ place }: CallContext): boolean => place === 'thread' || place === 'person';

/** A forbidden pin or removal must not hold up messages. */
const carriesWords = ({ method }: Call, { place }: CallContext): boolean =>
  /^(send|copy)/.test(method) || (place === 'thread' && method.startsWith('edit'));

/** The call has nothing left to do. */
function alreadySo({ method }: Call, { place }: CallContext, reason: string): boolean {
  // A retired post that was deleted by hand needs no edit.
  if (method.startsWith('edit') && place === 'retired-post' && /message to edit not found/.test(reason))
    return true;
  return ALREADY[method]?.test(reason) ?? false;
}

const ALREADY: Partial<Record<Call['method'], RegExp>> = {
  editMessageText: /message is not modified/,
  editMessageCaption: /message is not modified/,
  editMessageMedia: /message is not modified/,
  deleteMessage: /message to delete not found|MESSAGE_ID_INVALID/,
  unpinChatMessage: /message to unpin not found|MESSAGE_ID_INVALID/,
  pinChatMessage: /CHAT_NOT_MODIFIED/,
};
