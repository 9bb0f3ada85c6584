import { expect } from 'vitest';
import { type Case, conform } from './table.ts';

conform('how long copies take', [
  {
    source: 'FACTS.md #62',
    claim: 'copies with a delay that varies come within it, and may overtake one another',
    options: { copyDelayMs: [3000, 4000] },
    async run({ send, sandbox, channelId, clock }) {
      const posts: number[] = [];
      for (let at = 0; at < 5; at += 1) posts.push((await send(channelId, String(at))).message_id);
      const copied = (): number[] => posts.filter((id) => sandbox.views.post(id)?.rootId !== null);
      clock.advance(2999);
      expect(copied()).toEqual([]);
      clock.advance(500);
      expect(copied().length).toBeGreaterThan(0);
      expect(copied().length).toBeLessThan(5);
      clock.advance(501);
      expect(copied()).toEqual(posts);
      const roots = posts.map((id) => sandbox.views.post(id)?.rootId ?? 0);
      expect(roots).not.toEqual(roots.toSorted((a, b) => a - b));
    },
  },
  ...[0, 'never' as const].map(
    (copyDelayMs): Case => ({
      source: 'FACTS.md #62',
      claim: `a delay of ${copyDelayMs}`,
      options: { copyDelayMs },
      async run({ send, sandbox, channelId, clock }) {
        const { message_id } = await send(channelId);
        clock.advance(copyDelayMs === 0 ? 0 : 3_600_000);
        expect(typeof sandbox.views.post(message_id)?.rootId).toBe(copyDelayMs === 0 ? 'number' : 'object');
      },
    }),
  ),
]);
