import * as fc from 'fast-check';
import type { Message } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import type { Entity, Quote } from '../../machines/content.ts';
import type { PrivateMessageId } from '../../machines/ids.ts';
import { firstDesk } from '../../machines/desk/first-desk.ts';
import { firstSettings } from '../../machines/client/setup.ts';
import { decide } from '../../src/actor/decide.ts';
import { deskTexts } from '../support/deliveries.ts';
import { EDITED } from '../../machines/marks.ts';
import { quoteAtClient, quoteInThread, rebaseQuote } from '../../src/outbox/render/quote.ts';
import type { Call } from '../../src/telegram/call.ts';
import { inboundOf } from '../../src/telegram/inbound.ts';
import { findQuote, quoteOf } from '../../src/telegram/quote.ts';
import { type CallContext, verdictOn } from '../../src/telegram/verdict.ts';
import { T0, user } from '../support/stores.ts';
import { aComment, ana, aPrivate, asTarget, bot, desk, message, without } from '../support/updates.ts';

const texts = deskTexts('pt-BR');

/** Few letters, for repeated passages; characters of one, two and many UTF-16 units. */
const someText = fc
  .array(fc.constantFrom('a', 'b', ' ', '🎉', '👩‍👩‍👧', 'é', '\n', '✏️'), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.join(''));

/** Borders between characters of a text. */
const borders = (text: string): number[] => {
  const found = [0];
  for (const character of text) found.push((found.at(-1) ?? 0) + character.length);
  return found;
};

const passage = fc.tuple(someText, fc.nat(), fc.nat()).map(([text, from, to]) => {
  const at = borders(text);
  const [start, end] = [at[from % at.length] ?? 0, at[to % at.length] ?? 0].toSorted((a, b) => a - b);
  return { text, start: start ?? 0, end: end ?? 0 };
});

const someEntities = (length: number): fc.Arbitrary<Entity[]> =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom('bold', 'italic', 'spoiler'),
        offset: fc.nat(Math.max(0, length - 1)),
        length: fc.integer({ min: 1, max: Math.max(1, length) }),
      }),
      { maxLength: 4 },
    )
    .map((entities) =>
      entities.map((entity) => ({ ...entity, length: Math.min(entity.length, length - entity.offset) })),
    );

const someWords = passage.filter(({ start, end }) => start < end);

const styledPassage = someWords.chain((found) =>
  someEntities(found.end - found.start).map((entities) => ({ ...found, entities })),
);

/** Halves of an emoji. */
const LONE = /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/g;

/** Units of a text under one style. */
const styled = (entities: readonly Entity[], moved: number): string[] =>
  [
    ...new Set(
      entities.flatMap(({ type, offset, length }) =>
        Array.from({ length }, (_, index) => `${type} ${offset + index + moved}`),
      ),
    ),
  ].toSorted();

const quoting = (text: string, position: number, more: Partial<Quote> = {}): Quote => ({
  text,
  position,
  ...more,
});

describe('finding a quote', () => {
  test.each([
    ['a text without it', 'abc', quoting('x', 0), null],
    ['the only place, however far', 'abc', quoting('c', 0), 2],
    ['a position behind the end', 'abc abc', quoting('abc', 99), 4],
    ['a position before the start', 'abc abc', quoting('abc', -5), 0],
    ['the nearer of two, behind', 'sim não sim', quoting('sim', 6), 8],
    ['the nearer of two, before', 'sim não sim', quoting('sim', 3), 0],
    ['two just as near: the first', 'a.a', quoting('a', 1), 0],
    ['passages that overlap', 'aaaa', quoting('aa', 1), 1],
    ['nothing', 'abc', quoting('', 1), null],
  ])('%s', (_what, text, quote, found) => {
    expect(findQuote(text, quote)).toBe(found);
  });

  test('it is found where it is, and never nearer than the nearest', () => {
    fc.assert(
      fc.property(someWords, fc.integer({ min: -5, max: 120 }), ({ text, start, end }, position) => {
        const wanted = text.slice(start, end);
        const found = findQuote(text, { text: wanted, position });
        const everywhere = allOf(text, wanted);
        expect(everywhere).toContain(found);
        const distance = Math.min(...everywhere.map((at) => Math.abs(at - position)));
        expect(Math.abs(Number(found) - position)).toBe(distance);
        expect(findQuote(text, { text: wanted, position: start })).toBe(start);
      }),
    );
  });
});

function allOf(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

describe('a quote on other ground', () => {
  test('of a part of a joined message is that part of the part, with its styles', () => {
    fc.assert(
      fc.property(styledPassage, passage, ({ text, start, end, entities }, { start: a, end: b }) => {
        const [from, limit] = [Math.min(a, text.length), Math.min(b, text.length)];
        const part = text.slice(from, limit);
        const quote = quoting(text.slice(start, end), start, { entities });
        const moved = rebaseQuote(quote, { shift: -from, limit: part.length });
        const shared = text.slice(Math.max(start, from), Math.min(end, limit));
        const isNothing = shared.replaceAll(LONE, '').trim() === '';
        expect(moved === null).toBe(isNothing);
        if (moved === null) return;
        expect(moved.position).toBeGreaterThanOrEqual(0);
        expect(moved.position + moved.text.length).toBeLessThanOrEqual(part.length);
        expect(part.slice(moved.position, moved.position + moved.text.length)).toBe(moved.text);
        expect(moved.text).not.toMatch(LONE);
        expect(moved.text).toBe(shared.replaceAll(LONE, ''));
        for (const entity of moved.entities ?? []) {
          expect(entity.length).toBeGreaterThan(0);
          expect(entity.offset).toBeGreaterThanOrEqual(0);
          expect(entity.offset + entity.length).toBeLessThanOrEqual(moved.text.length);
        }
        const there = styled(moved.entities ?? [], moved.position + from);
        const within = (unit: string) => {
          const at = Number(unit.split(' ')[1]) - from;
          return at >= moved.position && at < moved.position + moved.text.length;
        };
        expect(there).toEqual(styled(entities, start).filter(within));
      }),
    );
  });

  test('there and back again it is the same', () => {
    fc.assert(
      fc.property(styledPassage, fc.nat(500), ({ text, start, end, entities }, shift) => {
        const quote = quoting(text.slice(start, end), start, entities.length === 0 ? {} : { entities });
        fc.pre(quote.text.trim() !== '');
        const there = rebaseQuote(quote, { shift });
        expect(there?.position).toBe(start + shift);
        expect(there === null ? null : rebaseQuote(there, { shift: -shift })).toEqual(quote);
      }),
    );
  });

  test('no emoji is cut in two', () => {
    expect(rebaseQuote(quoting('🎉 fim', 0), { shift: -1 })).toEqual({ text: ' fim', position: 1 });
    expect(rebaseQuote(quoting('oi 🎉', 0), { shift: 0, limit: 4 })).toEqual({ text: 'oi ', position: 0 });
  });

  test('styles end with the quote', () => {
    const entities = [{ type: 'bold', offset: 0, length: 8 }];
    expect(rebaseQuote(quoting('um texto', 10, { entities }), { shift: -12, limit: 4 })).toEqual({
      text: ' tex',
      position: 0,
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
  });

  test('nothing is left of what stands elsewhere, nor of blanks', () => {
    expect(rebaseQuote(quoting('abc', 0), { shift: -3 })).toBeNull();
    expect(rebaseQuote(quoting('abc', 5), { shift: 0, limit: 5 })).toBeNull();
    expect(rebaseQuote(quoting('abc  ', 0), { shift: -3 })).toBeNull();
  });
});

describe('the mark of an edit', () => {
  const bold = (offset: number, length: number) => ({ entities: [{ type: 'bold', offset, length }] });

  test('stands in front of it in the thread only', () => {
    const quote = quoting('pedido', 4, { edited: true, ...bold(0, 6) });
    const moved = quoteInThread(quote, texts);
    expect(moved).toEqual({ text: 'pedido', position: 4 + EDITED.length, ...bold(0, 6) });
    expect(quoteAtClient({ ...quoting('', 0), ...moved, edited: true })).toEqual(
      quoting('pedido', 4, bold(0, 6)),
    );
  });

  test('is left out of what an agent quotes', () => {
    const quote = quoting(`${EDITED}meu pedido`, 0, { edited: true, ...bold(EDITED.length, 3) });
    expect(quoteAtClient(quote)).toEqual(quoting('meu pedido', 0, bold(0, 3)));
    expect(quoteAtClient(quoting(EDITED.trim(), 0, { edited: true }))).toBeNull();
  });

  test('is not looked for where there was no room for it, nor in what nobody edited', () => {
    expect(quoteAtClient(quoting('começo', 0, { edited: true }))).toEqual(quoting('começo', 0));
    expect(quoteAtClient(quoting(`${EDITED}eu`, 0))).toEqual(quoting(`${EDITED}eu`, 0));
    expect(quoteInThread(quoting('começo', 0), texts)).toEqual(quoting('começo', 0));
  });
});

describe('FACTS.md #10 what Telegram says about a quote', () => {
  const target = aPrivate({ message_id: 9, text: 'sim ou não, sim?' });
  const replying = (quote: Message['quote'], more: Partial<Message> = {}) =>
    quoteOf(
      aPrivate({
        reply_to_message: asTarget({ ...target, ...more }),
        ...(quote === undefined ? {} : { quote }),
      }),
      ana.id,
    );

  test('a chosen one is taken as it is, with its styles', () => {
    const entities = [{ type: 'bold' as const, offset: 0, length: 3 }];
    expect(replying({ text: 'sim', position: 0, is_manual: true, entities })).toEqual({
      quote: { text: 'sim', position: 0, entities },
    });
  });

  test('an automatic one is none, nor is one of another chat or one too long', () => {
    expect(replying({ text: 'sim', position: 0 })).toEqual({});
    expect(replying(undefined)).toEqual({});
    expect(quoteOf(aPrivate({ quote: { text: 'sim', position: 0, is_manual: true } }), ana.id)).toEqual({});
    const long = 'a'.repeat(1025);
    expect(replying({ text: long, position: 0, is_manual: true }, { text: long })).toEqual({});
    const longest = '🎉'.repeat(1024);
    expect(replying({ text: longest, position: 0, is_manual: true }, { text: longest })).toEqual({
      quote: { text: longest, position: 0 },
    });
  });

  test('its position, which is approximate, becomes the nearest place, in texts and captions', () => {
    const chosen = { text: 'sim', position: 10, is_manual: true as const };
    expect(replying(chosen)).toEqual({ quote: { text: 'sim', position: 12 } });
    const photo = asTarget(without(aPrivate({ message_id: 9, caption: 'sim, sim' }), 'text'));
    expect(quoteOf(aPrivate({ reply_to_message: photo, quote: chosen }), ana.id)).toEqual({
      quote: { text: 'sim', position: 5 },
    });
  });

  test('what was edited counts when the client said it', () => {
    const chosen = { text: 'não', position: 7, is_manual: true as const };
    expect(replying(chosen, { edit_date: 2 })).toEqual({ quote: { text: 'não', position: 7, edited: true } });
    const desk = { id: 9000, is_bot: true, first_name: 'Desk' };
    expect(replying(chosen, { edit_date: 2, from: desk })).toEqual({ quote: { text: 'não', position: 7 } });
  });
});

describe('in an update', () => {
  const quote = { text: 'ness', position: 0, is_manual: true as const };
  const nested = (more: Partial<Message> = {}) =>
    asTarget(aComment({ message_id: 36, text: 'nessa', from: bot, ...more }));
  const inbound = (comment: Message) => inboundOf(message(comment), desk);

  test('a quote goes with what is replied to', () => {
    const found = inbound(aComment({ reply_to_message: nested(), quote }));
    expect(found).toMatchObject({ replyTo: 36, quote: { text: 'ness', position: 0 } });
    const edited = inbound(aComment({ reply_to_message: nested({ edit_date: 5 }), quote }));
    expect(edited).toMatchObject({ replyTo: 36, quote: { edited: true } });
  });

  test('a quote of the post, or of another chat, is none', () => {
    expect(inbound(aComment({ quote: { ...quote, text: '700' } }))).not.toHaveProperty('quote');
    const origin = { type: 'hidden_user', sender_user_name: 'Rui', date: 1 } as const;
    const elsewhere = { ...without(aComment({ quote }), 'reply_to_message'), external_reply: { origin } };
    expect(inbound(elsewhere)).toMatchObject({ kind: 'comment', root: 31 });
    expect(inbound(elsewhere)).not.toHaveProperty('quote');
  });
});

test('the journal holds that there was a quote, not what it said', () => {
  const commit = decide(
    null,
    {
      id: 'u1',
      owner: user(700),
      actor: { kind: 'desk' },
      at: T0,
      event: {
        type: 'client.wrote',
        message: 12 as PrivateMessageId,
        content: { kind: 'text', text: 'esse?', entities: [] },
        replyTo: 9 as PrivateMessageId,
        quote: { text: 'o código é 4711', position: 0 },
      },
    },
    { settings: firstSettings, desk: firstDesk, ticketNumber: 1, subject: null, reactions: {} },
  );
  expect(commit?.journal?.event).toMatchObject({ type: 'client.wrote', content: 'text', quote: true });
  expect(JSON.stringify(commit?.journal)).not.toContain('4711');
  expect(commit?.effects).toContainEqual(
    expect.objectContaining({ quote: { text: 'o código é 4711', position: 0 } }),
  );
});

describe('a quote that Telegram does not find', () => {
  const reply_parameters = { message_id: 5, quote: 'nota' };
  const inReply: CallContext = { place: 'thread', repliesTo: 'message' };
  const calls: Call[] = [
    { method: 'sendMessage', params: { chat_id: 1, text: 'oi', reply_parameters } },
    { method: 'copyMessage', params: { chat_id: 1, from_chat_id: 2, message_id: 3, reply_parameters } },
    { method: 'sendPhoto', params: { chat_id: 1, photo: 'f', reply_parameters } },
    { method: 'sendMediaGroup', params: { chat_id: 1, media: [], reply_parameters } },
  ];
  const refused = (description: string) =>
    ({ ok: false, failure: 'refused', code: 400, description, retryAfterS: null }) as const;
  const album = (number: number) =>
    `Bad Request: failed to send message #${number} with the error message "QUOTE_TEXT_INVALID"`;

  test.each(calls)('$method: the reply can go without it', (call) => {
    const answer = refused('Bad Request: QUOTE_TEXT_INVALID');
    expect(verdictOn(answer, call, inReply)).toEqual({ is: 'quote-lost' });
    expect(verdictOn(answer, call, { place: 'person', repliesTo: null })).toEqual({ is: 'quote-lost' });
  });

  test('of an album none of which was sent', () => {
    const [, , , group] = calls as [Call, Call, Call, Call];
    expect(verdictOn(refused(album(1)), group, inReply)).toEqual({ is: 'quote-lost' });
    expect(verdictOn(refused(album(2)), group, inReply)).toMatchObject({ is: 'album-refused', sent: 1 });
  });

  test('is a mistake of ours where there was none', () => {
    const plain: Call = { method: 'sendMessage', params: { chat_id: 1, text: 'oi' } };
    const answer = refused('Bad Request: QUOTE_TEXT_INVALID');
    expect(verdictOn(answer, plain, inReply)).toMatchObject({ is: 'defect' });
  });
});
