import type { MessageNumber } from '../../../../machines/ids.ts';
import { describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../../../machines/client/event.ts';
import { factsOf } from '../../../../machines/client/fact.ts';
import { takenIn } from '../../../../machines/client/taken-message.ts';
import { firstSettings } from '../../../../machines/client/setup.ts';
import type { ClientState } from '../../../../machines/client/snapshot.ts';
import { type Status, statusOf } from '../../../../machines/client/status.ts';
import { newClient, step } from '../../../../machines/client/step.ts';
import type { AgentId } from '../../../../machines/ids.ts';
import { aClient, given, givenTo } from '../given.ts';
import {
  agentBanned,
  agentClosed,
  agentCommented,
  agentEdited,
  agentPrioritized,
  agentReacted,
  ann,
  clientBlocked,
  clientEdited,
  clientReacted,
  clientReturned,
  clientStarted,
  clientWrote,
  DAY_LATER,
  later,
  t0,
} from '../happenings.ts';

const MINUTE_MS = 60_000;

const factsAfter = (before: ClientState, event: ClientEvent, at = t0) => {
  const { next } = step(before, event, givenTo(before, at));
  return factsOf(before, event, next, takenIn(before, event, next, null));
};

describe('the turn', () => {
  test('is the team’s from the first message that nobody answered, whatever the client adds', () => {
    given(aClient())
      .when(agentCommented(), later(1))
      .when(clientWrote('1'), later(2))
      .when(clientWrote('2'), later(3))
      .thenContext({
        ticket: { turn: 'team', waitingSince: later(2), lastClientAt: later(3), unread: true },
      });
  });

  test('is the client’s once a human has answered, and the first answer is remembered', () => {
    given(aClient())
      .when(agentCommented(), later(5))
      .when(clientWrote(), later(6))
      .when(agentCommented(), later(7))
      .thenContext({
        ticket: {
          turn: 'client',
          waitingSince: null,
          unread: false,
          firstReplyAt: later(5),
          lastTeamAt: later(7),
          counts: { client: 2, team: 2 },
        },
      });
  });

  test.each<ClientEvent>([
    clientEdited(),
    clientReacted(),
    clientStarted('site'),
    agentEdited(),
    agentReacted(),
  ])('is changed by no $type', (event) => {
    const before = given(aClient()).when(agentCommented(), later(5)).state;
    const { turn, waitingSince, unread, counts } = before.context.ticket;
    given(before).when(event, later(9)).thenContext({ ticket: { turn, waitingSince, unread, counts } });
  });

  test('is not changed by an answer that cannot reach the client', () => {
    given(aClient({ reach: 'blocked' }))
      .when(agentCommented(), later(5))
      .thenContext({ ticket: { turn: 'team', firstReplyAt: null, counts: { client: 1, team: 0 } } });
  });

  test('ends with the ticket: nobody waits any more, and it is known who closed it, how and when', () => {
    given(aClient({ ticket: 'prioritized' }))
      .when(agentClosed(true), later(8))
      .thenContext({
        ticket: {
          turn: 'client',
          waitingSince: null,
          unread: false,
          closedAt: later(8),
          closedBy: ann,
          closeReason: 'silent',
        },
      });
  });
});

describe('a client who comes back', () => {
  const closed = () => given(aClient()).when(agentClosed(), t0).state;

  test.each([
    ['within half an hour', firstSettings.reopenMs, 1, t0],
    ['later', firstSettings.reopenMs + 1, 2, later(firstSettings.reopenMs + 1)],
  ])('%s goes on with the same ticket, or begins the next', (_when, ms, number, openedAt) => {
    given(closed())
      .when(clientWrote(), later(ms))
      .thenTicketNumber(number)
      .thenContext({ ticket: { openedAt, closedAt: null, closedBy: null, closeReason: null, turn: 'team' } });
  });

  test('keeps the counts of a ticket that goes on; the next one counts from the beginning', () => {
    given(closed())
      .when(clientWrote(), later(MINUTE_MS))
      .thenContext({ ticket: { counts: { client: 2, team: 0 }, messages: 2 as MessageNumber } });
    given(closed())
      .when(clientWrote(), DAY_LATER)
      .thenContext({
        ticket: { counts: { client: 1, team: 0 }, messages: 2 as MessageNumber, firstReplyAt: null },
      });
  });

  test('goes on at once where a desk says that nothing does, with a new ticket', () => {
    const before = closed();
    const settings = { ...firstSettings, reopenMs: -1 };
    const { next } = step(before, clientWrote(), { ...givenTo(before), settings });
    expect(next.context.ticket.number).toBe(2);
  });
});

test('a comment after the close belongs to the last ticket, opens none and stops no clock', () => {
  given(aClient())
    .when(agentClosed(), later(1))
    .when(agentCommented(), later(2))
    .thenTicket('closed')
    .thenTicketNumber(1)
    .thenContext({ ticket: { firstReplyAt: null, closedAt: later(1), counts: { client: 1, team: 1 } } });
});

test('a ticket has the number that was reserved for it', () => {
  const { next } = step(newClient(), clientWrote(), { ...givenTo(newClient()), ticketNumber: 1042 });
  expect(next.context.ticket).toMatchObject({ number: 1042, openedBy: 'client', openedAt: t0 });
});

describe('the status', () => {
  const held = (state: ClientState): ClientState => ({
    ...state,
    context: { ...state.context, ticket: { ...state.context.ticket, assignee: 500 as AgentId } },
  });
  test.each<[string, ClientState, Status | null]>([
    ['before the first ticket', newClient(), null],
    ['of a ticket that nobody holds', aClient(), 'queued'],
    ['of one that was answered, which nobody holds', given(aClient()).when(agentCommented()).state, 'queued'],
    [
      'of one that an agent holds, when the client waits',
      held(aClient({ ticket: 'prioritized' })),
      'answering',
    ],
    ['of one that was answered', held(given(aClient()).when(agentCommented()).state), 'waiting-client'],
    ['of a closed one', held(aClient({ ticket: 'closed' })), 'closed'],
    ['of a banned client', aClient({ ticket: 'banned' }), 'closed'],
  ])('%s', (_whose, state, status) => {
    expect(statusOf(state)).toBe(status);
  });
});

describe('facts', () => {
  test('of a first message', () => {
    expect(factsAfter(aClient({ ticket: 'new', origin: 'site' }), clientWrote())).toEqual([
      { type: 'ticket.opened', ticket: 1, by: 'client', origin: 'site' },
      { type: 'message.received', ticket: 1, n: 1, kind: 'text' },
    ]);
  });

  test('of an answer', () => {
    expect(factsAfter(aClient(), agentCommented())).toEqual([
      { type: 'message.sent', ticket: 1, n: 2, kind: 'text', by: 500 },
    ]);
  });

  test('of a close, of a ticket that goes on, and of the next one', () => {
    expect(factsAfter(aClient(), agentClosed(true))).toEqual([
      { type: 'ticket.closed', ticket: 1, by: 500, reason: 'silent' },
    ]);
    expect(factsAfter(aClient({ ticket: 'closed' }), clientWrote(), later(1))).toEqual([
      { type: 'ticket.reopened', ticket: 1, by: 'client', origin: null },
      { type: 'message.received', ticket: 1, n: 2, kind: 'text' },
    ]);
    expect(factsAfter(aClient({ ticket: 'closed' }), agentPrioritized(4), DAY_LATER)).toEqual([
      { type: 'ticket.opened', ticket: 2, by: 'agent', origin: null },
      { type: 'ticket.prioritized', ticket: 2, by: 500, priority: 4 },
    ]);
  });

  test('of a ban, and of its end', () => {
    expect(factsAfter(aClient(), agentBanned)).toEqual([
      { type: 'ticket.closed', ticket: 1, by: 500, reason: 'banned' },
      { type: 'client.banned', by: 500 },
    ]);
    expect(factsAfter(aClient({ ticket: 'banned' }), agentClosed())).toEqual([
      { type: 'client.unbanned', by: 500 },
    ]);
  });

  test('of a client who blocks the bot, and of one who is back', () => {
    expect(factsAfter(aClient(), clientBlocked(undefined, 'deactivated'))).toEqual([
      { type: 'client.blocked', cause: 'deactivated' },
    ]);
    expect(factsAfter(aClient({ reach: 'blocked' }), clientReturned)).toEqual([{ type: 'client.returned' }]);
  });

  test('say nothing of what people wrote', () => {
    const facts = [
      ...factsAfter(newClient(), clientWrote('my secret')),
      ...factsAfter(aClient(), agentCommented('my secret')),
    ];
    expect(JSON.stringify(facts)).not.toContain('my secret');
  });

  test('there are none of what changes nothing', () => {
    expect(factsAfter(aClient({ ticket: 'banned' }), clientWrote())).toEqual([]);
    expect(factsAfter(aClient(), clientReacted())).toEqual([]);
  });
});
