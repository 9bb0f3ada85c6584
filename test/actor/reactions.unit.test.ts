import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../machines/client/event.ts';
import type { DeskSettings } from '../../machines/desk/desk-settings.ts';
import { firstDesk } from '../../machines/desk/first-desk.ts';
import { firstSettings } from '../../machines/client/setup.ts';
import type { EpochMs, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Command } from '../../src/actor/command.ts';
import { decide as decideWith, lacksTicketNumber } from '../../src/actor/decide.ts';
import type { Commit } from '../../src/actor/ports.ts';
import { joinReactions, type Moment, type Reactions, type Rule } from '../../src/actor/reactions.ts';
import type { ClientRecord } from '../../src/actor/record.ts';
import { T0, user } from '../support/stores.ts';

const actor = { kind: 'client', id: user(700) } as Command['actor'];
const wrote: ClientEvent = {
  type: 'client.wrote',
  message: 1 as PrivateMessageId,
  content: { kind: 'text', text: 'segredo', entities: [] },
};
const blocked: ClientEvent = { type: 'client.blocked', cause: 'blocked' };

function decide(
  reactions: Reactions,
  more: Partial<Command> = {},
  loaded: ClientRecord | null = null,
): Commit {
  const command: Command = { id: 'u1', owner: user(700), actor, at: T0, event: wrote, ...more };
  const commit = decideWith(loaded, command, {
    settings: firstSettings,
    desk: firstDesk,
    ticketNumber: 1,
    subject: null,
    reactions,
  });
  if (commit === null) throw new Error('Nothing was decided');
  return commit;
}

/** Notes every call of a reaction, with the types of the events so far. */
function diary() {
  const calls: string[] = [];
  const note = (name: string, { happened, after }: Moment) =>
    calls.push(
      `${name} after ${happened.map(({ event }) => event.type).join('+')}, ${after.state.value.reach}`,
    );
  return { calls, note };
}

const kinds = ({ effects }: Commit) => effects.map(({ kind }) => kind);
const rule = (id: string, ...events: ClientEvent[]): Rule => ({ id, react: () => ({ events }) });

const COPY_LATE = { 'copy.late': { due: (T0 + 5) as EpochMs, event: { type: 'copy.late' } } } as const;

describe('the reactions to a command', () => {
  test('run behind the chart in the order of the stages, whatever the order of the features', () => {
    const { calls, note } = diary();
    const said = (kind: string) => (moment: Moment) => {
      note(kind, moment);
      return [{ kind }];
    };
    const one: Reactions = { shown: [said('shown')], questions: [said('asked')] };
    const two: Reactions = {
      clocks: [(moment) => (note('clock', moment), COPY_LATE)],
      rules: [
        () => [
          {
            id: 'r1',
            react(moment) {
              note('rule', moment);
              return { events: [blocked], effects: [{ kind: 'ruled' }] };
            },
          },
        ],
      ],
    };
    const commit = decide(joinReactions([one, two]), { effects: [{ kind: 'commanded' }] });
    expect(calls).toEqual([
      'rule after client.wrote, reachable',
      'asked after client.wrote+client.blocked, blocked',
      'clock after client.wrote+client.blocked, blocked',
      'shown after client.wrote+client.blocked, blocked',
    ]);
    const ours = kinds(commit).filter((kind) => ['commanded', 'ruled', 'asked', 'shown'].includes(kind));
    expect(ours).toEqual(['commanded', 'ruled', 'asked', 'shown']);
    expect(commit.timers).toEqual([{ name: 'copy.late', due: T0 + 5 }]);
    expect(commit.state?.record.timers['copy.late']).toEqual({ due: T0 + 5, event: { type: 'copy.late' } });
  });

  test('rules react once each, in their order; a rule sees what is true, and never the event of a rule', () => {
    const { calls, note } = diary();
    const noting = (id: string, ...events: ClientEvent[]): Rule => ({
      id,
      react: (moment) => (note(id, moment), { events }),
    });
    const commit = decide({
      rules: [
        () => [noting('first', blocked), noting('second', { type: 'client.returned' }), noting('third')],
      ],
    });
    expect(calls).toEqual([
      'first after client.wrote, reachable',
      'second after client.wrote, blocked',
      'third after client.wrote, reachable',
    ]);
    expect(commit.state?.record.state.context.reach.reachEpoch).toBe(1);
  });

  test('facts come from all events of the decision, in order, each with its cause', () => {
    const commit = decide({ rules: [() => [rule('r1', blocked), rule('r2', { type: 'client.returned' })]] });
    expect(commit.facts.map(({ fact, actor: by }) => [fact.type, by])).toEqual([
      ['ticket.opened', actor],
      ['message.received', actor],
      ['client.blocked', { kind: 'rule', id: 'r1' }],
      ['client.returned', { kind: 'rule', id: 'r2' }],
    ]);
    expect(commit.journal?.caused).toEqual([
      { ...blocked, by: { kind: 'rule', id: 'r1' } },
      { type: 'client.returned', by: { kind: 'rule', id: 'r2' } },
    ]);
    expect(JSON.stringify(commit.journal)).not.toContain('segredo');
  });

  test('an event without an answer of the chart is no event for rules', () => {
    const open = decide({}).state?.record as ClientRecord;
    const shown = { threadNumber: 1, face: { glyph: '🟦', name: 'A', ticket: 1, pinned: true, away: false } };
    const { calls, note } = diary();
    const commit = decide(
      {
        rules: [() => [{ id: 'r1', react: (moment) => (note('rule', moment), {}) }]],
        shown: [(moment) => (note('shown', moment), [])],
      },
      { event: { type: 'client.returned' }, outcome: { entry: 'post', shown } },
      open,
    );
    expect(calls).toEqual(['shown after , reachable']);
    expect(commit.journal).not.toHaveProperty('caused');
  });

  test('every stage has the documents of the desk', () => {
    const seen: string[] = [];
    const see = (stage: string, desk: DeskSettings) => seen.push(`${stage} ${desk.settings.value.timeZone}`);
    decide({
      rules: [
        (desk) => (see('rules', desk), [{ id: 'r1', react: ({ desk: own }) => (see('rule', own), {}) }]),
      ],
      questions: [({ desk }) => (see('questions', desk), [])],
      clocks: [({ desk }) => (see('clocks', desk), {})],
      shown: [({ desk }) => (see('shown', desk), [])],
      indexed: [({ desk }) => (see('indexed', desk), {})],
    });
    expect(seen).toEqual(
      ['rules', 'rule', 'questions', 'clocks', 'shown', 'indexed'].map((stage) => `${stage} UTC`),
    );
  });

  test('a clock that computes the same time again writes nothing', () => {
    const reactions: Reactions = { clocks: [() => COPY_LATE] };
    const first = decide(reactions);
    const second = decide(reactions, {}, first.state?.record ?? null);
    expect([first.timers, second.timers]).toEqual([[{ name: 'copy.late', due: T0 + 5 }], []]);
    const cleared = decide({ clocks: [() => ({ 'copy.late': null })] }, {}, first.state?.record ?? null);
    expect(cleared.timers).toEqual([{ name: 'copy.late', due: null }]);
    expect(cleared.state?.record.timers).toEqual({});
  });
});

describe('the ticket of a decision', () => {
  const bia = { id: null, name: 'Bia' };
  const message = 40 as ThreadMessageId;
  const team: ClientEvent[] = [
    { type: 'agent.closed', message, silently: true, by: bia },
    { type: 'agent.prioritized', message, priority: 1, by: bia },
    { type: 'agent.prioritized', message, priority: 4, by: bia },
    { type: 'agent.banned', message, by: bia },
  ];
  const [close, reopen] = team as [ClientEvent, ClientEvent];
  const opened = ({ facts }: Commit) =>
    facts.flatMap(({ fact }) => (fact.type === 'ticket.opened' ? [fact.ticket] : []));

  /** A desk where a closed ticket never continues. */
  const decideAt = (
    loaded: ClientRecord | null,
    events: readonly ClientEvent[],
    ticketNumber: number | null,
  ) => {
    const [event = wrote, ...caused] = events;
    const rules: Rule[] = caused.map((one, index) => rule(`r${index}`, one));
    const command: Command = { id: 'u2', owner: user(700), actor, at: (T0 + 5) as EpochMs, event };
    const settings = { ...firstSettings, reopenMs: -1 };
    return decideWith(loaded, command, {
      settings,
      desk: firstDesk,
      ticketNumber,
      subject: null,
      reactions: { rules: [() => rules] },
    });
  };

  test('continues when one rule closes and the next opens, although closed tickets never continue', () => {
    const commit = decideAt(null, [wrote, close, reopen], 7);
    expect(commit?.facts.map(({ fact }) => fact.type)).toEqual([
      'ticket.opened',
      'message.received',
      'ticket.closed',
      'ticket.reopened',
    ]);
    expect(commit?.state?.record.state.context.ticket).toMatchObject({
      number: 7,
      closedAt: null,
      counts: { client: 1, team: 0 },
    });
  });

  test('is at most one, whatever the rules do, and has the reserved number', () => {
    const event = fc.constantFrom<ClientEvent>(wrote, ...team);
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 4 }),
        fc.array(event, { minLength: 1, maxLength: 8 }),
        (before, now) => {
          const earlier = decideAt(null, [wrote, ...before], 7);
          const record = earlier?.state?.record ?? null;
          const first = decideAt(record, now, null);
          const commit = decideAt(record, now, 8);
          if (first === null || commit === null) return;
          expect(opened(commit)).toEqual(lacksTicketNumber(first) ? [8] : []);
        },
      ),
    );
  });
});
