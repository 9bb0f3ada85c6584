import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content, MediaContent } from '../../machines/content.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Effect } from '../../src/actor/effects.ts';
import type { Entry } from '../../src/actor/ports.ts';
import type { AlbumToThread, RelayToThread } from '../../src/features/relay/effects.ts';
import { ALBUM_QUIET_MS, type Batch, nextBatch, sentPart } from '../../src/outbox/batch.ts';
import { table } from '../support/deliveries.ts';
import { T0, user } from '../support/stores.ts';

/** An act of a client, `wait` ms after the last act. */
type Step =
  | { does: 'item'; wait: number; album: string }
  | { does: 'says'; wait: number }
  | { does: 'edits'; wait: number; which: number }
  | { does: 'waits'; wait: number };

/** The answer of Telegram to a call. `breaks`: how many items of an album go out before one fails. */
type Answer =
  | { is: 'taken' }
  | { is: 'told to wait'; ms: number }
  | { is: 'broken'; after: number; ms: number };

const wait = fc.constantFrom(0, 0, 1, 50, 300, 699, 700, 701, 5000);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('item' as const), wait, album: fc.constantFrom('x', 'x', 'y') }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('says' as const), wait }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('edits' as const), wait, which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('waits' as const), wait }) },
);
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ is: 'taken' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('told to wait' as const), ms: fc.constantFrom(300, 3000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('broken' as const),
      after: fc.nat(9),
      ms: fc.constantFrom(0, 1000),
    }),
  },
);

const photo = (caption: string, album?: string): MediaContent => ({
  kind: 'media',
  what: 'photo',
  fileId: caption,
  uniqueId: caption,
  caption,
  ...(album === undefined ? {} : { album }),
});

/** A lane with a client and a driven clock: the arrived messages, and the albums among the messages. */
function lane(answers: readonly Answer[]) {
  let now = T0 as number;
  let restsUntil = now;
  let seq = 0;
  let asked = 0;
  let queue: Entry[] = [];
  const apart = new Set<string>();
  const arrived: { from: number; caption: string }[] = [];
  const albums: { id: string; from: number[] }[] = [];

  const partsOf = ({ effect }: Batch): { from: number; content: Content }[] => {
    if (effect.kind === 'albumToThread') return (effect as unknown as AlbumToThread).items;
    return effect.kind === 'relayToThread' ? [effect as RelayToThread] : [];
  };
  const captionOf = (content: Content): string => (content.kind === 'media' ? (content.caption ?? '') : '');
  const take = (parts: { from: number; content: Content }[]): void => {
    arrived.push(...parts.map(({ from, content }) => ({ from, caption: captionOf(content) })));
  };
  const drop = ({ lead, alongside }: Batch): void => {
    const over = new Set([lead, ...alongside]);
    queue = queue.filter((entry) => !over.has(entry));
  };

  /** Sends all ready entries. */
  function runDue(): void {
    while (queue.length > 0 && restsUntil <= now) {
      const next = nextBatch(queue, {
        table,
        isApart: ({ id }) => apart.has(id),
        merges: false,
        arrivedMs: ({ at }) => at,
      });
      if (next.readyAtMs > now) return;
      const parts = partsOf(next);
      const { effect } = next;
      const answer = answers[asked % Math.max(1, answers.length)] ?? { is: 'taken' };
      asked += 1;
      if (answer.is === 'told to wait' && asked <= answers.length) restsUntil = now + answer.ms;
      else if (answer.is === 'broken' && effect.kind === 'albumToThread' && asked <= answers.length) {
        const sent = answer.after % parts.length;
        const over = sentPart(next, sent);
        for (const { id } of [next.lead, ...next.alongside]) apart.add(id);
        take(parts.slice(0, sent));
        if (over !== null) drop(over);
        restsUntil = now + answer.ms;
      } else {
        take(parts);
        if (effect.kind === 'albumToThread') {
          albums.push({ id: String(effect.album), from: parts.map(({ from }) => from) });
        }
        drop(next);
      }
    }
  }

  return {
    arrived,
    albums,
    waiting: () => queue.length,
    /** Time passes in steps smaller than all waits. */
    pass(ms: number): void {
      const until = now + ms;
      for (; now < until; now = Math.min(until, now + 50)) runDue();
      runDue();
    },
    add(effect: Effect): void {
      seq += 1;
      queue.push({ id: String(seq), seq, owner: user(700), at: now as EpochMs, effect });
    },
  };
}

/** @returns the written messages in order, in the last version */
function play(steps: readonly Step[], answers: readonly Answer[]) {
  const group = lane(answers);
  const written: { from: number; album: string | undefined; gap: number }[] = [];
  let gap = 0;
  for (const step of steps) {
    group.pass(step.wait);
    gap += step.wait;
    if (step.does === 'waits') continue;
    if (step.does === 'edits') {
      const from = written[step.which % Math.max(1, written.length)]?.from;
      const album = written.find((one) => one.from === from)?.album;
      if (from === undefined) continue;
      group.add({
        kind: 'editInThread',
        from,
        content: photo(`${from} edited`, album),
      });
    } else {
      const from = written.length + 1;
      const album = step.does === 'item' ? step.album : undefined;
      written.push({ from, album, gap });
      gap = 0;
      group.add({ kind: 'relayToThread', from, content: photo(`${from}`, album) });
    }
  }
  group.pass(ALBUM_QUIET_MS + 60_000);
  return { ...group, written };
}

test('however items, edits, other messages and refusals mix: all of it arrives once, in order, ten at most in one album', () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { minLength: 1, maxLength: 40 }),
      fc.array(anyAnswer, { maxLength: 12 }),
      (steps, answers) => {
        const { arrived, albums, written, waiting } = play(steps, answers);
        expect(waiting()).toBe(0);
        expect(arrived.map(({ from }) => from)).toEqual(written.map(({ from }) => from));
        for (const { from, caption } of arrived) expect(caption).toMatch(new RegExp(`^${from}( edited)?$`));
        for (const { id, from } of albums) {
          expect(from.length).toBeLessThanOrEqual(10);
          for (const one of from) expect(written[one - 1]?.album).toBe(id);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('with a Telegram that takes everything, items that came in one breath are one album', () => {
  const items = fc.array(fc.constantFrom(0, 1, 50, 300), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(items, fc.array(fc.nat(9), { maxLength: 3 }), (waits, edited) => {
      const { albums, arrived } = play(
        [
          ...waits.map((ms): Step => ({ does: 'item', wait: ms, album: 'x' })),
          ...edited.map((which): Step => ({ does: 'edits', wait: 0, which })),
        ],
        [],
      );
      expect(albums).toEqual([{ id: 'x', from: waits.map((_, index) => index + 1) }]);
      const changed = new Set(edited.map((which) => (which % waits.length) + 1));
      expect(arrived.map(({ caption }) => caption)).toEqual(
        waits.map((_, index) => (changed.has(index + 1) ? `${index + 1} edited` : `${index + 1}`)),
      );
    }),
  );
});
