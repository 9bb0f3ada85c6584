import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content, MediaContent } from '../../machines/content.ts';
import type { EpochMs } from '../../machines/words.ts';
import type { DeskEffect } from '../../src/actor/effects.ts';
import type { Entry } from '../../src/actor/ports.ts';
import { ALBUM_QUIET_MS, compose } from '../../src/outbox/compose.ts';
import { T0, user } from '../support/stores.ts';

const text = (words: string): Content => ({ kind: 'text', text: words, entities: [] });
const photo = (album?: string): MediaContent => ({
  kind: 'media',
  what: 'photo',
  fileId: 'f',
  uniqueId: 'u',
  ...(album === undefined ? {} : { album }),
});
const relay = (from: number, content: Content) =>
  ({ kind: 'relayToThread', from, content }) as unknown as DeskEffect;
const edit = (from: number, content: Content) =>
  ({ kind: 'editInThread', from, content }) as unknown as DeskEffect;
const react = (to: number, emoji: string | null) =>
  ({ kind: 'reactInThread', to, emoji }) as unknown as DeskEffect;

const queueOf = (...effects: DeskEffect[]): Entry[] =>
  effects.map((effect, index) => ({
    id: String(index + 1),
    seq: index + 1,
    owner: user(700),
    at: (T0 + index) as EpochMs,
    effect,
  }));

const never = () => false;
const isRelay = ({ effect }: Entry) => effect.kind === 'relayToThread';
const idsOf = ({ lead, alongside }: ReturnType<typeof compose>) => [lead, ...alongside].map(({ id }) => id);

test('a message that waits alone goes alone, at once', () => {
  const queue = queueOf(relay(1, text('a')), relay(2, text('b')));
  expect(compose(queue, never)).toMatchObject({ effect: queue[0]?.effect, alongside: [], readyAt: 0 });
});

test('edits of what waits change it, and leave with it; the edits of others stay', () => {
  const queue = queueOf(
    relay(1, text('a')),
    relay(2, text('b')),
    edit(1, text('A')),
    edit(2, text('B')),
    edit(1, text('AA')),
  );
  const composed = compose(queue, never);
  expect(composed.effect).toMatchObject({ kind: 'relayToThread', from: 1, content: text('AA') });
  expect(idsOf(composed)).toEqual(['1', '3', '5']);
});

test('of several edits, and of several reactions, only the last is sent', () => {
  const edits = compose(queueOf(edit(1, text('A')), edit(2, text('B')), edit(1, text('AA'))), never);
  expect(edits.effect).toMatchObject({ kind: 'editInThread', content: text('AA') });
  expect(idsOf(edits)).toEqual(['1', '3']);
  const reactions = compose(queueOf(react(1, '👍'), react(1, '❤'), react(2, '👎'), react(1, null)), never);
  expect(reactions.effect).toMatchObject({ kind: 'reactInThread', to: 1, emoji: null });
  expect(idsOf(reactions)).toEqual(['1', '2', '4']);
});

test('an album waits for its last item, and for no longer than that', () => {
  const queue = queueOf(relay(1, photo('x')), relay(2, photo('x')), react(1, '👍'));
  const collecting = compose(queue, never);
  expect(collecting.effect).toMatchObject({ kind: 'albumToThread', items: [{ from: 1 }, { from: 2 }] });
  expect(collecting.readyAt).toBe(T0 + 1 + ALBUM_QUIET_MS);
  const over = compose(queueOf(relay(1, photo('x')), relay(2, photo('x')), relay(3, text('c'))), never);
  expect(over.readyAt).toBe(0);
  expect(idsOf(over)).toEqual(['1', '2']);
});

test('two albums do not become one, and an album that was refused as one goes apart', () => {
  const queue = queueOf(relay(1, photo('x')), relay(2, photo('y')));
  expect(compose(queue, never)).toMatchObject({ effect: { kind: 'relayToThread', from: 1 }, readyAt: 0 });
  expect(compose(queueOf(relay(1, photo('x')), relay(2, photo('x'))), () => true)).toMatchObject({
    effect: { kind: 'relayToThread', from: 1 },
    alongside: [],
    readyAt: 0,
  });
});

/** Telegram gives every message a number of its own. */
const anyEffect = fc.oneof(
  fc.constantFrom('x', 'y', undefined).map((album) => (place: number) => relay(place, photo(album))),
  fc.integer({ min: 0, max: 40 }).map((from) => () => edit(from, photo())),
  fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('👍', null)).map(
    ([to, emoji]) =>
      () =>
        react(to, emoji),
  ),
);

test('whatever waits: nothing is lost, nothing leaves twice, relays keep their order, albums have at most ten items', () => {
  fc.assert(
    fc.property(fc.array(anyEffect, { minLength: 1, maxLength: 40 }), (makers) => {
      const effects = makers.map((make, place) => make(place));
      let queue = queueOf(...effects);
      const left: string[] = [];
      const relayed: number[] = [];
      while (queue.length > 0) {
        const composed = compose(queue, never);
        const ids = idsOf(composed);
        expect(composed.lead).toBe(queue[0]);
        const relays = [composed.lead, ...composed.alongside].filter(isRelay);
        const { effect } = composed;
        const items = effect.kind === 'albumToThread' ? effect.items.length : 1;
        expect(items).toBeLessThanOrEqual(10);
        expect(relays).toHaveLength(isRelay(composed.lead) ? items : 0);
        relayed.push(...relays.map(({ seq }) => seq));
        left.push(...ids);
        queue = queue.filter(({ id }) => !ids.includes(id));
      }
      expect([...left].sort((a, b) => Number(a) - Number(b))).toEqual(effects.map((_, i) => String(i + 1)));
      expect(relayed).toEqual([...relayed].sort((a, b) => a - b));
    }),
  );
});
