import { describe, test } from 'vitest';
import type { Effect } from '../../../machines/client/effect.ts';
import { aClient, given } from './given.ts';
import {
  agentReacted,
  ann,
  clientReacted,
  clientReturned,
  COMMENT,
  MESSAGE,
  privateId,
  threadId,
} from './happenings.ts';

const inThread = (emoji: string | null, to = MESSAGE): Effect => ({ kind: 'reactInThread', to, emoji });
const atClient = (emoji: string | null, to = COMMENT): Effect => ({
  kind: 'reactAtClient',
  to,
  emoji,
  by: ann.id,
});

describe.each(['open', 'prioritized', 'closed'] as const)('a client (%s)', (ticket) => {
  const client = aClient({ ticket });

  test('who reacts is seen to react in the thread, and nothing else happens', () => {
    given(client)
      .when(clientReacted('❤', privateId(4)))
      .thenEffects([inThread('❤', privateId(4))])
      .thenTicket(ticket)
      .thenTicketNumber(1);
  });

  test('who takes the reaction back takes it back in the thread', () => {
    given(client)
      .when(clientReacted(null))
      .thenEffects([inThread(null)])
      .thenTicket(ticket);
  });

  test('sees what an agent reacts with, and that it is taken back', () => {
    given(client)
      .when(agentReacted('🔥', threadId(33)))
      .thenEffects([atClient('🔥', threadId(33))])
      .thenTicket(ticket)
      .when(agentReacted(null, threadId(33)))
      .thenEffects([atClient(null, threadId(33))])
      .thenTicket(ticket);
  });
});

describe('a client who has blocked the bot', () => {
  const blocked = () => aClient({ reach: 'blocked' });

  test('sees no reaction, and nobody is told so', () => {
    given(blocked()).when(agentReacted()).thenNothing();
  });

  test('sees reactions again after coming back', () => {
    given(blocked())
      .when(clientReturned)
      .when(agentReacted())
      .thenEffects([atClient('👍')]);
  });
});

test.each([clientReacted(), clientReacted(null), agentReacted(), agentReacted(null)])(
  'a banned client neither reacts nor is reacted to: $type $emoji',
  (event) => {
    given(aClient({ ticket: 'banned' }))
      .when(event)
      .thenNothing();
  },
);

test('somebody who never wrote has no thread to react in', () => {
  given(aClient({ ticket: 'new', greeted: true }))
    .when(clientReacted())
    .thenNothing();
});

test.each(['sending', 'unconfirmed', 'awaitingCopy'] as const)(
  'a reaction waits for the thread with what it is about: %s',
  (thread) => {
    given(aClient({ thread }))
      .when(clientReacted())
      .thenEffects([inThread('👍')])
      .thenThread(thread);
  },
);
