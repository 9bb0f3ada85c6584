import type { MessageEntity } from '@grammyjs/types';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HTML_SCRAPS, LETTERS, MARKDOWN_SCRAPS } from '../../support/tdlib/scraps.ts';
import { openStage } from '../bot-client.ts';

const SCRAPS = [...HTML_SCRAPS, ...MARKDOWN_SCRAPS, ...LETTERS, '@ana_1', 'https://a.com', '/fim'];

const scrappy = fc
  .array(fc.constantFrom(...SCRAPS), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));
const styles = fc.constantFrom(
  'bold',
  'italic',
  'code',
  'pre',
  'blockquote',
  'spoiler',
  'text_link',
  'custom_emoji',
);
const given = fc.array(
  fc.record({
    type: styles,
    offset: fc.integer({ min: -2, max: 20 }),
    length: fc.integer({ min: -2, max: 20 }),
  }),
  { maxLength: 6 },
);

test('whatever is sent is refused or kept with entities that lie inside it and never cut a letter (FACTS.md #45)', async () => {
  await using stage = await openStage({ copyDelayMs: 'never' });
  const mode = fc.constantFrom('HTML', 'MarkdownV2', 'Markdown', '');
  await fc.assert(
    fc.asyncProperty(scrappy, mode, given, async (text, parse_mode, entities) => {
      const answer = await stage.ask('sendMessage', {
        chat_id: stage.sandbox.channelId,
        text,
        parse_mode,
        entities: entities.map((entity) => ({ ...entity, url: 'https://b.com', custom_emoji_id: '1' })),
      });
      expect([200, 400]).toContain(answer.status);
      if (!answer.ok) return;
      const sent = answer.result as { text: string; entities?: MessageEntity[] };
      expect(sent.text).toBe(sent.text.trimEnd());
      for (const { offset, length } of sent.entities ?? []) {
        expect(length).toBeGreaterThan(0);
        expect(offset + length).toBeLessThanOrEqual(sent.text.length);
        expect(() => encodeURIComponent(sent.text.slice(offset, offset + length))).not.toThrow();
      }
    }),
    { numRuns: 400 },
  );
});
