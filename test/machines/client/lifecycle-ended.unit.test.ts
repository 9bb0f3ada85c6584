import { describe, test } from 'vitest';
import type { ClientEvent } from '../../../machines/client/event.ts';
import { GLYPHS } from '../../../machines/client/glyphs.ts';
import {
  byAnn,
  COMMAND_GONE,
  prioritized,
  refused,
  relayed,
  RESTART,
  START,
  toClient,
  undelivered,
} from './expected-effects.ts';
import { aClient, given } from './given.ts';
import {
  DAY_LATER,
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
  text,
} from './happenings.ts';

describe('a closed client', () => {
  const closed = () => aClient({ ticket: 'closed' });

  test('who writes is open again: told so, relayed, the team alerted, the next ticket', () => {
    given(closed())
      .when(clientWrote(), DAY_LATER)
      .thenEffects([RESTART, relayed(), { kind: 'alertAdmins', why: 'resumed' }])
      .thenTicket('open')
      .thenTicketNumber(2)
      .thenPost('🟦', true);
  });

  test('who was very urgent is not urgent when writing again', () => {
    given(aClient({ ticket: 'prioritized', priority: 5 }))
      .when(agentClosed())
      .when(clientWrote())
      .thenTicket('open')
      .thenPost('🟦', true);
  });

  test.each([null, 'folheto'])('who presses /start (%s) is greeted, and nothing else', (from) => {
    given(closed())
      .when(clientStarted(from))
      .thenEffects([START])
      .thenTicket('closed')
      .thenTicketNumber(1)
      .thenPost('⬜️', false);
  });

  test('who corrects an old message corrects it in the thread, and stays closed', () => {
    given(closed())
      .when(clientEdited())
      .thenEffects([{ kind: 'editInThread', from: MESSAGE, content: text('olá') }])
      .thenTicket('closed');
  });

  test('who asks for the terms is answered, and stays closed', () => {
    given(closed())
      .when(clientAsked('terms'))
      .thenEffects([{ kind: 'say', to: 'client', text: { key: 'terms' } }])
      .thenTicket('closed');
  });

  test.each(levels)(
    'given the priority %i begins the next ticket, pinned, and hears nothing of it',
    (priority) => {
      given(closed())
        .when(agentPrioritized(priority), DAY_LATER)
        .thenEffects([prioritized(priority), COMMAND_GONE])
        .thenTicket(priority === 1 ? 'open' : 'prioritized')
        .thenTicketNumber(2)
        .thenPost(GLYPHS[priority], true);
    },
  );

  test.each([false, true])('cannot be closed again (silently: %s), and the agent is told', (silently) => {
    given(closed())
      .when(agentClosed(silently))
      .thenEffects([refused('closed-already')])
      .thenTicket('closed')
      .thenTicketNumber(1);
  });

  test('is banned by /ban', () => {
    given(closed())
      .when(agentBanned)
      .thenEffects([byAnn('note-banned'), COMMAND_GONE])
      .thenTicket('banned')
      .thenPost('❌', false);
  });

  test('receives what an agent comments or corrects, and stays closed', () => {
    given(closed())
      .when(agentCommented())
      .thenEffects([toClient()])
      .thenTicket('closed')
      .thenTicketNumber(1)
      .when(agentEdited())
      .thenEffects([{ kind: 'editAtClient', from: COMMENT, content: text('olá!!') }])
      .thenTicket('closed');
  });
});

describe('a banned client', () => {
  const banned = () => aClient({ ticket: 'banned' });

  test.each<ClientEvent>([
    clientWrote(),
    clientEdited(),
    clientStarted(),
    clientStarted('folheto'),
    clientAsked('terms'),
    clientAsked('help'),
  ])('is neither relayed nor answered nor stored: $type leaves no trace', (event) => {
    given(banned()).when(event).thenNothing();
  });

  test.each(levels)('given the priority %i is served again, in the next ticket', (priority) => {
    given(banned())
      .when(agentPrioritized(priority), DAY_LATER)
      .thenEffects([byAnn('note-unbanned'), prioritized(priority), COMMAND_GONE])
      .thenTicket(priority === 1 ? 'open' : 'prioritized')
      .thenTicketNumber(2)
      .thenPost(GLYPHS[priority], true);
  });

  test.each([false, true])(
    'is let in again by /fim or /fs (silently: %s), closed, without a word',
    (silently) => {
      given(banned())
        .when(agentClosed(silently))
        .thenEffects([byAnn('note-unbanned'), COMMAND_GONE])
        .thenTicket('closed')
        .thenTicketNumber(1)
        .thenPost('⬜️', false);
    },
  );

  test('who was let in again and writes is open again', () => {
    given(banned())
      .when(agentClosed())
      .when(clientWrote(), DAY_LATER)
      .thenEffects([RESTART, relayed(), { kind: 'alertAdmins', why: 'resumed' }])
      .thenTicket('open')
      .thenTicketNumber(2);
  });

  test('cannot be banned twice, and the agent is told', () => {
    given(banned())
      .when(agentBanned)
      .thenEffects([refused('banned-already')])
      .thenTicket('banned');
  });

  test('receives no comment, and the agent is told', () => {
    given(banned())
      .when(agentCommented())
      .thenEffects([undelivered('banned')])
      .thenTicket('banned');
  });

  test('does not see what an agent corrects, and the agent is told so', () => {
    given(banned())
      .when(agentEdited())
      .thenEffects([{ ...refused('edit-banned'), edit: text('olá!!') }])
      .thenTicket('banned');
  });
});
