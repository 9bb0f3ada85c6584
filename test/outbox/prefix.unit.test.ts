import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, Entity, ForwardedFrom, Quote } from '../../machines/content.ts';
import { deskTexts } from '../support/deliveries.ts';
import { locales } from '../../machines/locales.ts';
import { forwardedLine } from '../../src/outbox/render/forwarded.ts';
import { introduced } from '../../src/outbox/render/introduced.ts';
import { prefixed } from '../../src/outbox/render/prefix.ts';
import { quoteAtClient, quoteInThread } from '../../src/outbox/render/quote.ts';
import { forwardedFrom } from '../../src/telegram/forwarded.ts';
import { quoteOf } from '../../src/telegram/quote.ts';
import { aComment, ana, aPrivate, asTarget, bot, desk } from '../support/updates.ts';

const texts = deskTexts('pt-BR');

/** A part of an emoji: no person can choose such a quote. */
const HALF = /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/;

const someText = fc
  .array(fc.constantFrom('a', 'b ', '🎉', '👩‍👩‍👧', 'é', '\n', '↪️ ', '\u202E', '<b>'), { maxLength: 30 })
  .map((parts) => parts.join(''));

const entitiesIn = (text: string): fc.Arbitrary<Entity[]> =>
  fc.array(
    fc.tuple(fc.nat(Math.max(0, text.length - 1)), fc.nat(text.length)).map(([offset, length]) => ({
      type: 'bold',
      offset,
      length: Math.min(length, text.length - offset),
    })),
    { maxLength: 4 },
  );

const someContent: fc.Arbitrary<Content> = fc.oneof(
  someText.chain((text) =>
    entitiesIn(text).map((entities): Content => ({ kind: 'text', text: `x${text}`, entities })),
  ),
  fc
    .tuple(
      fc.constantFrom('photo' as const, 'voice' as const, 'document' as const, 'live_photo' as const),
      someText,
    )
    .chain(([what, caption]) =>
      entitiesIn(caption).map(
        (captionEntities): Content => ({
          kind: 'media',
          what,
          fileId: 'f',
          uniqueId: 'u',
          caption,
          captionEntities,
        }),
      ),
    ),
);

const someFrom: fc.Arbitrary<ForwardedFrom> = fc.record(
  { name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), url: fc.constant('tg://user?id=7') },
  { requiredKeys: ['name'] },
);

const wordsOf = (content: Content | null): { text: string; entities: Entity[] } => {
  if (content?.kind === 'text') return content;
  return content?.kind === 'media'
    ? { text: content.caption ?? '', entities: content.captionEntities ?? [] }
    : { text: '', entities: [] };
};

const covered = ({ text, entities }: { text: string; entities: Entity[] }): string[] =>
  entities.map(({ offset, length }) => text.slice(offset, offset + length));

describe('words of the desk in front of what somebody wrote', () => {
  test('move every entity along with what it covers, and are covered by their own', () => {
    fc.assert(
      fc.property(someContent, someFrom, (content, from) => {
        const lead = forwardedLine(texts, from);
        const before = wordsOf(content);
        const after = wordsOf(prefixed(content, lead));
        expect(after.text).toBe(lead.text + before.text);
        expect(covered(after)).toEqual([...covered(lead), ...covered(before)]);
      }),
    );
  });

  test.each([
    ['text', 4096, (text: string): Content => ({ kind: 'text', text, entities: [] })],
    [
      'caption',
      1024,
      (caption: string): Content => ({ kind: 'media', what: 'photo', fileId: 'f', uniqueId: 'u', caption }),
    ],
  ])('go in front of a %s as long as both have room, counted in characters', (_what, limit, make) => {
    const lead = forwardedLine(texts, { name: '🎈'.repeat(20) });
    const room = limit - Array.from(lead.text).length;
    expect(prefixed(make('🎈'.repeat(room)), lead)).not.toBeNull();
    expect(prefixed(make('🎈'.repeat(room + 1)), lead)).toBeNull();
  });

  test('have no place in front of what has no caption', () => {
    const sticker: Content = { kind: 'media', what: 'sticker', fileId: 'f', uniqueId: 'u' };
    const poll: Content = { kind: 'copied', what: 'poll', heading: 'x' };
    for (const content of [sticker, poll]) {
      expect(introduced({ ...content, forwardedFrom: { name: 'Zé' } }, texts)).toBeNull();
      expect(introduced(content, texts)).toBe(content);
    }
  });
});

describe('a quote of what a client has passed on', () => {
  const origin = { type: 'hidden_user', sender_user_name: 'Zé da\nSilva', date: 1 } as const;

  test.each(locales)('is, there and back again, the same passage (%s)', (locale) => {
    const said = deskTexts(locale);
    fc.assert(
      fc.property(someText, fc.nat(), fc.nat(), (words, a, b) => {
        const text = `y${words}z`;
        const [from = 0, to = 0] = [a % text.length, b % (text.length + 1)].toSorted((x, y) => x - y);
        const passage = text.slice(from, to);
        fc.pre(passage.trim() !== '' && !HALF.test(passage));
        const quoted = quoteOf(
          aPrivate({
            reply_to_message: asTarget(aPrivate({ message_id: 9, text, forward_origin: origin })),
            quote: { text: passage, position: from, is_manual: true },
          }),
          ana.id,
        ).quote as Quote;
        const there = quoteInThread(quoted, said);
        const shown = introduced(
          { kind: 'text', text, entities: [], ...forwardedFrom(aPrivate({ forward_origin: origin })) },
          said,
        );
        const whole = wordsOf(shown).text;
        const position = there?.position ?? -1;
        expect(whole.slice(position, position + passage.length)).toBe(passage);
        const back = quoteOf(
          aComment({
            reply_to_message: asTarget(aComment({ message_id: 40, from: bot, text: whole })),
            quote: { text: passage, position, is_manual: true },
          }),
          desk.botId,
        ).quote as Quote;
        expect(quoteAtClient(back)).toMatchObject({ text: passage, position: from });
      }),
    );
  });
});
