import { expect } from 'vitest';
import { conform, type Case, type Scene } from './table.ts';

const BAD = '400 Bad Request:';

type Row = [claim: string, text: string, more: Record<string, unknown>, answer: string];

/** The answer to `sendMessage` to the group. */
const says =
  (source: string) =>
  ([claim, text, more, answer]: Row): Case => ({
    source,
    claim,
    run: async ({ refusal, groupId }: Scene) =>
      expect(await refusal('sendMessage', { chat_id: groupId, text, ...more })).toBe(answer),
  });

const parse = (error: string): string => `${BAD} can't parse entities: ${error}`;
const v2 = { parse_mode: 'MarkdownV2' };
const html = { parse_mode: 'HTML' };
const keyboard = (button: Record<string, unknown>): Record<string, unknown> => ({
  reply_markup: { inline_keyboard: [[button]] },
});

const LENGTHS: Row[] = [
  ['4096 code points are a message, however many UTF-16 units they are', '😀'.repeat(4096), {}, 'ok'],
  ['4097 are too long', 'a'.repeat(4097), {}, `${BAD} message is too long`],
  ['they are counted after parsing', `<b>${'a'.repeat(4096)}</b>`, html, 'ok'],
];

const PARSERS: Row[] = [
  ['an unknown parse_mode', 'a', { parse_mode: 'BBCode' }, `${BAD} unsupported parse_mode`],
  [
    'MarkdownV2, a reserved character (2223)',
    'a.b',
    v2,
    parse("Character '.' is reserved and must be escaped with the preceding '\\'"),
  ],
  [
    'MarkdownV2, bold without an end, in bytes (2300)',
    'é *negrito',
    v2,
    parse("Can't find end of Bold entity at byte offset 3"),
  ],
  [
    'MarkdownV2, a URL without an end (2351)',
    '[a](http://b.c',
    v2,
    parse("Can't find end of a URL at byte offset 4"),
  ],
  [
    'Markdown, an entity without an end, in bytes (2046)',
    'é *negrito',
    { parse_mode: 'Markdown' },
    parse("Can't find end of the entity starting at byte offset 3"),
  ],
  [
    'HTML, a tag that is not supported, in bytes (3413)',
    'é <x>a</x>',
    html,
    parse('Unsupported start tag "x" at byte offset 3'),
  ],
  ['HTML, an end without a start (3523)', 'é </b>', html, parse('Unexpected end tag at byte offset 3')],
  [
    'HTML, tags that cross (3539)',
    '<b>a</i>',
    html,
    parse('Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
  ],
  ['HTML, a tag that is not closed (3405)', 'é <b', html, parse('Unclosed start tag at byte offset 3')],
  ['HTML, a start without an end', '<b>a', html, parse('Can\'t find end tag corresponding to start tag "b"')],
  [
    'HTML, a span without its class (3514)',
    '<span>a</span>',
    html,
    parse('Tag "span" must have class "tg-spoiler" at byte offset 0'),
  ],
];

conform('texts', [
  ...LENGTHS.map(says('FACTS.md #44 (TD:MessageContent.cpp:4664)')),
  ...PARSERS.map(says('FACTS.md #45 (TD:MessageEntity.cpp)')),
  ...(
    [
      ['nothing is empty', '', {}, `${BAD} message text is empty`],
      ['only white space is empty', ' \n ', {}, `${BAD} text must be non-empty`],
      ['only what nobody sees is empty', '\u200b\u2060\u00a0', {}, `${BAD} text must be non-empty`],
      ['only markup is empty', '<b></b>', html, `${BAD} text must be non-empty`],
    ] satisfies Row[]
  ).map(says('FACTS.md #45 (TD:MessageEntity.cpp:4641)')),
  ...(
    [
      ['more than 32 KiB are not looked at', 'a'.repeat(32 * 1024 + 1), {}, `${BAD} text is too long`],
    ] satisfies Row[]
  ).map(says('FACTS.md #44 (BA:11309)')),
  {
    source: 'FACTS.md #44 (TD:1907)',
    claim: 'an edit to more than 4096 is refused in other words than a message',
    async run({ send, refusal, groupId }) {
      const { message_id } = await send(groupId);
      expect(await refusal('editMessageText', { chat_id: groupId, message_id, text: 'a'.repeat(4097) })).toBe(
        `${BAD} MESSAGE_TOO_LONG`,
      );
    },
  },
  {
    source: 'FACTS.md #44 (TD:MessageContent.cpp:5101)',
    claim: 'so is a caption of more than 1024',
    async run({ client, people, heard, call, refusal, groupId }) {
      people.write(await client(), { photo: {} });
      const [written] = await heard('message');
      const photo = written?.photo?.[0]?.file_id;
      const send = { chat_id: groupId, photo };
      const { message_id } = await call('sendPhoto', { ...send, caption: '😀'.repeat(1024) });
      const caption = 'a'.repeat(1025);
      expect(await refusal('sendPhoto', { ...send, caption })).toBe(`${BAD} message caption is too long`);
      expect(await refusal('editMessageCaption', { chat_id: groupId, message_id, caption })).toBe(
        `${BAD} MEDIA_CAPTION_TOO_LONG`,
      );
    },
  },
  {
    source: 'FACTS.md #45 (TD:MessageEntity.cpp, clean_input_string_with_entities)',
    claim: 'carriage returns go, control characters become blanks, and entities move along',
    async run({ send, groupId }) {
      const bold = { type: 'bold', offset: 5, length: 4 };
      const { text, entities } = await send(groupId, 'a\r\n\tbç\u202ed!', { entities: [bold] });
      expect(text).toBe('a\n bçd!');
      expect(entities).toEqual([{ type: 'bold', offset: 4, length: 3 }]);
    },
  },
  {
    source: 'FACTS.md #45 (TD:MessageEntity.cpp, fix_formatted_text)',
    claim: 'blanks at the end go with their styles, those at the beginning stay where a style begins',
    async run({ send, groupId }) {
      expect(await send(groupId, '  <b>a </b> \n', html)).toMatchObject({
        text: 'a',
        entities: [{ type: 'bold', offset: 0, length: 1 }],
      });
      expect((await send(groupId, '<b> </b>a', html)).text).toBe(' a');
    },
  },
  {
    source: 'FACTS.md #45 (TD:MessageEntity.cpp, merge_new_entities)',
    claim: 'a style is cut where an address begins and ends; an address that crosses a quote is none',
    async run({ send, groupId }) {
      const around = await send(groupId, '<b>ver a.com já</b>', html);
      expect(around.entities).toEqual([
        { type: 'bold', offset: 0, length: 4 },
        { type: 'url', offset: 4, length: 5 },
        { type: 'bold', offset: 4, length: 5 },
        { type: 'bold', offset: 9, length: 3 },
      ]);
      const across = await send(groupId, '<blockquote>ver a</blockquote>.com', html);
      expect(across.entities).toEqual([{ type: 'blockquote', offset: 0, length: 5 }]);
    },
  },
  {
    source: 'FACTS.md #45 (TD:MessageEntity.cpp, get_input_message_entities)',
    claim: 'of more than 100 entities the last styles are lost',
    async run({ send, groupId }) {
      const text = '<b>a</b> '.repeat(101) + '<code>b</code>';
      const { entities = [] } = await send(groupId, text, html);
      expect(entities).toHaveLength(100);
      expect(entities.at(-1)).toMatchObject({ type: 'code' });
    },
  },
  {
    source: 'FACTS.md #44',
    claim: 'entities are counted in UTF-16 units',
    async run({ send, groupId }) {
      const { entities } = await send(groupId, '😀 <b>é</b>', html);
      expect(entities).toEqual([{ type: 'bold', offset: 3, length: 1 }]);
    },
  },
  {
    source: 'FACTS.md #46',
    claim: 'addresses, names, commands, tags and e-mails are found by themselves',
    async run({ send, groupId }) {
      const { entities } = await send(groupId, 'https://a.org @ninguem #tag /ajuda a@b.org');
      expect(entities?.map(({ type }) => type)).toEqual([
        'url',
        'mention',
        'hashtag',
        'bot_command',
        'email',
      ]);
    },
  },
]);

conform('keyboards', [
  ...(
    [
      [
        'callback_data of more than 64 bytes',
        'a',
        keyboard({ text: 'a', callback_data: 'é'.repeat(33) }),
        `${BAD} BUTTON_DATA_INVALID`,
      ],
      ['callback_data of 64 bytes', 'a', keyboard({ text: 'a', callback_data: 'é'.repeat(32) }), 'ok'],
      [
        'a web app outside a private chat',
        'a',
        keyboard({ text: 'a', web_app: { url: 'https://example.org' } }),
        `${BAD} BUTTON_TYPE_INVALID`,
      ],
    ] satisfies Row[]
  ).map(says('FACTS.md #47 (server)')),
  ...(
    [
      [
        'a button without an action',
        'a',
        keyboard({ text: 'a' }),
        `${BAD} can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard`,
      ],
      [
        'no array of rows',
        'a',
        { reply_markup: { inline_keyboard: 'a' } },
        `${BAD} field "inline_keyboard" must be of type Array`,
      ],
    ] satisfies Row[]
  ).map(says('FACTS.md #47 (BA:9694)')),
  {
    source: 'FACTS.md #47 (TD:22840)',
    claim: 'a message with a reply keyboard, a forced reply or a removal can never be edited',
    async run({ client, send, refusal }) {
      const ana = await client();
      for (const reply_markup of [
        { keyboard: [[{ text: 'a' }]] },
        { force_reply: true },
        { remove_keyboard: true },
      ]) {
        const { message_id } = await send(ana, 'a', { reply_markup });
        expect(await refusal('editMessageText', { chat_id: ana, message_id, text: 'b' })).toBe(
          `${BAD} message can't be edited`,
        );
      }
    },
  },
]);
