import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, MediaContent, TextContent } from '../../machines/content.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Effect } from '../../src/actor/effects.ts';
import type { Entry } from '../../src/actor/ports.ts';
import { ALBUM_QUIET_MS, nextBatch } from '../../src/outbox/batch.ts';
import { join } from '../../src/outbox/render/joined.ts';
import { table } from '../support/deliveries.ts';
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
  ({ kind: 'relayToThread', from, content }) as unknown as Effect;
const edit = (from: number, content: Content) =>
  ({ kind: 'editInThread', from, content }) as unknown as Effect;
const react = (to: number, emoji: string | null) =>
  ({ kind: 'reactInThread', to, emoji }) as unknown as Effect;

const queueOf = (...effects: Effect[]): Entry[] =>
  effects.map((effect, index) => ({
    id: String(index + 1),
    seq: index + 1,
    owner: user(700),
    at: (T0 + index) as EpochMs,
    effect,
  }));

const idle = { table, isApart: () => false, merges: false, arrivedMs: ({ at }: Entry) => at };
const held = { ...idle, merges: true };
const apart = { ...held, isApart: () => true };
const contentOf = <C>({ content }: { content: C }): C => content;
const isRelay = ({ effect }: Entry) => effect.kind === 'relayToThread';
const idsOf = ({ lead, alongside }: ReturnType<typeof nextBatch>) => [lead, ...alongside].map(({ id }) => id);

test('a message that waits alone goes alone, at once', () => {
  const queue = queueOf(relay(1, text('a')), relay(2, text('b')));
  expect(nextBatch(queue, idle)).toMatchObject({ effect: queue[0]?.effect, alongside: [], readyAtMs: 0 });
});

test('edits of what waits change it, and leave with it; the edits of others stay', () => {
  const queue = queueOf(
    relay(1, text('a')),
    relay(2, text('b')),
    edit(1, text('A')),
    edit(2, text('B')),
    edit(1, text('AA')),
  );
  const composed = nextBatch(queue, idle);
  expect(composed.effect).toMatchObject({ kind: 'relayToThread', from: 1, content: text('AA') });
  expect(idsOf(composed)).toEqual(['1', '3', '5']);
});

test('what people want tried again goes as it was, and takes the place of nothing', () => {
  const again = ([first, ...others]: Entry[]): Entry[] =>
    first === undefined ? [] : [{ ...first, retried: true }, ...others];
  for (const [old, newer] of [
    [relay(1, text('a')), edit(1, text('A'))],
    [edit(1, text('a')), edit(1, text('A'))],
    [react(1, '👍'), react(1, '🔥')],
  ] as const) {
    const queue = again(queueOf(old, newer));
    expect(nextBatch(queue, idle)).toMatchObject({ effect: old, alongside: [] });
    const [late, ...first] = again(queueOf(old, newer, newer));
    expect(nextBatch([...first, ...(late === undefined ? [] : [late])], idle)).toMatchObject({
      effect: newer,
      alongside: [{ id: '3' }],
    });
  }
});

test('of several edits, and of several reactions, only the last is sent', () => {
  const edits = nextBatch(queueOf(edit(1, text('A')), edit(2, text('B')), edit(1, text('AA'))), idle);
  expect(edits.effect).toMatchObject({ kind: 'editInThread', content: text('AA') });
  expect(idsOf(edits)).toEqual(['1', '3']);
  const reactions = nextBatch(queueOf(react(1, '👍'), react(1, '❤'), react(2, '👎'), react(1, null)), idle);
  expect(reactions.effect).toMatchObject({ kind: 'reactInThread', to: 1, emoji: null });
  expect(idsOf(reactions)).toEqual(['1', '2', '4']);
});

test('an album waits for its last item, and for no longer than that', () => {
  const queue = queueOf(relay(1, photo('x')), relay(2, photo('x')), react(1, '👍'));
  const collecting = nextBatch(queue, idle);
  expect(collecting.effect).toMatchObject({ kind: 'albumToThread', items: [{ from: 1 }, { from: 2 }] });
  expect(collecting.readyAtMs).toBe(T0 + 1 + ALBUM_QUIET_MS);
  const over = nextBatch(queueOf(relay(1, photo('x')), relay(2, photo('x')), relay(3, text('c'))), idle);
  expect(over.readyAtMs).toBe(0);
  expect(idsOf(over)).toEqual(['1', '2']);
});

test('two albums do not become one, and an album that was refused as one goes apart', () => {
  const queue = queueOf(relay(1, photo('x')), relay(2, photo('y')));
  expect(nextBatch(queue, idle)).toMatchObject({ effect: { kind: 'relayToThread', from: 1 }, readyAtMs: 0 });
  expect(nextBatch(queueOf(relay(1, photo('x')), relay(2, photo('x'))), apart)).toMatchObject({
    effect: { kind: 'relayToThread', from: 1 },
    alongside: [],
    readyAtMs: 0,
  });
});

const textOf = (length: number) => text('x'.repeat(length));

describe('in a lane that is held back', () => {
  test('texts leave as one, with the edits of each', () => {
    const composed = nextBatch(
      queueOf(relay(1, text('a')), relay(2, text('b')), edit(1, text('A')), relay(3, text('c'))),
      held,
    );
    expect(composed.effect).toEqual({
      kind: 'textsToThread',
      items: [
        { from: 1, content: text('A') },
        { from: 2, content: text('b') },
        { from: 3, content: text('c') },
      ],
    });
    expect(idsOf(composed)).toEqual(['1', '3', '2', '4']);
  });

  test('what answers something begins a call of its own, and others may go along with it', () => {
    const answer = { ...relay(2, text('b')), replyTo: 9 } as Effect;
    expect(idsOf(nextBatch(queueOf(relay(1, text('a')), answer), held))).toEqual(['1']);
    expect(nextBatch(queueOf(answer, relay(3, text('c'))), held).effect).toMatchObject({ replyTo: 9 });
    expect(idsOf(nextBatch(queueOf(answer, relay(3, text('c'))), held))).toEqual(['1', '2']);
  });

  test('what a client passes on goes alone, and nothing goes along with it', () => {
    const passedOn = { ...text('b'), forwardedFrom: { name: 'Zeca' } } as Content;
    const queue = queueOf(relay(1, text('a')), relay(2, passedOn), relay(3, text('c')));
    expect(idsOf(nextBatch(queue, held))).toEqual(['1']);
    expect(idsOf(nextBatch(queue.slice(1), held))).toEqual(['2']);
  });

  test('an edit of what was sent, and another kind end the call; a reaction does not', () => {
    const sticker: Content = { ...photo(), what: 'sticker' };
    for (const between of [edit(9, text('E')), relay(8, sticker)]) {
      expect(idsOf(nextBatch(queueOf(relay(1, text('a')), between, relay(2, text('b'))), held))).toEqual([
        '1',
      ]);
    }
    const about = queueOf(relay(1, text('a')), react(9, '👍'), relay(2, text('b')));
    expect(idsOf(nextBatch(about, held))).toEqual(['1', '3']);
  });

  test('one text holds 4096 characters, with what stands between the messages', () => {
    expect(idsOf(nextBatch(queueOf(relay(1, textOf(4000)), relay(2, textOf(95))), held))).toEqual(['1', '2']);
    expect(idsOf(nextBatch(queueOf(relay(1, textOf(4000)), relay(2, textOf(96))), held))).toEqual(['1']);
  });

  test('a text with a preview of its choice, or with all the entities a text may have, goes alone', () => {
    const chosen = { ...text('a'), linkPreview: { is_disabled: true } } as Content;
    expect(idsOf(nextBatch(queueOf(relay(1, chosen), relay(2, text('b'))), held))).toEqual(['1']);
    const bold = Array.from({ length: 60 }, (_, offset) => ({ type: 'bold', offset, length: 1 }));
    const rich = { kind: 'text', text: 'x'.repeat(60), entities: bold } as Content;
    expect(idsOf(nextBatch(queueOf(relay(1, rich), relay(2, rich)), held))).toEqual(['1']);
  });

  test('photos and videos become albums of ten; an album that came as one is not mixed with others', () => {
    const video: Content = { ...photo(), what: 'video' };
    const many = Array.from({ length: 12 }, (_, n) => relay(n + 1, n % 2 === 0 ? photo() : video));
    const composed = nextBatch(queueOf(...many), held);
    expect(composed).toMatchObject({ effect: { kind: 'albumToThread', album: null }, readyAtMs: 0 });
    expect(idsOf(composed)).toHaveLength(10);
    expect(idsOf(nextBatch(queueOf(relay(1, photo()), relay(2, photo('x'))), held))).toEqual(['1']);
    const voice: Content = { ...photo(), what: 'voice' };
    expect(idsOf(nextBatch(queueOf(relay(1, voice), relay(2, voice)), held))).toEqual(['1']);
  });

  test('what Telegram would not take together goes apart', () => {
    expect(idsOf(nextBatch(queueOf(relay(1, text('a')), relay(2, text('b'))), apart))).toEqual(['1']);
  });
});

/** The share of a call filled by an effect. */
function sizeOf(effect: Effect): number {
  const items = (effect['items'] ?? []) as { content: TextContent }[];
  if (effect.kind === 'albumToThread') return items.length / 10;
  if (effect.kind === 'textsToThread') return join(items.map(contentOf)).text.length / 4096;
  return 0;
}

/** Telegram gives every message a number of its own. */
const anyEffect = fc.oneof(
  fc.constantFrom('x', 'y', undefined).map((album) => (place: number) => relay(place, photo(album))),
  fc.integer({ min: 1, max: 3000 }).map((length) => (place: number) => relay(place, textOf(length))),
  fc.integer({ min: 0, max: 40 }).map((from) => () => edit(from, photo())),
  fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('👍', null)).map(
    ([to, emoji]) =>
      () =>
        react(to, emoji),
  ),
);

test('whatever waits: nothing is lost, nothing leaves twice, relays keep their order, albums have at most ten items', () => {
  fc.assert(
    fc.property(fc.array(anyEffect, { minLength: 1, maxLength: 40 }), fc.boolean(), (makers, merges) => {
      const effects = makers.map((make, place) => make(place));
      let queue = queueOf(...effects);
      const left: string[] = [];
      const relayed: number[] = [];
      while (queue.length > 0) {
        const composed = nextBatch(queue, { ...idle, merges });
        const ids = idsOf(composed);
        expect(composed.lead).toBe(queue[0]);
        const relays = [composed.lead, ...composed.alongside].filter(isRelay);
        const { effect } = composed;
        const items = (effect['items'] as unknown[] | undefined)?.length ?? 1;
        expect(sizeOf(effect)).toBeLessThanOrEqual(1);
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

test('a comment that became a note before it was sent is over with its edits, and joins nothing', () => {
  const comment = (from: number, content: Content) =>
    ({ kind: 'relayToClient', from, content }) as unknown as Effect;
  const correction = (from: number, content: Content) =>
    ({ kind: 'editAtClient', from, content }) as unknown as Effect;
  const note = (message: number) =>
    ({ kind: 'withholdEdit', message, content: text('# b'), as: 'note' }) as unknown as Effect;
  const queue = queueOf(
    comment(1, text('a')),
    comment(2, text('b')),
    comment(3, text('c')),
    correction(2, text('bb')),
    note(2),
    correction(2, text('later')),
  );
  expect(idsOf(nextBatch(queue, held))).toEqual(['1']);
  const second = nextBatch(queue.slice(1), held);
  expect(idsOf(second)).toEqual(['2', '4', '5']);
  expect(second.effect.kind).toBe('withholdEdit');
  const photos = queueOf(comment(1, photo('x')), comment(2, photo('x')), note(2));
  expect(idsOf(nextBatch(photos, idle))).toEqual(['1']);
});

test('what makes a note of one item of an album keeps all of it from the client', () => {
  const item = (from: number, album: string) =>
    ({ kind: 'relayToClient', from, content: photo(album) }) as unknown as Effect;
  const edit = { kind: 'withholdEdit', message: 2, content: photo('x'), as: 'note' } as unknown as Effect;
  for (const note of [edit, { kind: 'withholdAlbum', album: 'x' } as const]) {
    const queue = queueOf(item(1, 'x'), item(2, 'x'), note, item(3, 'x'));
    const composed = nextBatch(queue, idle);
    expect(composed).toMatchObject({ effect: note, readyAtMs: 0 });
    expect(idsOf(composed)).toEqual(['1', '3']);
    expect(nextBatch(queueOf(item(4, 'y'), item(5, 'y'), note), idle).effect.kind).toBe('albumToClient');
  }
});
