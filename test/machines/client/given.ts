import { expect } from 'vitest';
import type { ClientContext } from '../../../machines/client/context.ts';
import type { Effect } from '../../../machines/client/effect.ts';
import type { ClientEvent } from '../../../machines/client/event.ts';
import { postFace } from '../../../machines/client/post-text.ts';
import { firstSettings, type Given } from '../../../machines/client/setup.ts';
import type { TicketState } from '../../../machines/client/regions/ticket.ts';
import type { ClientState } from '../../../machines/client/snapshot.ts';
import { newClient, type Step, step, type TimerName } from '../../../machines/client/step.ts';
import type { EpochMs, Priority } from '../../../machines/ids.ts';
import {
  agentBanned,
  agentClosed,
  agentPrioritized,
  clientBlocked,
  clientErased,
  clientStarted,
  clientWrote,
  copyArrived,
  copyLate,
  postUnconfirmed,
  postSent,
  t0,
  threadLost,
} from './happenings.ts';

export type ThreadState =
  | 'none'
  | 'sending'
  | 'unconfirmed'
  | 'awaitingCopy'
  | 'requestingCopy'
  | 'ready'
  | 'backingOff';

type Wanted = {
  ticket?: TicketState;
  /** For a prioritized client. */
  priority?: Exclude<Priority, 1>;
  thread?: ThreadState;
  reach?: 'reachable' | 'blocked';
  /** Pressed /start before writing. */
  greeted?: boolean;
  /** Came through a link that says where from. */
  origin?: string;
};

/** As a desk would give it with an event: the next number of a ticket, and the settings of a new desk. */
export const givenTo = ({ context: { ticket } }: ClientState, now: EpochMs = t0): Given => ({
  now,
  ticketNumber: ticket.number + 1,
  subject: null,
  settings: firstSettings,
});

/** A client after all these events. Without wishes: open, in a ready thread, reachable. */
export function aClient(wanted: Wanted = {}): ClientState {
  const { ticket = 'open', priority = 3, reach = 'reachable', origin } = wanted;
  const thread = wanted.thread ?? (ticket === 'new' || ticket === 'erased' ? 'none' : 'ready');
  const started = wanted.greeted === true || origin !== undefined;
  const state = [
    ...(started ? [clientStarted(origin ?? null)] : []),
    ...(ticket === 'new' ? [] : [clientWrote('bom dia')]),
    ...{
      none: [],
      sending: [],
      unconfirmed: [postUnconfirmed()],
      awaitingCopy: [postSent()],
      requestingCopy: [postSent(), copyLate],
      backingOff: [threadLost(1), threadLost(2), threadLost(3)],
      ready: [postSent(), copyArrived()],
    }[thread],
    ...{
      new: [],
      open: [],
      prioritized: [agentPrioritized(priority)],
      closed: [agentClosed()],
      banned: [agentBanned],
      erased: [clientErased],
    }[ticket],
    ...(reach === 'blocked' ? [clientBlocked()] : []),
  ].reduce((before, event) => step(before, event, givenTo(before)).next, newClient());
  expect(
    { ticket: state.value.ticket, thread: threadOf(state), reach: state.value.reach },
    'nothing that happens makes such a client',
  ).toEqual({ ticket, thread, reach });
  return state;
}

export const threadOf = ({ value: { thread } }: ClientState): ThreadState =>
  typeof thread === 'string' ? thread : thread.opening;

/** `given(aClient()).when(event).thenEffects([…])`. After several `when`, the last is judged. */
export const given = (client: ClientState) => ({
  when: (event: ClientEvent, at: EpochMs = t0) => judge(client, step(client, event, givenTo(client, at))),
});

function judge(before: ClientState, { next, effects, timers, accepted }: Step) {
  const verdict = {
    state: next,
    when: (event: ClientEvent, at: EpochMs = t0) => judge(next, step(next, event, givenTo(next, at))),
    /** Exactly these effects. Order counts within a chat, not between chats. A relay carries the newest number. */
    thenEffects: (expected: ExpectedEffect[]) => {
      expect(byChat(effects)).toEqual(byChat(expected.map((one) => numbered(one, next))));
      return verdict;
    },
    thenTicket: (expected: TicketState) => {
      expect(next.value.ticket).toBe(expected);
      return verdict;
    },
    thenThread: (expected: ThreadState) => {
      expect(threadOf(next)).toBe(expected);
      return verdict;
    },
    thenReach: (expected: 'reachable' | 'blocked') => {
      expect(next.value.reach).toBe(expected);
      return verdict;
    },
    thenTicketNumber: (expected: number) => {
      expect(next.context.ticket.number).toBe(expected);
      return verdict;
    },
    thenPost: (glyph: string, pinned: boolean) => {
      expect(postFace(next, { firstName: 'Ana', lastName: null, username: null })).toEqual({
        glyph,
        name: 'Ana',
        ticket: next.context.ticket.number,
        pinned,
        ...(threadOf(next) === 'requestingCopy' ? { waiting: true } : {}),
        away: next.value.reach === 'blocked' && next.value.ticket !== 'banned',
      });
      return verdict;
    },
    thenTimers: (expected: Partial<Record<TimerName, EpochMs | null>>) => {
      const due = Object.entries(timers).map(([name, timer]) => [name, timer?.due ?? null]);
      expect(Object.fromEntries(due)).toEqual(expected);
      return verdict;
    },
    thenContext: (expected: { [R in keyof ClientContext]?: Partial<ClientContext[R]> }) => {
      expect(next.context).toMatchObject(expected);
      return verdict;
    },
    /** As if it had not happened. */
    thenNothing: () => {
      expect({ next, effects, timers, accepted }).toEqual({
        next: before,
        effects: [],
        timers: {},
        accepted: false,
      });
      return verdict;
    },
  };
  return verdict;
}

/** An effect without the number of the message. */
export type ExpectedEffect = Effect extends infer E ? (E extends Effect ? Omit<E, 'n'> : never) : never;

const numbered = (effect: ExpectedEffect, { context }: ClientState): Effect =>
  effect.kind === 'relayToThread' || effect.kind === 'relayToClient'
    ? { ...effect, n: context.ticket.messages }
    : effect;

/** Chats with several kinds of effects. An effect of another kind keeps the order among its kind. */
const chatOf: { [K in Effect['kind']]?: 'channel' | 'thread' | 'client' | 'admins' } = {
  openPost: 'channel',
  retirePost: 'channel',
  erasePost: 'channel',
  relayToThread: 'thread',
  editInThread: 'thread',
  reactInThread: 'thread',
  removeMessage: 'thread',
  tellMove: 'thread',
  relayToClient: 'client',
  editAtClient: 'client',
  reactAtClient: 'client',
  alertAdmins: 'admins',
  alertThreadsFail: 'admins',
};

function byChat(effects: Effect[]): Partial<Record<string, Effect[]>> {
  const chats: Partial<Record<string, Effect[]>> = {};
  for (const effect of effects) {
    const chat = effect.kind === 'say' ? String(effect.to) : (chatOf[effect.kind] ?? effect.kind);
    (chats[chat] ??= []).push(effect);
  }
  return chats;
}
