import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GLYPHS } from '../../../machines/client/glyphs.ts';
import { readPost, writePost } from '../../../machines/client/post-codec.ts';
import type { ClientId } from '../../../machines/ids.ts';
import { leadIn } from '../../../machines/marks.ts';
import { deskTexts } from '../../support/deliveries.ts';
import { locales } from '../../../machines/locales.ts';
import { marked } from '../../../src/outbox/render/edited.ts';
import { introduced } from '../../../src/outbox/render/introduced.ts';

const anyText = fc.string({ unit: 'binary' });

test('the client of a post is read back, whatever the client is called', () => {
  const face = fc.record({
    glyph: fc.constantFrom(...Object.values(GLYPHS)),
    name: anyText,
    ticket: fc.nat(),
    pinned: fc.boolean(),
    away: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 52 }), face, (id, shown) => {
      const { text, id: place } = writePost(id as ClientId, shown);
      expect(readPost(text)).toBe(id);
      expect(text.slice(place.offset, place.offset + place.length)).toBe(String(id));
    }),
  );
});

test('a text that no post begins with names nobody', () => {
  for (const text of ['', '700', '700 👤 Ana', '🟦 Ana 👤 700', 'oi 🟦 700 👤 Ana'])
    expect(readPost(text)).toBeNull();
});

test('the lines and the mark of the desk are found again in front of the words, in every language', () => {
  const from = fc.record({ name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) });
  const lead = fc.record(
    { forwardedFrom: from, about: fc.record({ kind: fc.constant('text'), from }) },
    { requiredKeys: [] },
  );
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    .filter((text) => leadIn(text) === null);
  fc.assert(
    fc.property(fc.constantFrom(...locales), lead, words, fc.boolean(), (locale, lines, text, isEdited) => {
      const content = { kind: 'text' as const, text, entities: [], ...lines };
      const shown = introduced(content, deskTexts(locale)) ?? content;
      const told = isEdited ? marked(shown) : shown;
      const found = leadIn('text' in told ? told.text : '');
      expect(found).toBe(
        Object.keys(lines).length === 0 ? null : ('text' in told ? told.text.length : 0) - text.length,
      );
    }),
    { numRuns: 60 },
  );
});
