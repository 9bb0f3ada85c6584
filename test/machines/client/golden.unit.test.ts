import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ClientState,
  readable,
  revive,
  SNAPSHOT_VERSION,
  store,
} from '../../../machines/client/snapshot.ts';
import { newClient, step } from '../../../machines/client/step.ts';
import { stableStates } from './chart-states.ts';
import { aClient, given, givenTo } from './given.ts';
import {
  agentClosed,
  agentCommented,
  agentPrioritized,
  clientBlocked,
  clientErased,
  clientReturned,
  clientStarted,
  clientWrote,
  copyArrived,
  copyLate,
  copyMissing,
  postUnconfirmed,
  postOverdue,
  postSent,
  threadDue,
  threadLost,
} from './happenings.ts';

/** Stored clients of released versions: a file per version, never changed after the release. */
const FOLDER = join(import.meta.dirname, 'golden');
const CURRENT = `client-v${SNAPSHOT_VERSION}.json`;
const sending = () => aClient({ thread: 'sending' });
/** How the clients of the current file come about today. */
const today: Record<string, ClientState> = {
  'new: never did anything': newClient(),
  'new: pressed /start on a link': aClient({ ticket: 'new', origin: 'instagram' }),
  'open: the post is being sent': sending(),
  'open: the copy came before the post was confirmed': given(sending()).when(copyArrived()).state,
  'open: the post is unconfirmed': given(sending()).when(postUnconfirmed()).state,
  'prioritized: the post waits for its copy': aClient({
    ticket: 'prioritized',
    priority: 5,
    thread: 'awaitingCopy',
  }),
  'open: the copy is late and asked for': aClient({ thread: 'requestingCopy' }),
  'open: every thread is lost, the next one waits': aClient({ thread: 'backingOff' }),
  'open: the account is gone': given(aClient()).when(clientBlocked(undefined, 'deactivated')).state,
  'open: the thread continues another': given(aClient()).when(threadLost()).state,
  'closed: blocked the bot': aClient({ ticket: 'closed', reach: 'blocked' }),
  'banned: had been greeted by /start': aClient({ ticket: 'banned', greeted: true }),
  'erased: wrote before': given(aClient()).when(clientErased).state,
};

if (process.env['UPDATE_GOLDEN'] === '1')
  writeFileSync(join(FOLDER, CURRENT), `${JSON.stringify(today, null, 2)}\n`);

type Stored = Record<string, { v: number }>;
const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Stored;
const versions = readdirSync(FOLDER).map((file) => ({ file, clients: read(file) }));
const current = Object.entries(read(CURRENT)) as [string, ClientState][];

/** Names and kinds of everything stored, without the values. */
function shapeOf(value: unknown, path = ''): string[] {
  if (value === null) return [`${path}: null`];
  if (typeof value !== 'object') return [`${path}: ${typeof value}`];
  return Object.entries(value)
    .flatMap(([name, inner]) => shapeOf(inner, `${path}.${name}`))
    .sort();
}

const namesIn = ({ value: { ticket, thread, reach } }: ClientState) => [
  `client.ticket.${ticket}`,
  typeof thread === 'string' ? `client.thread.${thread}` : `client.thread.opening.${thread.opening}`,
  `client.reach.${reach}`,
];

describe.each(versions)('clients stored in $file', ({ clients }) => {
  test.each(Object.entries(clients))('%s – is revived and stored again without a loss', (_who, stored) => {
    const state = readable(stored);
    expect(state.v).toBe(SNAPSHOT_VERSION);
    // A later region or field is added.
    expect(store(revive(state))).toMatchObject(state);
  });
});

describe(`the shape of today, which may change only with SNAPSHOT_VERSION and a golden file of its own (machines/README.md), not with ${CURRENT},`, () => {
  test('is the one of the golden file of its version', () => {
    const shapes = (clients: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(clients).map(([who, client]) => [who, shapeOf(client)]));
    expect(shapes(today)).toEqual(shapes(read(CURRENT)));
  });

  test('has the states of the golden file, which older programs know, and no others', () => {
    const named = [...new Set(current.flatMap(([, state]) => namesIn(state)))].sort();
    expect(stableStates()).toEqual(named);
  });

  test('would be told apart if a field came, went or changed its kind', () => {
    const state = newClient();
    const { priority: _gone, ...rest } = state.context.ticket;
    const shape = shapeOf(state);
    expect(shapeOf({ ...state, context: { ...state.context, assignee: { id: 500 } } })).not.toEqual(shape);
    expect(shapeOf({ ...state, context: { ...state.context, ticket: rest } })).not.toEqual(shape);
    expect(
      shapeOf({ ...state, context: { ...state.context, ticket: { ...rest, priority: 'urgent' } } }),
    ).not.toEqual(shape);
  });
});

test.each(current)('%s – goes on as one who has just come about', (who, stored) => {
  const fresh = today[who] as ClientState;
  const events = [
    clientWrote(),
    clientStarted('site'),
    clientReturned,
    agentCommented(),
    agentPrioritized(4),
    agentClosed(),
    postSent(),
    postUnconfirmed(),
    postOverdue,
    copyLate,
    copyMissing,
    threadDue,
    copyArrived(),
    threadLost(),
  ];
  for (const event of events)
    expect(step(stored, event, givenTo(stored))).toEqual(step(fresh, event, givenTo(fresh)));
  expect(events.some((event) => step(stored, event, givenTo(stored)).accepted)).toBe(true);
});

test('a client stored before a region or a field came in begins there as a new client does', () => {
  const whole = aClient({ ticket: 'prioritized', priority: 4 });
  const { reach: _region, ...value } = whole.value;
  const { reach: _slice, ...context } = whole.context;
  const { assignee: _field, ...ticket } = whole.context.ticket;
  const older = { ...whole, value, context: { ...context, ticket } } as unknown as ClientState;
  expect(store(revive(older))).toEqual(whole);
  const event = clientWrote();
  expect(step(older, event, givenTo(whole))).toEqual(step(whole, event, givenTo(whole)));
});

test('a client of a newer version is refused, with what to do about it', () => {
  const newer = { ...newClient(), v: SNAPSHOT_VERSION + 1 };
  expect(() => readable(newer)).toThrow(
    new RegExp(
      `version ${newer.v}\\b.*reads ${SNAPSHOT_VERSION}\\b.*Run the version of Balcão that wrote it`,
    ),
  );
});

test('a client of an older version is refused, with what to do about it', () => {
  expect(() => readable({ v: 2 })).toThrow(/version 2\b.*begin with an empty Redis/);
});
