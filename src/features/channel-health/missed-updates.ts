import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import type { Clock } from '../../base/clock.ts';

/** Telegram forgets what it could not deliver for this long (`FACTS.md #19`). */
const TELEGRAM_KEEPS_MS = 24 * 60 * 60 * 1000;

/** When the desk last listened to Telegram. */
type AwakeStore = {
  awakeAt(): Promise<EpochMs | null>;
  markAwake(at: EpochMs): Promise<void>;
};

type AbsenceDeps = {
  store: AwakeStore;
  /** Administrators who can be told. */
  audience(): Promise<UserId[]>;
  dispatch: Dispatch;
  clock: Clock;
  onGap(from: EpochMs, to: EpochMs): void;
};

/**
 * Called now and then while Telegram is listened to, and nothing of before is left to take. Who was away for longer than
 * Telegram keeps updates has lost some, and says so once: whether the desk was down or its network, what clients wrote
 * in that time will not come any more.
 */
export async function noteAwake({ store, audience, dispatch, clock, onGap }: AbsenceDeps): Promise<void> {
  const now = clock.now();
  const last = await store.awakeAt();
  if (last !== null && now - last > TELEGRAM_KEEPS_MS) {
    const lostUntil = (now - TELEGRAM_KEEPS_MS) as EpochMs;
    for (const admin of await audience()) {
      await dispatch({
        id: `gap:${last}:${admin}`,
        owner: admin,
        at: now,
        effects: [{ kind: 'reportGap', from: last, to: lostUntil }],
      });
    }
    onGap(last, lostUntil);
  }
  // Last: who dies before has it to say again, and the commands are remembered.
  await store.markAwake(now);
}
