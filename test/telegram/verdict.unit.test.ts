import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call, CallAnswer } from '../../src/telegram/call.ts';
import { type CallContext, type Verdict, verdictOn } from '../../src/telegram/verdict.ts';

const text = { chat_id: 1, text: 'oi' };
const send: Call = { method: 'sendMessage', params: text };
const copy: Call = { method: 'copyMessage', params: { chat_id: 1, from_chat_id: 2, message_id: 3 } };
const editText: Call = { method: 'editMessageText', params: { ...text, message_id: 3 } };
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

/** A description without a code belongs to a bad request. */
type Row = [source: string, words: string, Call, CallContext, Verdict['is'] | Partial<Verdict>];

const CODES: [RegExp, number][] = [
  [/^Unauthorized/, 401],
  [/^Forbidden/, 403],
  [/^Not Found/, 404],
  [/^Internal Server Error/, 500],
];

function refusal(words: string): CallAnswer {
  const code = CODES.find(([start]) => start.test(words))?.[1];
  return code === undefined ? refused(400, bad(words)) : refused(code, words);
}

const gone = (cause: 'blocked' | 'deactivated' | 'never-started'): Partial<Verdict> => ({
  is: 'gone',
  cause,
});

const table: Row[] = [
  ['FACTS.md #39 blocked', 'Forbidden: bot was blocked by the user', send, toPerson, gone('blocked')],
  ['FACTS.md #39 deleted account', 'Forbidden: user is deactivated', copy, toPerson, gone('deactivated')],
  [
    'FACTS.md #39 never pressed Start',
    "Forbidden: bot can't initiate conversation with a user",
    send,
    toPerson,
    gone('never-started'),
  ],
  ['FACTS.md #39 user never seen', 'chat not found', send, toPerson, gone('never-started')],
  [
    'FACTS.md #39 target is a bot',
    "Forbidden: the bot can't send messages to the bot",
    send,
    toPerson,
    'defect',
  ],
  ['FACTS.md #39 chat_id missing', 'chat_id is empty', send, toPerson, 'defect'],
  ['FACTS.md #40 unknown chat', 'chat not found', send, inChannel, 'barred'],
  [
    'FACTS.md #40 bot removed',
    'Forbidden: bot was kicked from the supergroup chat',
    send,
    underRoot,
    'barred',
  ],
  [
    'FACTS.md #40 bot not in',
    'Forbidden: bot is not a member of the channel chat',
    send,
    inChannel,
    'barred',
  ],
  ['FACTS.md #40 deleted group', 'Forbidden: the group chat was deleted', copy, underRoot, 'barred'],
  [
    'FACTS.md #40 channel without right',
    'need administrator rights in the channel chat',
    send,
    inChannel,
    'barred',
  ],
  [
    'FACTS.md #40 group permissions',
    'not enough rights to send text messages to the chat',
    send,
    underRoot,
    'barred',
  ],
  [
    'FACTS.md #40 group permissions',
    'not enough rights to send photos to the chat',
    copy,
    underMessage,
    'barred',
  ],
  ['FACTS.md #38 revoked token', 'Unauthorized', send, toPerson, { is: 'trouble', unconfirmed: false }],
  ['FACTS.md #38 malformed token', 'Unauthorized: invalid token specified', pin, inChannel, 'trouble'],
  ['FACTS.md #38 no such path', 'Not Found', copy, underRoot, 'trouble'],
  ['FACTS.md #38 unknown method', 'Not Found: method not found', copy, underRoot, 'defect'],
  ['FACTS.md #28 migration', 'group chat was upgraded to a supergroup chat', send, underRoot, 'barred'],
  ['FACTS.md #42 server restart', 'Internal Server Error: restart', send, toPerson, 'trouble'],
  ['a pin notice that is gone', 'MESSAGE_ID_INVALID', remove, inChannel, 'done'],
  ['an unpinned post that is gone', 'MESSAGE_ID_INVALID', unpin, inChannel, 'done'],
  ['a post that is gone', 'MESSAGE_ID_INVALID', editText, inChannel, 'thread-lost'],
  ['FACTS.md #44 empty text', 'message text is empty', send, underRoot, 'defect'],
  ['FACTS.md #44 only whitespace', 'text must be non-empty', send, underRoot, 'defect'],
  ['FACTS.md #44 long text', 'message is too long', send, underRoot, 'defect'],
  ['FACTS.md #44 long edit', 'MESSAGE_TOO_LONG', editText, inThread, 'uneditable'],
  ['FACTS.md #44 long caption', 'MEDIA_CAPTION_TOO_LONG', editCaption, inThread, 'uneditable'],
  ['FACTS.md #7 root removed', 'message to be replied not found', send, underRoot, 'thread-lost'],
  ['FACTS.md #7 root removed', 'message to be replied not found', copy, underRoot, 'thread-lost'],
  [
    'FACTS.md #10 quoted message removed',
    'message to be replied not found',
    send,
    underMessage,
    'context-lost',
  ],
  [
    'FACTS.md #10 quoted message removed',
    'message to be replied not found',
    copy,
    underMessage,
    'context-lost',
  ],
  ['FACTS.md #10 reply to nothing', 'message to be replied not found', send, toPerson, 'defect'],
  ['FACTS.md #10 quote', 'QUOTE_TEXT_INVALID', send, underMessage, 'defect'],
  ['FACTS.md #52 original removed', 'message to copy not found', copy, underRoot, 'original-gone'],
  ['FACTS.md #52 invoice, story …', "the message can't be copied", copy, toPerson, 'uncopyable'],
  ['FACTS.md #53 post removed', 'message to edit not found', editText, inChannel, 'thread-lost'],
  ['FACTS.md #55 post removed', 'message to pin not found', pin, inChannel, 'thread-lost'],
  ['FACTS.md #53 old post removed', 'message to edit not found', editText, retired, 'done'],
  ['FACTS.md #53 comment removed', 'message to edit not found', editText, inThread, 'uneditable'],
  ["FACTS.md #53 client's copy removed", 'message to edit not found', editCaption, toPerson, 'uneditable'],
  ['FACTS.md #53 not own', "message can't be edited", editText, inThread, 'uneditable'],
  ['FACTS.md #53 no text', 'there is no text in the message to edit', editText, inThread, 'uneditable'],
  ['FACTS.md #53 in an album', "can't change media type in the album", editMedia, inThread, 'uneditable'],
  ['FACTS.md #53 voice', "message media can't be edited", editMedia, toPerson, 'uneditable'],
  [
    'FACTS.md #40 of an edit',
    'not enough rights to send text messages to the chat',
    editText,
    inThread,
    'barred',
  ],
  ['FACTS.md #53 our own post', "message can't be edited", editText, inChannel, 'defect'],
  ['FACTS.md #53 already so', NOT_MODIFIED, editText, inChannel, 'done'],
  ['FACTS.md #53 already so', NOT_MODIFIED, editCaption, toPerson, 'done'],
  ['FACTS.md #54 already removed', 'message to delete not found', remove, inThread, 'done'],
  ['FACTS.md #54 48 hours', "message can't be deleted", remove, inChannel, 'defect'],
  ['FACTS.md #55 already unpinned', 'message to unpin not found', unpin, inChannel, 'done'],
  [
    'FACTS.md #55 no right to pin',
    'not enough rights to manage pinned messages in the chat',
    pin,
    inChannel,
    'defect',
  ],
  ['FACTS.md #55 service message', "service messages can't be pinned", pin, inChannel, 'defect'],
];

test.each(table)('%s: %s', (_source, words, call, context, verdict) => {
  const expected = typeof verdict === 'string' ? { is: verdict } : verdict;
  expect(verdictOn(refusal(words), call, context)).toMatchObject(expected);
});

describe.each(calls)('$method', (call) => {
  test.each(contexts)(
    'a rate limit in the $place (replying to $repliesTo) waits exactly as told',
    (context) => {
      const answer = refused(429, 'Too Many Requests: retry after 28', 28);
      expect(verdictOn(answer, call, context)).toEqual({ is: 'rate-limited', waitMs: 28_000 });
    },
  );

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
        expect(verdictOn(answer, call, context)).toMatchObject({ is: 'trouble', unconfirmed: true });
      }
      const unsent: CallAnswer = { ok: false, failure: 'unsent', description: 'ECONNREFUSED' };
      expect(verdictOn(unsent, call, context)).toMatchObject({ is: 'trouble', unconfirmed: false });
    },
  );

  test('what was done is done', () => {
    for (const context of contexts)
      expect(verdictOn({ ok: true, messageIds: [1] }, call, context)).toEqual({ is: 'done' });
  });
});

test('a rate limit that names no time waits a second', () => {
  expect(verdictOn(refused(429, 'Too Many Requests'), send, toPerson)).toEqual({
    is: 'rate-limited',
    waitMs: 1000,
  });
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
    .map(([words, before, after]) => `${before}${words}${after}`);
  const anything = fc.oneof(fc.string(), mutilated).filter((text) => !ABOUT_REACH.includes(text));
  const code = fc.integer({ min: 400, max: 428 });
  fc.assert(
    fc.property(anything, code, fc.constantFrom(...calls), (description, error, call) => {
      expect(verdictOn(refused(error, description), call, toPerson).is).not.toBe('gone');
    }),
  );
});

test('words about the private chat that a message is copied from say nothing about the group', () => {
  const copied = (from_chat_id: number): Call => ({
    method: 'copyMessage',
    params: { chat_id: -1002, from_chat_id, message_id: 3 },
  });
  for (const description of ABOUT_REACH) {
    const answer = refused(400, description);
    for (const context of [underRoot, underMessage]) {
      expect(verdictOn(answer, copied(700), context).is).toBe('source-refused');
      expect(verdictOn(answer, copied(-1003), context).is).not.toBe('source-refused');
      expect(
        verdictOn(answer, { method: 'sendMessage', params: { chat_id: -1002, text: 'oi' } }, context).is,
      ).not.toBe('source-refused');
    }
  }
});

test('words about the group that a message is copied from say nothing about the person', () => {
  const copied: Call = {
    method: 'copyMessage',
    params: { chat_id: 700, from_chat_id: -1003, message_id: 3 },
  };
  for (const description of [
    'Bad Request: chat not found',
    'Bad Request: group chat was deleted',
    'Forbidden: bot was kicked from the supergroup chat',
    'Forbidden: bot is not a member of the supergroup chat',
  ])
    expect(verdictOn(refused(400, description), copied, toPerson)).toEqual({
      is: 'source-refused',
      reason: description,
    });
  const moved = refused(400, 'Bad Request: group chat was upgraded to a supergroup chat');
  expect(verdictOn({ ...moved, migratedTo: -1004 } as CallAnswer, copied, toPerson)).toEqual({
    is: 'moved',
    from: -1003,
    to: -1004,
  });
  const blocked = refused(403, 'Forbidden: bot was blocked by the user');
  expect(verdictOn(blocked, copied, toPerson)).toMatchObject({ is: 'gone', cause: 'blocked' });
});

test('words about a person say nothing about a channel or a group', () => {
  for (const description of ABOUT_REACH) {
    for (const context of contexts.filter(({ place }) => place !== 'person')) {
      expect(verdictOn(refused(403, description), send, context).is).not.toBe('gone');
    }
  }
});

test('FACTS.md #28 a chat that became a supergroup is told by its new id, whatever was asked of the old one', () => {
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
    expect(verdictOn(answer as CallAnswer, call, underRoot)).toEqual({
      is: 'moved',
      from: call.params.chat_id,
      to: -1_003,
    });
});
