import { describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../../machines/client/event.ts';
import { GLYPHS } from '../../../machines/client/glyphs.ts';
import { newClient } from '../../../machines/client/step.ts';
import {
  byAnn,
  COMMAND_GONE,
  END,
  origin,
  prioritized,
  relayed,
  START,
  toClient,
} from './expected-effects.ts';
import { aClient, given } from './given.ts';
import {
  agentBanned,
  agentClosed,
  agentCommented,
  agentEdited,
  agentPrioritized,
  clientAsked,
  clientEdited,
  clientStarted,
  clientWrote,
  COMMENT,
  levels,
  MESSAGE,
  privateId,
  text,
  threadId,
  urgentLevels,
} from './happenings.ts';

const served = [
  { who: 'an open client', client: () => aClient(), glyph: '🟦' },
  ...urgentLevels.map((priority) => ({
    who: `a client of priority ${priority}`,
    client: () => aClient({ ticket: 'prioritized', priority }),
    glyph: GLYPHS[priority],
  })),
];

test('the colours are the ones the team knows', () => {
  expect(GLYPHS).toEqual({
    banned: '❌',
    moved: '➡️',
    closed: '⬜️',
    1: '🟦',
    2: '🟩',
    3: '🟨',
    4: '🟧',
    5: '🟥',
  });
});

describe('somebody new', () => {
  test('is known, but nobody serves them yet', () => {
    expect(newClient()).toMatchObject({
      value: { ticket: 'new', thread: 'none', reach: 'reachable' },
      context: { ticket: { number: 0, greeted: false } },
    });
  });

  test('who writes gets a post, a greeting and the first ticket, and the team is alerted', () => {
    given(aClient({ ticket: 'new' }))
      .when(clientWrote())
      .thenEffects([
        { kind: 'openPost', threadNumber: 1 },
        START,
        relayed(),
        { kind: 'alertAdmins', why: 'created' },
      ])
      .thenTicket('open')
      .thenTicketNumber(1)
      .thenPost('🟦', true);
  });

  test('of whom an edit is the first that is heard has written', () => {
    given(aClient({ ticket: 'new' }))
      .when(clientEdited())
      .thenEffects([
        { kind: 'openPost', threadNumber: 1 },
        START,
        { kind: 'relayToThread', from: MESSAGE, content: text('olá') },
        { kind: 'alertAdmins', why: 'created' },
      ])
      .thenTicket('open')
      .thenTicketNumber(1);
  });

  test('whose command is edited, or echoes, has not written', () => {
    given(aClient({ ticket: 'new' }))
      .when({ ...clientEdited('/start'), isCommand: true })
      .thenEffects([])
      .thenTicket('new')
      .thenThread('none');
  });

  test('who pressed /start is greeted, and gets no post yet', () => {
    given(aClient({ ticket: 'new' }))
      .when(clientStarted())
      .thenEffects([START])
      .thenTicket('new')
      .thenThread('none')
      .thenTicketNumber(0);
  });

  test('whom /start greeted is not greeted again with the first message', () => {
    given(aClient({ ticket: 'new', greeted: true }))
      .when(clientWrote())
      .thenEffects([
        { kind: 'openPost', threadNumber: 1 },
        relayed(),
        { kind: 'alertAdmins', why: 'created' },
      ]);
  });

  test('who came through a link has its origin as the first line of the thread', () => {
    given(aClient({ ticket: 'new' }))
      .when(clientStarted('instagram'))
      .thenEffects([START])
      .when(clientWrote())
      .thenEffects([
        { kind: 'openPost', threadNumber: 1 },
        origin('instagram'),
        relayed(),
        { kind: 'alertAdmins', why: 'created' },
      ])
      .thenContext({ ticket: { origin: 'instagram' } });
  });

  test('keeps the origin when pressing a bare /start afterwards', () => {
    given(aClient({ ticket: 'new', origin: 'site' }))
      .when(clientStarted())
      .thenContext({ ticket: { origin: 'site' } });
  });

  test('has the latest origin when coming through two links', () => {
    given(aClient({ ticket: 'new', origin: 'site' }))
      .when(clientStarted('folheto'))
      .thenContext({ ticket: { origin: 'folheto' } });
  });

  test.each(['terms', 'help'] as const)('who asks for %s is answered, without a post', (about) => {
    given(aClient({ ticket: 'new' }))
      .when(clientAsked(about))
      .thenEffects([{ kind: 'say', to: 'client', text: { key: about === 'help' ? 'client-help' : 'terms' } }])
      .thenTicket('new')
      .thenThread('none');
  });

  test.each<ClientEvent>([
    agentPrioritized(3),
    agentClosed(),
    agentClosed(true),
    agentBanned,
    agentCommented(),
  ])('has no thread for an agent to act in: $type changes nothing', (event) => {
    given(aClient({ ticket: 'new' }))
      .when(event)
      .thenNothing();
  });
});

describe.each(served)('$who', ({ client, glyph }) => {
  const { ticket } = client().value;

  test('has a pinned post of its colour', () => {
    given(client()).when(clientAsked('help')).thenPost(glyph, true);
  });

  test('who writes is relayed, and nothing else happens', () => {
    given(client()).when(clientWrote()).thenEffects([relayed()]).thenTicket(ticket).thenTicketNumber(1);
  });

  test('who answers a message is relayed as an answer', () => {
    given(client())
      .when({ ...clientWrote(), replyTo: privateId(4) })
      .thenEffects([{ kind: 'relayToThread', from: MESSAGE, content: text('oi'), replyTo: privateId(4) }]);
  });

  test('who answers a passage is relayed with the passage', () => {
    const quoting = { replyTo: privateId(4), quote: { text: 'a nota', position: 7 } };
    given(client())
      .when({ ...clientWrote(), ...quoting })
      .thenEffects([{ kind: 'relayToThread', from: MESSAGE, content: text('oi'), ...quoting }]);
  });

  test('who corrects a message corrects it in the thread', () => {
    given(client())
      .when(clientEdited())
      .thenEffects([{ kind: 'editInThread', from: MESSAGE, content: text('olá') }])
      .thenTicket(ticket);
  });

  test('who presses /start is greeted again', () => {
    given(client()).when(clientStarted()).thenEffects([START]).thenTicket(ticket).thenTicketNumber(1);
  });

  test('who comes back through a link is greeted, and its origin noted', () => {
    given(client())
      .when(clientStarted('folheto'))
      .thenEffects([START, origin('folheto')])
      .thenTicket(ticket);
  });

  test.each(['terms', 'help'] as const)('who asks for %s is answered', (about) => {
    given(client())
      .when(clientAsked(about))
      .thenEffects([{ kind: 'say', to: 'client', text: { key: about === 'help' ? 'client-help' : 'terms' } }])
      .thenTicket(ticket);
  });

  test('receives what an agent comments', () => {
    given(client()).when(agentCommented()).thenEffects([toClient()]).thenTicket(ticket);
  });

  test('receives as an answer what an agent answers', () => {
    given(client())
      .when({ ...agentCommented(), replyTo: threadId(33) })
      .thenEffects([{ kind: 'relayToClient', from: COMMENT, content: text('olá!'), replyTo: threadId(33) }]);
  });

  test('receives the passage that an agent answers', () => {
    const quoting = { replyTo: threadId(33), quote: { text: 'a nota', position: 7 } };
    given(client())
      .when({ ...agentCommented(), ...quoting })
      .thenEffects([{ kind: 'relayToClient', from: COMMENT, content: text('olá!'), ...quoting }]);
  });

  test('sees what an agent corrects', () => {
    given(client())
      .when(agentEdited())
      .thenEffects([{ kind: 'editAtClient', from: COMMENT, content: text('olá!!') }]);
  });

  test.each(levels)(
    'takes the priority %i: a ⚙️ note instead of the command, nothing to the client',
    (priority) => {
      given(client())
        .when(agentPrioritized(priority))
        .thenEffects([prioritized(priority), COMMAND_GONE])
        .thenTicket(priority === 1 ? 'open' : 'prioritized')
        .thenPost(GLYPHS[priority], true)
        .thenTicketNumber(1);
    },
  );

  test('is closed by /fim with a farewell, and the ticket ends', () => {
    given(client())
      .when(agentClosed())
      .thenEffects([END, byAnn('note-closed'), COMMAND_GONE])
      .thenTicket('closed')
      .thenPost('⬜️', false)
      .thenTicketNumber(1);
  });

  test('is closed by /fs without a word', () => {
    given(client())
      .when(agentClosed(true))
      .thenEffects([byAnn('note-closed-silently'), COMMAND_GONE])
      .thenTicket('closed')
      .thenPost('⬜️', false);
  });

  test('is banned by /ban without a word', () => {
    given(client())
      .when(agentBanned)
      .thenEffects([byAnn('note-banned'), COMMAND_GONE])
      .thenTicket('banned')
      .thenPost('❌', false)
      .thenTicketNumber(1);
  });
});
