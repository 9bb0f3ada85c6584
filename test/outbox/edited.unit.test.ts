import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, Entity, MediaContent } from '../../machines/content.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { deskTexts } from '../support/deliveries.ts';
import { EDITED } from '../../machines/marks.ts';
import { fitted, marked } from '../../src/outbox/render/edited.ts';
import { concat, pieces, slice } from '../../src/outbox/render/slice.ts';
import { versionWords } from '../../src/features/message-history/version-words.ts';
import type { Words } from '../../src/outbox/render/words.ts';

const text = (words: string, entities: Entity[] = []): Content => ({ kind: 'text', text: words, entities });
const photo = (caption: string, uniqueId = 'u'): MediaContent => ({
  kind: 'media',
  what: 'photo',
  fileId: 'f',
  uniqueId,
  caption,
});
const points = (words: string): number => Array.from(words).length;

const someWords: fc.Arbitrary<Words> = fc
  .array(fc.oneof(fc.constantFrom(' ', '\n', '😀', 'palavra', '👩‍👩‍👧'), fc.string({ unit: 'grapheme' })), {
    maxLength: 60,
  })
  .chain((parts) => {
    const whole = parts.join('');
    const entity = fc.record({
      type: fc.constantFrom('bold', 'italic', 'spoiler'),
      offset: fc.nat(whole.length),
      length: fc.nat(whole.length),
    });
    const fits = ({ offset, length }: Entity) => length > 0 && offset + length <= whole.length;
    return fc.record({
      text: fc.constant(whole),
      entities: fc.array(entity, { maxLength: 4 }).map((all) => all.filter(fits)),
    });
  });

/** The styles that lie on each code unit. */
const painted = ({ text: words, entities }: Words): string[] =>
  Array.from({ length: words.length }, (_, at) =>
    entities
      .filter(({ offset, length }) => offset <= at && at < offset + length)
      .map(({ type }) => type)
      .sort()
      .join(),
  );

describe('words in pieces', () => {
  test('are the whole again, each short enough, each unit with its styles', () => {
    fc.assert(
      fc.property(someWords, fc.integer({ min: 1, max: 40 }), (words, limit) => {
        const cut = pieces(words, limit);
        for (const piece of cut) expect(points(piece.text)).toBeLessThanOrEqual(limit);
        const again = concat(...cut);
        expect(again.text).toBe(words.text);
        expect(painted(again)).toEqual(painted(words));
        expect(cut.length === 1 || cut.every((piece) => piece.text !== '')).toBe(true);
      }),
    );
  });

  test('are cut behind a blank where there is one', () => {
    expect(pieces({ text: 'uma frase curta', entities: [] }, 11).map((piece) => piece.text)).toEqual([
      'uma frase ',
      'curta',
    ]);
  });

  test('never end in half a character', () => {
    expect(pieces({ text: '😀😀😀', entities: [] }, 2).map((piece) => piece.text)).toEqual(['😀😀', '😀']);
  });

  test('keep of an entity what lies in them', () => {
    const bold = { type: 'bold', offset: 2, length: 4 };
    expect(slice({ text: 'abcdefgh', entities: [bold] }, 4).entities).toEqual([
      { ...bold, offset: 0, length: 2 },
    ]);
  });
});

describe('what was edited', () => {
  test('is marked in front, text and caption, and its formatting moves along', () => {
    const bold = { type: 'bold', offset: 0, length: 2 };
    expect(marked(text('ab', [bold]))).toMatchObject({
      text: '✏️ ab',
      entities: [{ ...bold, offset: EDITED.length }],
    });
    expect(marked(photo('ab'))).toMatchObject({ caption: '✏️ ab' });
    expect(marked({ ...photo(''), what: 'sticker' })).toMatchObject({ caption: '' });
    expect(marked({ kind: 'copied', what: 'poll' })).toEqual({ kind: 'copied', what: 'poll' });
  });

  test.each([
    [4096, text],
    [1024, photo],
  ])('fits if it has up to %i code points, and else goes on in a reply', (limit, made) => {
    expect(fitted(made('é'.repeat(limit)))).toEqual({ head: made('é'.repeat(limit)), rest: null });
    const { head, rest } = fitted(made('é'.repeat(limit + 5)));
    expect(head).toMatchObject(made === photo ? { caption: 'é'.repeat(limit) } : { text: 'é'.repeat(limit) });
    expect(rest).toEqual({ kind: 'text', text: '… ééééé', entities: [] });
  });
});

describe('earlier versions', () => {
  const at = Date.UTC(2026, 10, 21, 12, 5) as EpochMs;
  const list = (locale: 'pt-BR' | 'en' | 'es', zone: string, ...contents: Content[]) =>
    versionWords([contents.map((content) => ({ at, content }))], deskTexts(locale, zone)).text;

  test('say when, in the time of the desk, and not what the message says now', () => {
    expect(list('pt-BR', 'America/Sao_Paulo', text('um'), text('dois'))).toBe(
      '⚙️ O que esta mensagem dizia antes:\n\n21/11/2026, 09:05\num',
    );
    expect(list('en', 'UTC', text('one'), text('two'))).toMatch(/12:05\sPM\none$/);
  });

  test('name a file that was another one', () => {
    const found = list('es', 'UTC', photo('a', 'old'), photo('b', 'new'), photo('c', 'new'));
    expect(found).toMatch(/📎 otro archivo\na\n\n[^📎]*\nb$/u);
  });
});
