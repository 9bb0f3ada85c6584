import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { postFace, sameFace } from '../../machines/client/post-text.ts';
import type { Content } from '../../machines/content.ts';
import type { EpochMs, Priority, PostId, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Command } from '../../src/actor/command.ts';
import { firstDesk } from '../../machines/desk/first-desk.ts';
import { firstSettings } from '../../machines/client/setup.ts';
import { decide as decideWith } from '../../src/actor/decide.ts';
import type { Commit } from '../../src/actor/ports.ts';
import type { ClientRecord } from '../../src/actor/record.ts';
import { thread } from '../../src/features/thread/feature.ts';
import { T0, user } from '../support/stores.ts';

/** Number 1 is reserved for whatever ticket is opened. */
const decide = (loaded: ClientRecord | null, command: Command) =>
  decideWith(loaded, command, {
    settings: firstSettings,
    desk: firstDesk,
    ticketNumber: 1,
    subject: null,
    reactions: thread.reactions,
  });

const bia = { id: null, name: 'Bia' };
const profile = { firstName: 'Ana', lastName: null, username: null };
const text = (words: string): Content => ({ kind: 'text', text: words, entities: [] });
let commands = 0;

type Asked = Partial<Omit<Command, 'at'>> & { at?: number };

function command({ at = T0, ...more }: Asked): Command {
  commands += 1;
  return { id: `u${commands}`, owner: user(700), actor: { kind: 'desk' }, at: at as EpochMs, ...more };
}

const wrote = (at: number = T0): Command =>
  command({
    at,
    profile,
    event: { type: 'client.wrote', message: 1 as PrivateMessageId, content: text('oi') },
  });
const posted = (threadNumber = 1, post = 7): Command =>
  command({
    event: { type: 'post.sent', threadNumber, post: post as PostId },
    outcome: {
      entry: '1',
      shown: { threadNumber, face: { glyph: '🟦', name: 'Ana', ticket: 1, pinned: false, away: false } },
    },
  });
const copied: Command = command({
  event: { type: 'copy.arrived', post: 7 as PostId, root: 31 as ThreadMessageId },
});
const prioritized = (level: number): Command =>
  command({
    event: {
      type: 'agent.prioritized',
      message: 40 as ThreadMessageId,
      priority: level as Priority,
      by: bia,
    },
  });
const banned = command({ event: { type: 'agent.banned', message: 41 as ThreadMessageId, by: bia } });
const lost = (threadNumber = 1): Command => command({ event: { type: 'thread.lost', threadNumber } });

function must(commit: Commit | null): Commit {
  if (commit === null) throw new Error('Nothing was decided');
  return commit;
}

/** The record after all of these. Skips commands without a change, like dispatch. */
const after = (...asked: Command[]): ClientRecord | null =>
  asked.reduce<ClientRecord | null>((record, one) => {
    const state = decide(record, one)?.state;
    return state === null || state === undefined ? record : { ...state.record };
  }, null);

const kinds = (commit: Commit | null): string[] => must(commit).effects.map(({ kind }) => kind);

test('a first message makes a client, a post and a relay', () => {
  const commit = must(decide(null, wrote()));
  const made = ['openPost', 'say', 'relayToThread', 'alertAdmins'];
  expect(commit.effects).toHaveLength(made.length);
  expect(new Set(kinds(commit))).toEqual(new Set(made));
  expect(commit.state).toMatchObject({ expected: 0, record: { version: 1, profile, at: T0 } });
  expect(commit.once).toMatch(/^u\d+$/);
  expect(commit.journal).toMatchObject({ from: 'new', to: 'open', event: { type: 'client.wrote' } });
});

test('what people write does not stand in the journal', () => {
  const { journal } = must(decide(null, wrote()));
  expect(journal?.event).toEqual({ type: 'client.wrote', message: 1, content: 'text' });
  expect(JSON.stringify(journal)).not.toContain('oi');
});

test('a timer that was set to another time since does not fire', () => {
  const unconfirmed = command({ event: { type: 'post.unconfirmed', threadNumber: 1 } });
  const { record } = must(decide(after(wrote()), unconfirmed)).state ?? {};
  const due = record?.timers['post.overdue']?.due ?? 0;
  const fires = (at: number) =>
    decide(
      record ?? null,
      command({ at, event: { type: 'post.overdue' }, fired: { name: 'post.overdue', due: at as EpochMs } }),
    );
  expect(fires(due - 1)).toBeNull();
  expect(fires(due)?.timers).toContainEqual({ name: 'post.overdue', due: null });
});

test('the time of a record never goes back, and a wait counts from the command', () => {
  const late = (T0 + 50_000) as EpochMs;
  const record = after(wrote(late));
  const unconfirmed = command({ at: T0, event: { type: 'post.unconfirmed', threadNumber: 1 } });
  const commit = must(decide(record, unconfirmed));
  expect(commit.at).toBe(late);
  expect(commit.journal?.at).toBe(late);
  expect(commit.state?.record.at).toBe(late);
  expect(commit.timers).toEqual([{ name: 'post.overdue', due: T0 + 20_000 }]);
  expect(commit.state?.record.timers['post.overdue']?.due).toBe(T0 + 20_000);
});

test('a post and its root belong to the client from the commit that learns of them', () => {
  const first = must(decide(after(wrote()), posted()));
  expect([first.posts, first.roots]).toEqual([[7], []]);
  const second = must(decide(after(wrote(), posted()), copied));
  expect([second.posts, second.roots]).toEqual([[], [31]]);
  const later = must(decide(after(wrote(), posted(), copied), prioritized(3)));
  expect([later.posts, later.roots]).toEqual([[], []]);
});

test('a reconciliation waits when the post should show something else', () => {
  const record = after(wrote(), posted(), copied);
  expect(kinds(decide(record, prioritized(5)))).toContain('reconcilePost');
  const shown = { threadNumber: 1, face: { glyph: '🟦', name: 'Ana', ticket: 1, pinned: true, away: false } };
  const settled = must(decide(record, command({ outcome: { entry: 'post', shown } })));
  expect(settled.effects).toEqual([]);
  expect(settled.state?.record.shown).toEqual(shown.face);
  const renamed = command({ ...wrote(), profile: { ...profile, firstName: 'Anna' } });
  expect(kinds(decide(settled.state?.record ?? null, renamed))).toContain('reconcilePost');
});

test('what another post showed says nothing about the present one', () => {
  const record = after(wrote(), posted(), copied, lost());
  expect(record?.state.context.thread.threadNumber).toBe(2);
  expect(record?.shown).toBeNull();
  const stale = command({
    outcome: {
      entry: 'post',
      shown: { threadNumber: 1, face: { glyph: '🟥', name: 'Ana', ticket: 1, pinned: true, away: false } },
    },
  });
  const commit = must(decide(record, stale));
  expect(commit.state?.record.shown).toBeNull();
  expect(commit.outcome?.entry).toBe('post');
});

test('the post of a replaced thread joins nothing, though its entry leaves', () => {
  const record = after(wrote(), posted(), copied, lost());
  const commit = must(decide(record, posted(1, 8)));
  expect(commit.state?.record.state.context.thread.post).toBeNull();
  expect([commit.posts, commit.outcome?.entry]).toEqual([[], '1']);
});

test('what a banned client writes leaves no trace', () => {
  const record = after(wrote(), posted(), copied, banned);
  const secret = { type: 'client.wrote', message: 2 as PrivateMessageId, content: text('segredo') } as const;
  expect(decide(record, command({ event: secret, profile }))).toBeNull();
  expect(decide(record, command({ event: { type: 'client.started', origin: 'x' } }))).toBeNull();
  expect(decide(record, command({ event: { type: 'client.asked', about: 'help' } }))).toBeNull();
  const edited = { ...secret, type: 'client.edited' } as const;
  expect(decide(record, command({ event: edited }))).toBeNull();
});

test('an outcome whose event comes too late still leaves the outbox, with its links and its answer', () => {
  const record = after(wrote(), posted(), copied);
  const effects = [{ kind: 'say', to: 'thread', text: { key: 'refused-unreachable' }, replyTo: 9 } as const];
  const blocked = { type: 'client.blocked', cause: 'blocked', reachEpoch: 41 } as const;
  const commit = must(
    decide(record, command({ event: blocked, effects, outcome: { entry: '5', links: [] } })),
  );
  expect(commit).toMatchObject({ state: null, once: null, outcome: { entry: '5' }, effects });
});

test('a timer leaves with the event it fired, even when the chart no longer wants it', () => {
  const unconfirmed = after(wrote(), command({ event: { type: 'post.unconfirmed', threadNumber: 1 } }));
  expect(Object.keys(unconfirmed?.timers ?? {})).toEqual(['post.overdue']);
  const overdue = command({ at: T0 + 20_000, event: { type: 'post.overdue' } });
  const fired = must(decide(unconfirmed, overdue));
  expect(fired.timers).toEqual([{ name: 'post.overdue', due: null }]);
  expect(fired.state?.record.timers).toEqual({});
  expect(kinds(fired)).toContain('openPost');

  const forgotten = { ...must(decide(after(wrote(), posted()), copied)).state?.record } as ClientRecord;
  forgotten.timers = { 'post.overdue': { due: T0, event: { type: 'post.overdue' } } };
  const unwanted = must(decide(forgotten, overdue));
  expect(unwanted.state?.record.timers).toEqual({});
  expect(unwanted.state?.record.state).toEqual(forgotten.state);
  expect(decide(unwanted.state?.record ?? null, overdue)).toBeNull();
});

test('a command without an event adds to the outbox and asks for no state', () => {
  const effects = [{ kind: 'say', to: 'owner', text: [{ key: 'help-agent' }] } as const];
  expect(decide(null, command({ effects }))).toMatchObject({ state: null, effects, outcome: null });
});

const anyEvent = fc.oneof(
  fc.constant(() => wrote()),
  fc.constant(() => posted()),
  fc.constant(() => copied),
  fc.constant(() => banned),
  fc.integer({ min: 1, max: 5 }).map((level) => () => prioritized(level)),
  fc.integer({ min: 0, max: 3 }).map((threadNumber) => () => lost(threadNumber)),
  fc.integer({ min: 0, max: 3 }).map((threadNumber) => () => posted(threadNumber, 7 + threadNumber)),
  fc.constant(() => command({ event: { type: 'post.overdue' } })),
  fc
    .integer({ min: 0, max: 2 })
    .map((threadNumber) => () => command({ event: { type: 'post.unconfirmed', threadNumber } })),
  fc.constant(() => command({ event: { type: 'client.blocked', cause: 'blocked' } })),
  fc
    .record({
      threadNumber: fc.integer({ min: 0, max: 3 }),
      pinned: fc.boolean(),
      glyph: fc.constantFrom('🟦', '🟥'),
      ticket: fc.constantFrom(0, 1),
    })
    .map(({ threadNumber, ...face }) => () => {
      const shown = { threadNumber, face: { ...face, name: 'Ana', away: false } };
      return command({ outcome: { entry: 'post', shown } });
    }),
);

test('through any story: time and version only grow, and the post is never left wrong', () => {
  const story = fc.array(fc.tuple(anyEvent, fc.integer({ min: -60_000, max: 60_000 })), { maxLength: 40 });
  fc.assert(
    fc.property(story, (events) => {
      let record: ClientRecord | null = null;
      let reconciling = false;
      for (const [make, offsetMs] of events) {
        const at = (T0 + offsetMs) as EpochMs;
        const commit: Commit | null = decide(record, { ...make(), at });
        if (commit?.outcome?.entry === 'post') reconciling = false;
        if (commit?.effects.some(({ kind }) => kind === 'reconcilePost') === true) reconciling = true;
        const next: ClientRecord | undefined = commit?.state?.record;
        if (next === undefined) continue;
        expect(next.version).toBe((record?.version ?? 0) + 1);
        expect(next.at).toBeGreaterThanOrEqual(record?.at ?? 0);
        const { post } = next.state.context.thread;
        const wanted = postFace(next.state, next.profile);
        const isRight = post === null || (next.shown !== null && sameFace(next.shown, wanted));
        expect(isRight || reconciling).toBe(true);
        for (const { due } of commit?.timers ?? []) expect(due ?? Infinity).toBeGreaterThan(at);
        record = JSON.parse(JSON.stringify(next)) as ClientRecord;
      }
    }),
    { numRuns: 500 },
  );
});
