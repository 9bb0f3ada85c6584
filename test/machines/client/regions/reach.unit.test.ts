import { describe, test } from 'vitest';
import type { Effect } from '../../../../machines/client/effect.ts';
import { byAnn, prioritized, refused, undelivered } from '../expected-effects.ts';
import { aClient, type ExpectedEffect, given } from '../given.ts';
import {
  DAY_LATER,
  agentBanned,
  agentClosed,
  agentCommented,
  agentEdited,
  agentPrioritized,
  clientAsked,
  clientBlocked,
  clientReturned,
  clientStarted,
  clientWrote,
  COMMENT,
  MESSAGE,
  text,
} from '../happenings.ts';

const BLOCKED: Effect = { kind: 'say', to: 'thread', text: { key: 'note-client-blocked' } };
const RETURNED: Effect = { kind: 'say', to: 'thread', text: { key: 'note-client-returned' } };
const COMMAND_GONE: Effect = { kind: 'removeMessage', from: 'thread', message: COMMENT };
const RELAYED: ExpectedEffect = { kind: 'relayToThread', from: MESSAGE, content: text('oi') };

const known = ['open', 'prioritized', 'closed'] as const;
const unreachable = (ticket: 'new' | (typeof known)[number] | 'banned' = 'open') =>
  aClient({ ticket, reach: 'blocked' });

describe.each(known)('a client (%s) who blocks the bot', (ticket) => {
  test('is shown as such in the thread, and stays what they were', () => {
    const client = aClient({ ticket });
    given(client)
      .when(clientBlocked())
      .thenEffects([BLOCKED])
      .thenReach('blocked')
      .thenTicket(ticket)
      .thenTicketNumber(1)
      .thenContext({ ticket: { priority: client.context.ticket.priority } });
  });

  test('is shown once, however many calls Telegram refuses', () => {
    given(unreachable(ticket)).when(clientBlocked(0)).thenNothing().when(clientBlocked()).thenNothing();
  });

  test('receives no comment, and the agent is told', () => {
    given(unreachable(ticket))
      .when(agentCommented())
      .thenEffects([undelivered('unreachable')])
      .thenTicket(ticket);
  });

  test('does not see what an agent corrects, and the agent is told so', () => {
    given(unreachable(ticket))
      .when(agentEdited())
      .thenEffects([{ ...refused('edit-unreachable'), edit: text('olá!!') }])
      .thenTicket(ticket);
  });

  test('is back when Telegram says so', () => {
    given(unreachable(ticket))
      .when(clientReturned)
      .thenEffects([RETURNED])
      .thenReach('reachable')
      .thenTicket(ticket);
  });

  test('who presses /start is back and greeted', () => {
    given(unreachable(ticket))
      .when(clientStarted())
      .thenEffects([RETURNED, { kind: 'say', to: 'client', text: { key: 'start' } }])
      .thenReach('reachable')
      .thenTicket(ticket);
  });

  test('who asks for the terms is back and answered', () => {
    given(unreachable(ticket))
      .when(clientAsked('terms'))
      .thenEffects([RETURNED, { kind: 'say', to: 'client', text: { key: 'terms' } }])
      .thenReach('reachable');
  });

  test('who is back receives comments again', () => {
    given(unreachable(ticket))
      .when(clientReturned)
      .when(agentCommented())
      .thenEffects([{ kind: 'relayToClient', from: COMMENT, content: text('olá!') }]);
  });
});

describe('an unreachable client', () => {
  test('whose account is gone is shown as such', () => {
    given(aClient())
      .when(clientBlocked(0, 'deactivated'))
      .thenEffects([{ kind: 'say', to: 'thread', text: { key: 'note-client-deactivated' } }])
      .thenReach('blocked');
  });

  test('who writes is back, and relayed', () => {
    given(unreachable())
      .when(clientWrote())
      .thenEffects([RETURNED, RELAYED])
      .thenReach('reachable')
      .thenTicket('open');
  });

  test('who was closed and writes is back, and open again', () => {
    given(unreachable('closed'))
      .when(clientWrote(), DAY_LATER)
      .thenEffects([
        { kind: 'say', to: 'client', text: { key: 'restart' } },
        RETURNED,
        RELAYED,
        { kind: 'alertAdmins', why: 'resumed' },
      ])
      .thenReach('reachable')
      .thenTicket('open')
      .thenTicketNumber(2);
  });

  test('is closed without a farewell that nobody would read', () => {
    given(unreachable())
      .when(agentClosed())
      .thenEffects([byAnn('note-closed'), COMMAND_GONE])
      .thenTicket('closed')
      .thenReach('blocked');
  });

  test('is given a priority like anybody', () => {
    given(unreachable())
      .when(agentPrioritized(4))
      .thenEffects([prioritized(4), COMMAND_GONE])
      .thenTicket('prioritized')
      .thenReach('blocked')
      .thenPost('🟧', true);
  });

  test('is banned like anybody', () => {
    given(unreachable()).when(agentBanned).thenTicket('banned').thenReach('blocked');
  });
});

describe('a refused call', () => {
  test('of now makes the client unreachable', () => {
    given(aClient()).when(clientBlocked(0)).thenEffects([BLOCKED]).thenReach('blocked');
  });

  test('from before the client came back changes nothing', () => {
    given(unreachable())
      .when(clientReturned)
      .thenContext({ reach: { reachEpoch: 1 } })
      .when(clientBlocked(0))
      .thenNothing();
  });

  test('from after the client came back counts', () => {
    given(unreachable()).when(clientReturned).when(clientBlocked(1)).thenEffects([BLOCKED]);
  });
});

describe('somebody new who blocks the bot', () => {
  test('has no thread to be shown in', () => {
    given(aClient({ ticket: 'new' }))
      .when(clientBlocked())
      .thenEffects([])
      .thenReach('blocked')
      .thenThread('none');
  });

  test('who comes back has none either', () => {
    given(unreachable('new')).when(clientReturned).thenEffects([]).thenReach('reachable');
    given(unreachable('new'))
      .when(clientStarted())
      .thenEffects([{ kind: 'say', to: 'client', text: { key: 'start' } }])
      .thenReach('reachable');
  });

  test('who then writes is new like anybody: the thread does not begin with a return', () => {
    given(unreachable('new'))
      .when(clientWrote())
      .thenEffects([
        { kind: 'openPost', threadNumber: 1 },
        { kind: 'say', to: 'client', text: { key: 'start' } },
        RELAYED,
        { kind: 'alertAdmins', why: 'created' },
      ])
      .thenReach('reachable')
      .thenTicket('open');
  });
});

describe('a banned client', () => {
  test('who blocks the bot is not shown to the team', () => {
    given(aClient({ ticket: 'banned' }))
      .when(clientBlocked())
      .thenEffects([])
      .thenReach('blocked');
  });

  test.each([clientReturned, clientWrote(), clientStarted('site'), clientAsked('help')])(
    'who gives a sign of life is reachable, and not shown to the team: $type',
    (event) => {
      given(unreachable('banned'))
        .when(event)
        .thenEffects([])
        .thenReach('reachable')
        .thenTicket('banned')
        .thenContext({ reach: { reachEpoch: 1 } });
    },
  );

  test('is told banned, not unreachable, to the agent who comments', () => {
    given(unreachable('banned'))
      .when(agentCommented())
      .thenEffects([undelivered('banned')]);
  });
});

test('somebody who is there cannot come back', () => {
  given(aClient()).when(clientReturned).thenNothing();
});
