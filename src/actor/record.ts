import type { TimerEvent } from '../../machines/client/event.ts';
import type { ShownFace, Profile } from '../../machines/client/post-text.ts';
import type { ClientState } from '../../machines/client/snapshot.ts';
import { newClient, type TimerName } from '../../machines/client/step.ts';
import type { ClientId, EpochMs } from '../../machines/ids.ts';

/** The desk's knowledge of one client. The size does not grow with the number of messages. */
export type ClientRecord = {
  id: ClientId;
  /** Grows with every commit of state; 0: never committed. */
  version: number;
  state: ClientState;
  profile: Profile;
  /** The last known face of the current post; null: unknown, or no post. */
  shown: ShownFace | null;
  timers: Partial<Record<TimerName, { due: EpochMs; event: TimerEvent }>>;
  /** Time of the last event. Times of events never go back. */
  at: EpochMs;
};

/** Clients to whom the desk may write without being asked. */
export const mayBeAddressed = ({ state: { value } }: ClientRecord): boolean =>
  value.reach === 'reachable' && value.ticket !== 'banned' && value.ticket !== 'erased';

/** Only the id is left of the client. */
export const isErased = ({ state }: ClientRecord): boolean => state.value.ticket === 'erased';

/** The profile of a client without a known name. */
export const nameless = (id: ClientId): Profile => ({
  firstName: String(id),
  lastName: null,
  username: null,
});

export const newRecord = (id: ClientId, at: EpochMs): ClientRecord => ({
  id,
  version: 0,
  state: newClient(),
  profile: nameless(id),
  shown: null,
  timers: {},
  at,
});
