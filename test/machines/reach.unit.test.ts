import { describe, test } from 'vitest';
import type { Effect } from '../../machines/client/effect.ts';
import { aClient, given } from './given.ts';
import {
  agentBanned,
  agentClosed,
  agentCommented,
  agentEdited,
  agentPrioritized,
  ann,
  clientAsked,
  clientBlocked,
  clientReturned,
  clientStarted,
  clientWrote,
  COMMENT,
  MESSAGE,
  text,
} from './happenings.ts';

const BLOCKED: Effect = { kind: 'note', note: { key: 'client-blocked' } };
const RETURNED: Effect = { kind: 'note', note: { key: 'client-returned' } };
const COMMAND_GONE: Effect = { kind: 'removeCommand', message: COMMENT };
const RELAYED: Effect = { kind: 'relayToThread', from: MESSAGE, content: text('oi') };

const known = ['open', 'prioritized', 'closed'] as const;
const unreachable = (lifecycle: 'new' | (typeof known)[number] | 'banned' = 'open') =>
  aClient({ lifecycle, reach: 'blocked' });

describe.each(known)('a client (%s) who blocks the bot', (lifecycle) => {
  test('is shown as such in the thread, and stays what they were', () => {
    const client = aClient({ lifecycle });
    given(client)
      .when(clientBlocked())
      .thenEffects([BLOCKED])
      .thenReach('blocked')
      .thenLifecycle(lifecycle)
      .thenTicket(1)
      .thenContext({ level: client.context.level });
  });

  test('is shown once, however many calls Telegram refuses', () => {
    given(unreachable(lifecycle)).when(clientBlocked(0)).thenNothing().when(clientBlocked()).thenNothing();
  });

  test('receives no comment, and the agent is told', () => {
    given(unreachable(lifecycle))
      .when(agentCommented())
      .thenEffects([{ kind: 'refuse', message: COMMENT, refusal: 'unreachable' }])
      .thenLifecycle(lifecycle);
  });

  test('does not see what an agent corrects, and the agent is told so', () => {
    given(unreachable(lifecycle))
      .when(agentEdited())
      .thenEffects([{ kind: 'refuse', message: COMMENT, refusal: 'edit-unreachable', edit: text('olá!!') }])
      .thenLifecycle(lifecycle);
  });

  test('is back when Telegram says so', () => {
    given(unreachable(lifecycle))
      .when(clientReturned)
      .thenEffects([RETURNED])
      .thenReach('reachable')
      .thenLifecycle(lifecycle);
  });

  test('who presses /start is back and greeted', () => {
    given(unreachable(lifecycle))
      .when(clientStarted())
      .thenEffects([RETURNED, { kind: 'tellClient', text: 'start' }])
      .thenReach('reachable')
      .thenLifecycle(lifecycle);
  });

  test('who asks for the terms is back and answered', () => {
    given(unreachable(lifecycle))
      .when(clientAsked('terms'))
      .thenEffects([RETURNED, { kind: 'tellClient', text: 'terms' }])
      .thenReach('reachable');
  });

  test('who is back receives comments again', () => {
    given(unreachable(lifecycle))
      .when(clientReturned)
      .when(agentCommented())
      .thenEffects([{ kind: 'relayToClient', from: COMMENT, content: text('olá!') }]);
  });
});

describe('an unreachable client', () => {
  test('whose account is gone is shown as such', () => {
    given(aClient())
      .when(clientBlocked(0, 'deactivated'))
      .thenEffects([{ kind: 'note', note: { key: 'client-deactivated' } }])
      .thenReach('blocked');
  });

  test('who writes is back, and relayed', () => {
    given(unreachable())
      .when(clientWrote())
      .thenEffects([RETURNED, RELAYED])
      .thenReach('reachable')
      .thenLifecycle('open');
  });

  test('who was closed and writes is back, and open again', () => {
    given(unreachable('closed'))
      .when(clientWrote())
      .thenEffects([
        { kind: 'tellClient', text: 'restart' },
        RETURNED,
        RELAYED,
        { kind: 'alertAdmins', why: 'resumed' },
      ])
      .thenReach('reachable')
      .thenLifecycle('open')
      .thenTicket(2);
  });

  test('is closed without a farewell that nobody would read', () => {
    given(unreachable())
      .when(agentClosed())
      .thenEffects([{ kind: 'note', note: { key: 'closed', by: ann } }, COMMAND_GONE])
      .thenLifecycle('closed')
      .thenReach('blocked');
  });

  test('is given a level like anybody', () => {
    given(unreachable())
      .when(agentPrioritized(4))
      .thenEffects([{ kind: 'note', note: { key: 'prioritized', level: 4, by: ann } }, COMMAND_GONE])
      .thenLifecycle('prioritized')
      .thenReach('blocked')
      .thenPost('🟧', true);
  });

  test('is banned like anybody', () => {
    given(unreachable()).when(agentBanned).thenLifecycle('banned').thenReach('blocked');
  });
});

describe('a refused call', () => {
  test('of now makes the client unreachable', () => {
    given(aClient()).when(clientBlocked(0)).thenEffects([BLOCKED]).thenReach('blocked');
  });

  test('from before the client came back changes nothing', () => {
    given(unreachable()).when(clientReturned).thenContext({ reach: 1 }).when(clientBlocked(0)).thenNothing();
  });

  test('from after the client came back counts', () => {
    given(unreachable()).when(clientReturned).when(clientBlocked(1)).thenEffects([BLOCKED]);
  });
});

describe('somebody new who blocks the bot', () => {
  test('has no thread to be shown in', () => {
    given(aClient({ lifecycle: 'new' }))
      .when(clientBlocked())
      .thenEffects([])
      .thenReach('blocked')
      .thenThread('none');
  });

  test('who comes back has none either', () => {
    given(unreachable('new')).when(clientReturned).thenEffects([]).thenReach('reachable');
    given(unreachable('new'))
      .when(clientStarted())
      .thenEffects([{ kind: 'tellClient', text: 'start' }])
      .thenReach('reachable');
  });

  test('who then writes is new like anybody: the thread does not begin with a return', () => {
    given(unreachable('new'))
      .when(clientWrote())
      .thenEffects([
        { kind: 'openPost', generation: 1 },
        { kind: 'tellClient', text: 'start' },
        RELAYED,
        { kind: 'alertAdmins', why: 'created' },
      ])
      .thenReach('reachable')
      .thenLifecycle('open');
  });
});

describe('a banned client', () => {
  test('who blocks the bot is not shown to the team', () => {
    given(aClient({ lifecycle: 'banned' }))
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
        .thenLifecycle('banned')
        .thenContext({ reach: 1 });
    },
  );

  test('is told banned, not unreachable, to the agent who comments', () => {
    given(unreachable('banned'))
      .when(agentCommented())
      .thenEffects([{ kind: 'refuse', message: COMMENT, refusal: 'banned' }]);
  });
});

test('somebody who is there cannot come back', () => {
  given(aClient()).when(clientReturned).thenNothing();
});
