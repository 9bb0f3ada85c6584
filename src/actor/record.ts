import type { TimerEvent } from '../../machines/client/event.ts';
import type { ShownFace, Profile } from '../../machines/client/post-text.ts';
import type { ClientState } from '../../machines/client/snapshot.ts';
import { newClient, type TimerName } from '../../machines/client/step.ts';
import type { ClientId, EpochMs } from '../../machines/ids.ts';

/** All that is known of one client. Its size does not depend on how much was said. */
export type ClientRecord = {
  id: ClientId;
  /** Grows by one with every commit of state; 0 was never committed. */
  version: number;
  state: ClientState;
  profile: Profile;
  /** What the current post was last seen to show; null when unknown or when there is no post. */
  shown: ShownFace | null;
  timers: Partial<Record<TimerName, { due: EpochMs; event: TimerEvent }>>;
  /** Time of the last event; an event never carries an earlier one. */
  at: EpochMs;
};

/** Whom the desk may write to of its own accord. */
export const mayBeAddressed = ({ state: { value } }: ClientRecord): boolean =>
  value.reach === 'reachable' && value.ticket !== 'banned';

export const newRecord = (id: ClientId, at: EpochMs): ClientRecord => ({
  id,
  version: 0,
  state: newClient(),
  profile: { firstName: String(id), lastName: null, username: null },
  shown: null,
  timers: {},
  at,
});
