import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call, CallAnswer } from '../../src/telegram/call.ts';
import { type CallContext, type Verdict, verdictOn } from '../../src/telegram/verdict.ts';

const words = { chat_id: 1, text: 'oi' };
const send: Call = { method: 'sendMessage', params: words };
const copy: Call = { method: 'copyMessage', params: { chat_id: 1, from_chat_id: 2, message_id: 3 } };
const editText: Call = { method: 'editMessageText', params: { ...words, message_id: 3 } };
const editCaption: Call = {
  method: 'editMessageCaption',
  params: { chat_id: 1, message_id: 3, caption: '' },
};
const editMedia: Call = {
  method: 'editMessageMedia',
  params: {
    chat_id: 1,
    message_id: 3,
    media: { type: 'photo', media: 'f', caption: '', caption_entities: [] },
  },
};
const remove: Call = { method: 'deleteMessage', params: { chat_id: 1, message_id: 3 } };
const unpin: Call = { method: 'unpinChatMessage', params: { chat_id: 1, message_id: 3 } };
const pin: Call = {
  method: 'pinChatMessage',
  params: { chat_id: 1, message_id: 3, disable_notification: true },
};
const calls = [send, copy, editText, editCaption, editMedia, remove, unpin, pin];

const inChannel: CallContext = { place: 'channel', repliesTo: null };
const retired: CallContext = { place: 'retired-post', repliesTo: null };
const underRoot: CallContext = { place: 'thread', repliesTo: 'root' };
const underMessage: CallContext = { place: 'thread', repliesTo: 'message' };
const inThread: CallContext = { place: 'thread', repliesTo: null };
const toPerson: CallContext = { place: 'person', repliesTo: null };
const contexts = [inChannel, retired, underRoot, underMessage, inThread, toPerson];

const refused = (code: number, description: string, retryAfterS: number | null = null): CallAnswer => ({
  ok: false,
  failure: 'refused',
  code,
  description,
  retryAfterS,
});

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const bad = (text: string) => `Bad Request: ${text}`;

type Row = [source: string, code: number, description: string, Call, CallContext, Partial<Verdict>];

const gone = (cause: 'blocked' | 'deactivated' | 'never-started'): Partial<Verdict> => ({
  is: 'gone',
  cause,
});
const is = (name: Verdict['is']): Partial<Verdict> => ({ is: name });

const table: Row[] = [
  ['§2.0 blocked', 403, 'Forbidden: bot was blocked by the user', send, toPerson, gone('blocked')],
  ['§2.0 deleted account', 403, 'Forbidden: user is deactivated', copy, toPerson, gone('deactivated')],
  [
    '§2.0 never pressed Start',
    403,
    "Forbidden: bot can't initiate conversation with a user",
    send,
    toPerson,
    gone('never-started'),
  ],
  ['§2.0 user never seen', 400, bad('chat not found'), send, toPerson, gone('never-started')],
  [
    '§2.0 target is a bot',
    403,
    "Forbidden: the bot can't send messages to the bot",
    send,
    toPerson,
    is('defect'),
  ],
  ['§2.0 chat_id missing', 400, bad('chat_id is empty'), send, toPerson, is('defect')],
  ['§2.0 unknown chat', 400, bad('chat not found'), send, inChannel, is('barred')],
  [
    '§2.0 bot removed',
    403,
    'Forbidden: bot was kicked from the supergroup chat',
    send,
    underRoot,
    is('barred'),
  ],
  [
    '§2.0 bot not in',
    403,
    'Forbidden: bot is not a member of the channel chat',
    send,
    inChannel,
    is('barred'),
  ],
  ['§2.0 deleted group', 403, 'Forbidden: the group chat was deleted', copy, underRoot, is('barred')],
  [
    '§2.0 channel without right',
    400,
    bad('need administrator rights in the channel chat'),
    send,
    inChannel,
    is('barred'),
  ],
  [
    '§2.0 group permissions',
    400,
    bad('not enough rights to send text messages to the chat'),
    send,
    underRoot,
    is('barred'),
  ],
  [
    '§2.0 group permissions',
    400,
    bad('not enough rights to send photos to the chat'),
    copy,
    underMessage,
    is('barred'),
  ],
  ['§2.0 revoked token', 401, 'Unauthorized', send, toPerson, is('barred')],
  ['§2.0 malformed token', 401, 'Unauthorized: invalid token specified', pin, inChannel, is('barred')],
  ['§2.0 no such path', 404, 'Not Found', copy, underRoot, is('barred')],
  ['§2.0 unknown method', 404, 'Not Found: method not found', copy, underRoot, is('defect')],
  ['§1.7 migration', 400, bad('group chat was upgraded to a supergroup chat'), send, underRoot, is('barred')],
  ['§2.0 server restart', 500, 'Internal Server Error: restart', send, toPerson, is('trouble')],
  ['a pin notice that is gone', 400, bad('MESSAGE_ID_INVALID'), remove, inChannel, is('done')],
  ['an unpinned post that is gone', 400, bad('MESSAGE_ID_INVALID'), unpin, inChannel, is('done')],
  ['a post that is gone', 400, bad('MESSAGE_ID_INVALID'), editText, inChannel, is('thread-lost')],
  ['§2.1 empty text', 400, bad('message text is empty'), send, underRoot, is('defect')],
  ['§2.1 only whitespace', 400, bad('text must be non-empty'), send, underRoot, is('defect')],
  ['§2.1 long text', 400, bad('message is too long'), send, underRoot, is('defect')],
  ['§2.1 long edit', 400, bad('MESSAGE_TOO_LONG'), editText, inThread, is('uneditable')],
  ['§2.1 long caption', 400, bad('MEDIA_CAPTION_TOO_LONG'), editCaption, inThread, is('uneditable')],
  ['§1.1.5 root removed', 400, bad('message to be replied not found'), send, underRoot, is('thread-lost')],
  ['§1.1.5 root removed', 400, bad('message to be replied not found'), copy, underRoot, is('thread-lost')],
  [
    '§2.2 quoted message removed',
    400,
    bad('message to be replied not found'),
    send,
    underMessage,
    is('context-lost'),
  ],
  [
    '§2.2 quoted message removed',
    400,
    bad('message to be replied not found'),
    copy,
    underMessage,
    is('context-lost'),
  ],
  ['§2.2 reply to nothing', 400, bad('message to be replied not found'), send, toPerson, is('defect')],
  ['§2.2 quote', 400, bad('QUOTE_TEXT_INVALID'), send, underMessage, is('defect')],
  ['§2.2 original removed', 400, bad('message to copy not found'), copy, underRoot, is('original-gone')],
  ['§2.2 invoice, story …', 400, bad("the message can't be copied"), copy, toPerson, is('uncopyable')],
  ['§2.2 post removed', 400, bad('message to edit not found'), editText, inChannel, is('thread-lost')],
  ['§2.2 post removed', 400, bad('message to pin not found'), pin, inChannel, is('thread-lost')],
  ['§2.2 old post removed', 400, bad('message to edit not found'), editText, retired, is('done')],
  ['§2.2 comment removed', 400, bad('message to edit not found'), editText, inThread, is('uneditable')],
  [
    "§2.2 client's copy removed",
    400,
    bad('message to edit not found'),
    editCaption,
    toPerson,
    is('uneditable'),
  ],
  ['§2.2 not own', 400, bad("message can't be edited"), editText, inThread, is('uneditable')],
  ['§2.2 no text', 400, bad('there is no text in the message to edit'), editText, inThread, is('uneditable')],
  [
    '§2.2 in an album',
    400,
    bad("can't change media type in the album"),
    editMedia,
    inThread,
    is('uneditable'),
  ],
  ['§2.2 voice', 400, bad("message media can't be edited"), editMedia, toPerson, is('uneditable')],
  [
    '§2.0 of an edit',
    400,
    bad('not enough rights to send text messages to the chat'),
    editText,
    inThread,
    is('barred'),
  ],
  ['§2.2 our own post', 400, bad("message can't be edited"), editText, inChannel, is('defect')],
  ['§2.2 already so', 400, bad(NOT_MODIFIED), editText, inChannel, is('done')],
  ['§2.2 already so', 400, bad(NOT_MODIFIED), editCaption, toPerson, is('done')],
  ['§2.2 already removed', 400, bad('message to delete not found'), remove, inThread, is('done')],
  ['§2.2 48 hours', 400, bad("message can't be deleted"), remove, inChannel, is('defect')],
  ['§2.2 already unpinned', 400, bad('message to unpin not found'), unpin, inChannel, is('done')],
  [
    '§2.2 no right to pin',
    400,
    bad('not enough rights to manage pinned messages in the chat'),
    pin,
    inChannel,
    is('defect'),
  ],
  ['§2.2 service message', 400, bad("service messages can't be pinned"), pin, inChannel, is('defect')],
];

test.each(table)('%s: %i %s', (_source, code, description, call, context, verdict) => {
  expect(verdictOn(refused(code, description), call, context)).toMatchObject(verdict);
});

describe.each(calls)('$method', (call) => {
  test.each(contexts)('a flood in the $place (replying to $repliesTo) waits exactly as told', (context) => {
    const answer = refused(429, 'Too Many Requests: retry after 28', 28);
    expect(verdictOn(answer, call, context)).toEqual({ is: 'flood', waitMs: 28_000 });
  });

  test.each(contexts)(
    'trouble on the way to the $place (replying to $repliesTo) means nothing',
    (context) => {
      const trouble: CallAnswer[] = [
        refused(500, 'Forbidden: bot was blocked by the user'),
        refused(502, 'Bad Gateway'),
        refused(504, bad('message to be replied not found')),
        { ok: false, failure: 'unknown', description: 'No answer from the Bot API (ECONNRESET)' },
        { ok: false, failure: 'unknown', description: 'Forbidden: user is deactivated' },
      ];
      for (const answer of trouble) {
        expect(verdictOn(answer, call, context)).toMatchObject({ is: 'trouble', doubtful: true });
      }
      const unsent: CallAnswer = { ok: false, failure: 'unsent', description: 'ECONNREFUSED' };
      expect(verdictOn(unsent, call, context)).toMatchObject({ is: 'trouble', doubtful: false });
    },
  );

  test('what was done is done', () => {
    for (const context of contexts)
      expect(verdictOn({ ok: true, messageIds: [1] }, call, context)).toEqual({ is: 'done' });
  });
});

test('a flood that names no time waits a second', () => {
  expect(verdictOn(refused(429, 'Too Many Requests'), send, toPerson)).toEqual({ is: 'flood', waitMs: 1000 });
});

const ABOUT_REACH = [
  'Forbidden: bot was blocked by the user',
  'Forbidden: user is deactivated',
  "Forbidden: bot can't initiate conversation with a user",
  'Bad Request: chat not found',
];

test("nothing but Telegram's exact words says that a person cannot be reached", () => {
  const mutilated = fc
    .tuple(fc.constantFrom(...ABOUT_REACH), fc.string(), fc.string())
    .map(([words_, before, after]) => `${before}${words_}${after}`);
  const anything = fc.oneof(fc.string(), mutilated).filter((text) => !ABOUT_REACH.includes(text));
  const code = fc.integer({ min: 400, max: 428 });
  fc.assert(
    fc.property(anything, code, fc.constantFrom(...calls), (description, error, call) => {
      expect(verdictOn(refused(error, description), call, toPerson).is).not.toBe('gone');
    }),
  );
});

test('words about a person say nothing about a channel or a group', () => {
  for (const description of ABOUT_REACH) {
    for (const context of contexts.filter(({ place }) => place !== 'person')) {
      expect(verdictOn(refused(403, description), send, context).is).not.toBe('gone');
    }
  }
});

test('§1.7 a chat that became a supergroup is told by its new id, whatever was asked of the old one', () => {
  const description = 'Bad Request: group chat was upgraded to a supergroup chat';
  const answer = {
    ok: false,
    failure: 'refused',
    code: 400,
    description,
    retryAfterS: null,
    migratedTo: -1_003,
  };
  for (const call of [send, copy, editText])
    expect(verdictOn(answer as CallAnswer, call, underRoot)).toEqual({ is: 'moved', to: -1_003 });
});
