import { describe, expect, test } from 'vitest';
import { composeChart, regions } from '../../../machines/client/chart.ts';
import type { Effect } from '../../../machines/client/effect.ts';
import type { ClientEvent } from '../../../machines/client/event.ts';
import { changeIn, client, effect, type Region, setTimer } from '../../../machines/client/setup.ts';
import type { ClientState } from '../../../machines/client/snapshot.ts';
import { step } from '../../../machines/client/step.ts';
import { aClient, givenTo } from './given.ts';
import { agentCommented, clientWrote, t0 } from './happenings.ts';

const HOUR_MS = 60 * 60_000;

/** A region of a later program: closes an idle ticket, and looks after tickets that were open before the region. */
const looks = (what: string) =>
  effect(({ context }) => ({ kind: 'trial', what, ticket: context.ticket.number }) as unknown as Effect);
const trial: Region = {
  atFirst: { revived: 0 },
  chart: client.createStateConfig({
    initial: 'watching',
    states: { watching: { entry: [looks('entry')], on: { 'client.wrote': { actions: [looks('event')] } } } },
  }),
  onRevive: [
    changeIn('trial' as 'reach')(() => ({ revived: 1 }) as never),
    looks('revive'),
    setTimer('trial.due' as 'copy.late', HOUR_MS),
  ],
};
const later = composeChart({ ...regions, trial });
const stepLater = (state: ClientState, event: ClientEvent) => step(state, event, givenTo(state), later);
const slice = (state: ClientState) => (state.context as unknown as Record<string, unknown>)['trial'];

describe('a stored client that lacks a region', () => {
  const stored = aClient();

  test('takes the actions of the revival, before the event of the first decision', () => {
    const { next, effects, timers, accepted } = stepLater(stored, clientWrote());
    expect(accepted).toBe(true);
    expect(next.value).toEqual({ ...stored.value, trial: 'watching' });
    expect(slice(next)).toEqual({ revived: 1 });
    expect(effects).toEqual([
      { kind: 'trial', what: 'revive', ticket: 1 },
      expect.objectContaining({ kind: 'relayToThread' }),
      { kind: 'trial', what: 'event', ticket: 1 },
    ]);
    expect(timers).toEqual({ 'trial.due': { due: t0 + HOUR_MS, event: { type: 'trial.due' } } });
  });

  test('is revived once: the next decision finds the region', () => {
    const { next } = stepLater(stored, clientWrote());
    const { effects, timers } = stepLater(next, agentCommented());
    expect(effects.map(({ kind }) => kind)).toEqual(['relayToClient']);
    expect(timers).toEqual({});
  });

  test('is revived too by an event without an answer, in case the decision is committed', () => {
    const banned = aClient({ ticket: 'banned' });
    const { accepted, effects } = stepLater(banned, clientWrote());
    expect(accepted).toBe(true);
    expect(effects).toContainEqual({ kind: 'trial', what: 'revive', ticket: 1 });
    const deaf = composeChart({ ...regions, trial: { ...trial, chart: {} } });
    const unanswered = step(banned, clientWrote(), givenTo(banned), deaf);
    expect(unanswered.accepted).toBe(false);
    expect(unanswered.effects).toEqual([{ kind: 'trial', what: 'revive', ticket: 1 }]);
  });

  test('gains nothing from a region that declares no revival', () => {
    const { onRevive: _none, ...silent } = trial;
    const chart = composeChart({ ...regions, trial: silent });
    const { effects, timers } = step(stored, agentCommented(), givenTo(stored), chart);
    const today = step(stored, agentCommented(), givenTo(stored));
    expect({ effects, timers }).toEqual({ effects: today.effects, timers: {} });
  });
});
