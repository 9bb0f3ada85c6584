import { describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../../machines/client/event.ts';
import type { ClientState } from '../../../machines/client/snapshot.ts';
import { newClient, possibleEvents, step } from '../../../machines/client/step.ts';
import { givenTo, threadOf } from './given.ts';
import {
  agentBanned,
  agentMoved,
  agentClosed,
  agentCommented,
  agentNoted,
  agentEdited,
  agentPrioritized,
  agentReacted,
  agentStrayed,
  clientAsked,
  clientBlocked,
  clientEdited,
  clientErased,
  clientReacted,
  clientReturned,
  clientStarted,
  clientWrote,
  copyArrived,
  copyLate,
  copyMissing,
  postUnconfirmed,
  postId,
  postOverdue,
  postSent,
  threadDue,
  threadId,
  threadLost,
} from './happenings.ts';

/** An event of each kind with a difference; the compiler asks for every type of event. */
const representatives: { [T in ClientEvent['type']]: (state: ClientState) => ClientEvent[] } = {
  'client.wrote': () => [clientWrote()],
  'client.edited': () => [clientEdited()],
  'client.reacted': () => [clientReacted()],
  'client.started': () => [clientStarted(), clientStarted('site')],
  'client.asked': () => [clientAsked('help')],
  'client.blocked': () => [clientBlocked()],
  'client.returned': () => [clientReturned],
  'agent.commented': () => [agentCommented()],
  'agent.noted': () => [agentNoted()],
  'agent.edited': () => [agentEdited()],
  'agent.reacted': () => [agentReacted()],
  'agent.prioritized': () => [agentPrioritized(1), agentPrioritized(4)],
  'agent.closed': () => [agentClosed()],
  'agent.banned': () => [agentBanned],
  'agent.moved': () => [agentMoved(1)],
  'agent.strayed': () => [agentStrayed(), agentStrayed(true)],
  'client.erased': () => [clientErased],
  'post.sent': ({ context }) => [postSent(context.thread.threadNumber)],
  'post.unconfirmed': ({ context }) => [postUnconfirmed(context.thread.threadNumber)],
  'copy.arrived': () => [copyArrived(), copyArrived(postId(99), threadId(199))],
  'thread.lost': ({ context }) => [threadLost(context.thread.threadNumber)],
  'post.overdue': () => [postOverdue],
  'copy.late': () => [copyLate],
  'copy.missing': () => [copyMissing],
  'thread.due': () => [threadDue],
};
const types = Object.keys(representatives) as ClientEvent['type'][];
const happensTo = (state: ClientState) => types.flatMap((type) => representatives[type](state));

const placeOf = (state: ClientState) => `${state.value.ticket} × ${threadOf(state)} × ${state.value.reach}`;

/** Counters make no difference for the next events. */
const sameFor = ({
  value,
  context: {
    ticket: { origin, priority, greeted },
    thread: { board, candidates, elsewhere, retired, failures, erasings },
    reach: { gone },
  },
}: ClientState) =>
  JSON.stringify([
    value,
    board,
    candidates,
    elsewhere,
    origin,
    priority,
    greeted,
    retired,
    Math.min(failures, 3),
    gone,
    erasings > 0,
  ]);

type Node = {
  state: ClientState /** Keys of the next states. */;
  next: string[];
  answered: ClientEvent[];
};

function explore(): Map<string, Node> {
  const found = new Map([[sameFor(newClient()), newClient()]]);
  const nodes = new Map<string, Node>();
  for (const [key, state] of found) {
    const node: Node = { state, next: [], answered: [] };
    nodes.set(key, node);
    for (const event of happensTo(state)) {
      const { next, accepted } = step(state, event, givenTo(state));
      if (accepted) node.answered.push(event);
      node.next.push(sameFor(next));
      if (!found.has(sameFor(next))) found.set(sameFor(next), next);
    }
  }
  return nodes;
}

/** Keys of all states with a path to the given states. */
function waysTo(goals: Iterable<string>): Set<string> {
  const reached = new Set(goals);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const [key, { next }] of graph) if (next.some((to) => reached.has(to))) reached.add(key);
  }
  return reached;
}

const graph = explore();
const nodes = [...graph.values()];
const places = [...new Set(nodes.map(({ state }) => placeOf(state)))].sort();
const keysAt = (place: string) =>
  [...graph].flatMap(([key, { state }]) => (placeOf(state) === place ? [key] : []));
const canBeServed = waysTo(keysAt('open × ready × reachable'));

const reaches = ['reachable', 'blocked'];
const expectedPlaces = [
  ...['new', 'erased'].flatMap((ticket) => reaches.map((reach) => `${ticket} × none × ${reach}`)),
  ...['open', 'prioritized', 'closed', 'banned'].flatMap((ticket) =>
    ['sending', 'unconfirmed', 'awaitingCopy', 'requestingCopy', 'ready', 'backingOff'].flatMap((thread) =>
      reaches.map((reach) => `${ticket} × ${thread} × ${reach}`),
    ),
  ),
].sort();

test('a client can be everywhere the design knows, and nowhere else', () => {
  expect(places).toEqual(expectedPlaces);
});

describe.each(expectedPlaces)('%s', (place) => {
  test('can be left', () => {
    const here = new Set(keysAt(place));
    const stuck = [...here].filter((key) => graph.get(key)?.next.every((to) => here.has(to)));
    expect(stuck).toEqual([]);
  });

  test('is not for ever: whoever is there can come to be served, with a ready thread, within reach', () => {
    expect(keysAt(place).filter((key) => !canBeServed.has(key))).toEqual([]);
  });

  test('lists in inspect every event that does something, and each it lists is a known one', () => {
    for (const { state, answered } of nodes.filter((node) => placeOf(node.state) === place)) {
      const listed = possibleEvents(state);
      expect(listed).toEqual(expect.arrayContaining(answered.map(({ type }) => type)));
      expect(types).toEqual(expect.arrayContaining(listed));
    }
  });
});

test.each(types)('%s is answered somewhere', (type) => {
  expect(nodes.some(({ answered }) => answered.some((event) => event.type === type))).toBe(true);
});

test('an event nobody knows is answered nowhere, and changes nothing', () => {
  const unknown = { type: 'client.sneezed' } as unknown as ClientEvent;
  for (const { state } of nodes) {
    expect(step(state, unknown, givenTo(state))).toEqual({
      next: state,
      effects: [],
      timers: {},
      accepted: false,
    });
  }
});
