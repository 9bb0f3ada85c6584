import type { MessageEntity } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, type Params } from '../bot-client.ts';

async function send(params: Params): Promise<{ text: string | undefined; entities: MessageEntity[] }> {
  await using stage = await openStage();
  const sent = await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, ...params });
  return { text: sent.text, entities: sent.entities ?? [] };
}

async function refusal(params: Params): Promise<string> {
  await using stage = await openStage();
  return await stage.refusal('sendMessage', { chat_id: stage.sandbox.channelId, ...params });
}

const brief = (entities: MessageEntity[]): string[] =>
  entities.map(({ type, offset, length }) => `${type} ${offset}+${length}`);

describe('limits of a text (FACTS.md #44)', () => {
  test.each([
    ['nothing', '', '400 Bad Request: message text is empty'],
    ['blanks', ' \n ', '400 Bad Request: text must be non-empty'],
    ['4096 emoji', '😀'.repeat(4096), 'ok'],
    ['4097 letters', 'a'.repeat(4097), '400 Bad Request: message is too long'],
    ['more than 32 KiB', 'a'.repeat(32 * 1024 + 1), '400 Bad Request: text is too long'],
  ])('%s', async (_name, text, answer) => {
    expect(await refusal({ text })).toBe(answer);
  });

  test('markup does not count', async () => {
    expect(await refusal({ text: `<b>${'a'.repeat(4096)}</b>`, parse_mode: 'HTML' })).toBe('ok');
  });

  test('a caption of 1025 characters is refused', async () => {
    await using stage = await openStage();
    const client = await stage.client();
    stage.sandbox.people.write(client, { photo: {} });
    const photo = (await stage.updates())[0]?.message?.photo?.at(-1)?.file_id;
    const request = { chat_id: client, photo, caption: 'a'.repeat(1025) };
    expect(await stage.refusal('sendPhoto', request)).toBe('400 Bad Request: message caption is too long');
  });
});

describe('entities given (FACTS.md #45)', () => {
  test('are counted in UTF-16 units; what is empty or unknown disappears', async () => {
    const { entities } = await send({
      text: '😀 oi',
      entities: [
        { type: 'bold', offset: 3, length: 2 },
        { type: 'italic', offset: 0, length: 0 },
        { type: 'nonsense', offset: 0, length: 2 },
      ],
    });
    expect(brief(entities)).toEqual(['bold 3+2']);
  });

  test.each([
    [1, 2, 'entity begins in a middle of a UTF-16 symbol at byte offset 4'],
    [0, 1, 'entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4'],
    [9, 2, 'entity begins after the end of the text at UTF-16 offset 9'],
    [3, 50, 'entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 53'],
    [-1, 3, 'receive an entity with incorrect offset -1'],
    [1, -3, 'receive an entity with incorrect length -3'],
  ])('at %d with length %d are refused in %s (TDLib MessageEntity.cpp)', async (offset, length, reason) => {
    const entities = [{ type: 'italic', offset, length }];
    expect(await refusal({ text: '😀 oi', entities })).toBe(`400 Bad Request: ${reason}`);
  });

  test('that cross are split', async () => {
    const { entities } = await send({
      text: 'abcdefgh',
      entities: [
        { type: 'bold', offset: 0, length: 5 },
        { type: 'italic', offset: 3, length: 5 },
      ],
    });
    expect(brief(entities)).toEqual(['bold 0+3', 'italic 3+5', 'bold 3+2']);
  });

  test('move when blanks around the text go', async () => {
    const { text, entities } = await send({
      text: '\n  abc  ',
      entities: [{ type: 'bold', offset: 3, length: 5 }],
    });
    expect(text).toBe('abc');
    expect(brief(entities)).toEqual(['bold 0+3']);
  });

  test('code holds no other style', async () => {
    const { entities } = await send({
      text: 'abcdef',
      entities: [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'code', offset: 2, length: 2 },
      ],
    });
    expect(brief(entities)).toEqual(['bold 0+2', 'code 2+2', 'bold 4+2']);
  });
});

describe('what Telegram finds by itself (FACTS.md #46)', () => {
  test.each([
    ['veja https://exemplo.com.br/a?b=1.', ['url 5+28']],
    ['veja exemplo.com, ok', ['url 5+11']],
    ['fim.Agora', []],
    ['oi @bia_rocha!', ['mention 3+10']],
    ['a@b.com', ['email 0+7']],
    ['#urgente e #123', ['hashtag 0+8']],
    ['/p 3', ['bot_command 0+2']],
    ['/fim@balcao_bot agora', ['bot_command 0+15']],
    ['1/2 e a/b', []],
    ['olá', []],
  ])('in %s', async (text, found) => {
    expect(brief((await send({ text })).entities)).toEqual(found);
  });

  test('but not inside code or links', async () => {
    const { entities } = await send({
      text: '<code>@bia</code> <a href="https://a.com">/fim</a>',
      parse_mode: 'HTML',
    });
    expect(brief(entities)).toEqual(['code 0+4', 'text_link 5+4']);
  });
});

describe('links to a user (brief: tg://user?id=N)', () => {
  test.each(['entities', 'html', 'mention'])('name whom the bot knows, by %s', async (how) => {
    await using stage = await openStage();
    const client = await stage.client('Ana');
    const params: Record<string, Params> = {
      entities: {
        text: 'Ana',
        entities: [{ type: 'text_link', offset: 0, length: 3, url: `tg://user?id=${client}` }],
      },
      html: { text: `<a href="tg://user?id=${client}">Ana</a>`, parse_mode: 'HTML' },
      mention: {
        text: 'Ana',
        entities: [{ type: 'text_mention', offset: 0, length: 3, user: { id: client } }],
      },
    };
    const sent = await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, ...params[how] });
    expect(sent.entities).toEqual([
      {
        type: 'text_mention',
        offset: 0,
        length: 3,
        user: { id: client, is_bot: false, first_name: 'Ana' },
      },
    ]);
  });

  test('disappear for a stranger', async () => {
    const { text, entities } = await send({ text: '<a href="tg://user?id=4">Eva</a>', parse_mode: 'HTML' });
    expect(text).toBe('Eva');
    expect(entities).toEqual([]);
  });
});

describe('HTML (FACTS.md #45)', () => {
  test.each<[string, string, string[]]>([
    [
      '<b>a</b><i>b</i><u>c</u><s>d</s>',
      'abcd',
      ['bold 0+1', 'italic 1+1', 'underline 2+1', 'strikethrough 3+1'],
    ],
    ['<b>a<i>b</i></b>', 'ab', ['bold 0+1', 'bold 1+1', 'italic 1+1']],
    ['<tg-spoiler>x</tg-spoiler> <span class="tg-spoiler">y</span>', 'x y', ['spoiler 0+1', 'spoiler 2+1']],
    ['<pre><code class="language-ts">x</code></pre>', 'x', ['pre 0+1']],
    ['<blockquote expandable>q</blockquote>', 'q', ['expandable_blockquote 0+1']],
    ['a &lt;b&gt; &amp; &quot;c&quot; &#33; &#x41; &nbsp;', 'a <b> & "c" ! A &nbsp;', []],
    ['<tg-emoji emoji-id="12">👍</tg-emoji>', '👍', ['custom_emoji 0+2']],
    ['<b></b>x', 'x', []],
  ])('%s', async (html, text, entities) => {
    const sent = await send({ text: html, parse_mode: 'html' });
    expect(sent.text).toBe(text);
    expect(brief(sent.entities)).toEqual(entities);
  });

  test.each([
    ['é<x>', 'Unsupported start tag "x" at byte offset 2'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>é</i>', 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['é<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 2'],
  ])('%s is refused', async (text, reason) => {
    expect(await refusal({ text, parse_mode: 'HTML' })).toBe(
      `400 Bad Request: can't parse entities: ${reason}`,
    );
  });

  test('an unknown parse mode is refused', async () => {
    expect(await refusal({ text: 'x', parse_mode: 'BBCode' })).toBe(
      '400 Bad Request: unsupported parse_mode',
    );
  });
});

describe('MarkdownV2 (FACTS.md #45)', () => {
  test.each<[string, string, string[]]>([
    [
      '*a* _b_ __c__ ~d~ ||e||',
      'a b c d e',
      ['bold 0+1', 'italic 2+1', 'underline 4+1', 'strikethrough 6+1', 'spoiler 8+1'],
    ],
    ['*a _b_*', 'a b', ['bold 0+2', 'bold 2+1', 'italic 2+1']],
    ['1\\. a\\!', '1. a!', []],
    ['`a.b` ```ts\nx```', 'a.b x', ['code 0+3', 'pre 4+1']],
    ['[site](https://a.com/\\)x)', 'site', ['text_link 0+4']],
    ['>um\n>dois\nfora', 'um\ndois\nfora', ['blockquote 0+8']],
  ])('%s', async (markdown, text, entities) => {
    const sent = await send({ text: markdown, parse_mode: 'MarkdownV2' });
    expect(sent.text).toBe(text);
    expect(brief(sent.entities)).toEqual(entities);
  });

  test.each([
    ['a.b', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['é *a', "Can't find end of Bold entity at byte offset 3"],
    ['[a](http', "Can't find end of a URL at byte offset 4"],
    ['`a', "Can't find end of Code entity at byte offset 0"],
  ])('%s is refused', async (text, reason) => {
    expect(await refusal({ text, parse_mode: 'MarkdownV2' })).toBe(
      `400 Bad Request: can't parse entities: ${reason}`,
    );
  });
});

describe('the old Markdown (FACTS.md #45)', () => {
  test.each<[string, string, string[]]>([
    ['*a* _b_ `c` [d](https://a.com)', 'a b c d', ['bold 0+1', 'italic 2+1', 'code 4+1', 'text_link 6+1']],
    ['1. a! \\*x', '1. a! *x', []],
    ['```ts\nx```', 'x', ['pre 0+1']],
  ])('%s', async (markdown, text, entities) => {
    const sent = await send({ text: markdown, parse_mode: 'Markdown' });
    expect(sent.text).toBe(text);
    expect(brief(sent.entities)).toEqual(entities);
  });

  test('an entity without an end is refused', async () => {
    expect(await refusal({ text: 'é *a', parse_mode: 'Markdown' })).toBe(
      "400 Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 3",
    );
  });
});
