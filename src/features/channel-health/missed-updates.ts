import type { Say } from '../../../machines/client/say.ts';
import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import type { Clock } from '../../base/clock.ts';
import { saying } from '../../i18n/saying.ts';

/** Telegram drops updates after this time (`FACTS.md #19`). */
const TELEGRAM_KEEPS_MS = 24 * 60 * 60 * 1000;

/** Time at which the desk last listened to Telegram. */
type AwakeStore = {
  awakeAt(): Promise<EpochMs | null>;
  markAwake(at: EpochMs): Promise<void>;
};

export type ListeningDeps = {
  store: AwakeStore;
  /** Administrators within the bot's reach. */
  audience(): Promise<UserId[]>;
  dispatch: Dispatch;
  clock: Clock;
  onGap(from: EpochMs, to: EpochMs): void;
};

/**
 * Notes that the desk listens. Called regularly while the desk polls or is delivered to, and the backlog is finished.
 * After a longer absence than Telegram keeps updates, messages of clients are lost. The administrators are notified
 * once, whether the desk or the network was down.
 */
export async function noteAwake({ store, audience, dispatch, clock, onGap }: ListeningDeps): Promise<void> {
  const now = clock.now();
  const last = await store.awakeAt();
  if (last !== null && now - last > TELEGRAM_KEEPS_MS) {
    const lostUntil = (now - TELEGRAM_KEEPS_MS) as EpochMs;
    for (const admin of await audience()) {
      await dispatch({
        id: `gap:${last}:${admin}`,
        owner: admin,
        actor: { kind: 'desk' },
        at: now,
        effects: [
          {
            kind: 'say',
            to: 'owner',
            text: saying('report-gap', { from: { at: last }, to: { at: lostUntil } }),
          } satisfies Say,
        ],
      });
    }
    onGap(last, lostUntil);
  }
  // Comes last: a process that dies before reports again, and the commands are deduplicated.
  await store.markAwake(now);
}
