import type { Say, Saying } from '../../../machines/client/say.ts';
import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import type { Clock } from '../../base/clock.ts';
import { saying } from '../../i18n/saying.ts';
import { boardLane, isTelegramLane, type LaneId } from '../../outbox/lanes.ts';

export type LongPausesDeps = {
  /** Administrators who can be reached in private. */
  audience(): Promise<UserId[]>;
  dispatch: Dispatch;
  clock: Clock;
  /** Shows people outside why the desk does not write. */
  readiness: { block(reason: string, forMs: number): void; clear(): void };
};

/** A shorter pause is everyday business on a busy desk. */
const LONG_MS = 5 * 60_000;

/** A process that starts during a pause is told nearly the same end by Telegram, and reports nothing new. */
const SAME_END_MS = 10 * 60_000;

type Place = 'channel' | 'group' | 'all';

/**
 * Pauses that Telegram asked for and that people must know of.
 *
 * I1 A pause of a few minutes is not reported. A long pause is reported once, with its end, to each administrator.
 * I2 The end is reported when the first message passes again.
 * I3 A pause of the channel, the group or the whole bot blocks readiness; a pause of one private chat does not.
 */
export class LongPauses {
  readonly #deps: LongPausesDeps;
  readonly #paused = new Map<LaneId | 'all', EpochMs>();

  constructor(deps: LongPausesDeps) {
    this.#deps = deps;
  }

  async paused(lane: LaneId | 'all', waitMs: number): Promise<void> {
    if (waitMs < LONG_MS || (lane !== 'all' && !isTelegramLane(lane))) return;
    const until = (this.#deps.clock.now() + waitMs) as EpochMs;
    this.#paused.set(lane, until);
    const place = placeOf(lane);
    if (place !== null) {
      const where = place === 'all' ? 'any chat' : `the ${place}`;
      const reason = `Telegram lets the bot write nothing into ${where} until ${new Date(until).toISOString()}.`;
      this.#deps.readiness.block(reason, waitMs);
    }
    await this.#report(`long:${lane}`, until, place === null ? ofPerson(lane, until) : ofPlace(place, until));
  }

  async delivered(lane: LaneId): Promise<void> {
    if (this.#paused.size === 0) return;
    const ended = ([lane, 'all'] as const).flatMap((one) => {
      const until = this.#paused.get(one);
      return until === undefined ? [] : [{ lane: one, until }];
    });
    for (const { lane: one, until } of ended) {
      this.#paused.delete(one);
      if (![...this.#paused.keys()].some((other) => placeOf(other) !== null)) this.#deps.readiness.clear();
      await this.#report(`over:${one}`, until, saying('long-pause-over'));
    }
  }

  async #report(what: string, until: EpochMs, text: Saying): Promise<void> {
    const { audience, clock, dispatch } = this.#deps;
    for (const admin of await audience()) {
      await dispatch({
        id: `pause:${what}:${Math.round(until / SAME_END_MS)}:${admin}`,
        owner: admin,
        actor: { kind: 'desk' },
        at: clock.now(),
        effects: [{ kind: 'say', to: 'owner', text } satisfies Say],
      });
    }
  }
}

const placeOf = (lane: LaneId | 'all'): Place | null =>
  lane === 'all' ? 'all' : (boardLane(lane)?.chat ?? null);

const ofPlace = (place: Place, until: EpochMs): Saying =>
  saying('long-pause', { place, until: { at: until } });

function ofPerson(lane: LaneId | 'all', until: EpochMs): Saying {
  const id = lane.replace(/^private:/, '');
  return saying('long-pause-private', { person: { name: id, id: Number(id) }, until: { at: until } });
}
