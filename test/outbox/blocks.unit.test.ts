import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentId, EpochMs } from '../../machines/ids.ts';
import type { Entity } from '../../machines/content.ts';
import type { Voice } from '../../src/actor/command.ts';
import type { Effect } from '../../src/actor/effects.ts';
import type { Entry } from '../../src/actor/ports.ts';
import { nextBatch } from '../../src/outbox/batch.ts';
import { heading, joinBlocks } from '../../src/outbox/render/joined.ts';
import type { Words } from '../../src/outbox/render/words.ts';
import { table } from '../support/deliveries.ts';
import { T0, user } from '../support/stores.ts';

const bia = { id: 900 as AgentId, name: 'Bia' };
const caio = { id: null, name: 'Caio' };
const text = (words: string) => ({ kind: 'text', text: words, entities: [] });
const photo = { kind: 'media', what: 'photo', fileId: 'f', uniqueId: 'u' };

const relay = (from: number, words: string) => ({
  kind: 'relayToThread',
  n: from,
  from,
  content: text(words),
});
const mirror = (from: number, words: string) => ({
  kind: 'mirrorInThread',
  number: from,
  from,
  content: text(words),
  author: bia,
});
const note = (words: string) => ({ kind: 'noteInThread', content: text(words), author: bia });
const act = { kind: 'say', to: 'thread', text: { key: 'note-closed', params: { agent: bia } } };

const queueOf = (...effects: object[]): Entry[] =>
  effects.map((effect, index) => ({
    id: String(index + 1),
    seq: index + 1,
    owner: user(700),
    at: (T0 + index) as EpochMs,
    effect: effect as Effect,
  }));

const rules = { table, isApart: () => false, merges: true, arrivedMs: ({ at }: Entry) => at };
const batchOf = (...effects: object[]) => nextBatch(queueOf(...effects), rules);
const idsOf = ({ lead, alongside }: ReturnType<typeof nextBatch>) => [lead, ...alongside].map(({ id }) => id);

describe('a call of blocks', () => {
  test('carries the words of the team, lines of the desk and the words of the client, in order', () => {
    const batch = batchOf(mirror(40, 'saiu ontem'), act, note('vip'), relay(1, 'obrigada'));
    expect(idsOf(batch)).toEqual(['1', '2', '3', '4']);
    expect(batch.isMerged).toBe(true);
    expect(batch.effect).toEqual({
      kind: 'blocksInThread',
      blocks: [
        { by: 'agent', n: 40, author: bia, content: text('saiu ontem') },
        { by: 'desk', say: act, at: T0 + 1 },
        { by: 'note', n: null, author: bia, content: text('vip') },
        { by: 'client', n: 1, from: 1, content: text('obrigada') },
      ],
    });
  });

  test('texts of the client alone need no headings', () => {
    expect(batchOf(relay(1, 'a'), relay(2, 'b')).effect.kind).toBe('textsToThread');
  });

  test.each([
    ['a file of the client', { ...relay(2, ''), content: photo }],
    ['a file of the team', { ...mirror(41, ''), content: photo }],
    ['an answer of the client', { ...relay(2, 'b'), replyTo: 9 }],
    ['an answer of the team', { ...mirror(41, 'b'), replyTo: 9 }],
    ['a quote', { ...relay(2, 'b'), quote: { text: 'a', position: 0 } }],
    ['a forwarded message', { ...relay(2, 'b'), content: { ...text('b'), forwardedFrom: { name: 'Z' } } }],
    ['an answer of the desk', { ...act, replyTo: 31 }],
    ['an edit of a sent message', { kind: 'editInThread', from: 9, content: text('e') }],
  ])('%s ends the blocks before', (_, ending) => {
    expect(idsOf(batchOf(mirror(40, 'a'), act, ending, relay(3, 'c')))).toEqual(['1', '2']);
  });

  test('a change of waiting words changes the block', () => {
    const batch = batchOf(
      mirror(40, 'saiu ontm'),
      { kind: 'rewriteMirror', from: 40, content: text('saiu ontem'), author: bia },
      relay(1, 'ok'),
      { kind: 'editInThread', from: 1, content: text('okay') },
    );
    expect(idsOf(batch)).toEqual(['1', '2', '3', '4']);
    expect(batch.effect['blocks']).toMatchObject([
      { content: text('saiu ontem') },
      { content: text('okay') },
    ]);
  });

  test('an answer may lead the blocks behind', () => {
    const batch = batchOf({ ...relay(1, 'a'), replyTo: 9 }, mirror(40, 'b'));
    expect(idsOf(batch)).toEqual(['1', '2']);
    expect(batch.effect).toMatchObject({ kind: 'blocksInThread', replyTo: 9 });
  });

  test('words that Telegram refused together, and retried words, leave apart', () => {
    const queue = queueOf(mirror(40, 'a'), mirror(41, 'b'));
    expect(idsOf(nextBatch(queue, { ...rules, isApart: () => true }))).toEqual(['1']);
    const again = queue.map((entry) => ({ ...entry, retried: true as const }));
    expect(idsOf(nextBatch(again, rules))).toEqual(['1']);
  });

  test('a message holds 4096 characters with the headings, and 100 entities', () => {
    const [long, rest] = ['x'.repeat(3700), 'y'.repeat(400)];
    expect(idsOf(batchOf(mirror(40, long), relay(1, rest)))).toEqual(['1']);
    const bold = Array.from({ length: 60 }, (_n, offset) => ({ type: 'bold', offset, length: 1 }));
    const rich = (from: number) => ({
      ...mirror(from, ''),
      content: { ...text('x'.repeat(60)), entities: bold },
    });
    expect(idsOf(batchOf(rich(40), rich(41)))).toEqual(['1']);
  });
});

describe('the text of blocks', () => {
  const plain = (words: string): Words => ({ text: words, entities: [] });
  const agent: Voice = { by: 'agent', ...bia };
  const client: Voice = { by: 'client', name: 'Ana' };

  test('each author has a heading once, and an open profile in it', () => {
    const joined = joinBlocks([
      { voice: agent, words: plain('saiu ontem') },
      { voice: agent, words: { text: 'chega hoje', entities: [{ type: 'bold', offset: 6, length: 4 }] } },
      { voice: { by: 'note', ...caio }, words: plain('vip') },
      { voice: { by: 'desk' }, words: plain('⚙️ Bia encerrou') },
      { voice: { by: 'desk' }, words: plain('⚙️ Origem: loja') },
      { voice: client, words: plain('obrigada') },
    ]);
    expect(joined.text).toBe(
      '🙋 Bia: saiu ontem\nchega hoje\n\n📝 Caio: vip\n\n⚙️ Bia encerrou\n⚙️ Origem: loja\n\n👤 Ana: obrigada',
    );
    expect(joined.entities).toEqual([
      { type: 'text_link', offset: 3, length: 3, url: 'tg://user?id=900' },
      { type: 'bold', offset: 25, length: 4 },
    ]);
  });

  const words = fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.nat(), fc.nat())
    .map(([said, a, b]): Words => {
      const offset = a % said.length;
      const length = 1 + (b % (said.length - offset));
      return { text: said, entities: [{ type: 'italic', offset, length }] };
    });
  const voice = fc.constantFrom<Voice | null>(agent, client, { by: 'note', ...caio }, { by: 'desk' }, null);
  const cut = (from: string, { offset, length }: Entity) => from.slice(offset, offset + length);

  test('whatever the blocks say: each span holds the words, each entity the styled part, and nothing else is added', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ words, voice }), { minLength: 1, maxLength: 12 }), (blocks) => {
        const joined = joinBlocks(blocks);
        expect(joined.spans.map(({ start, end }) => joined.text.slice(start, end))).toEqual(
          blocks.map((block) => block.words.text),
        );
        const styled = joined.entities.filter(({ type }) => type === 'italic');
        expect(styled.map((entity) => cut(joined.text, entity))).toEqual(
          blocks.flatMap((block) => block.words.entities.map((entity) => cut(block.words.text, entity))),
        );
        const between = [0, ...joined.spans.map(({ end }) => end)].map((end, index) =>
          joined.text.slice(end, joined.spans[index]?.start),
        );
        const leads = blocks.map((block) => (block.voice === null ? '' : heading(block.voice).text));
        for (const [index, lead] of leads.entries()) {
          expect(['', lead, '\n', `\n\n${lead}`]).toContain(between[index]);
        }
      }),
    );
  });
});
