import { fullName } from '../../../machines/client/post-text.ts';
import type { Say } from '../../../machines/client/say.ts';
import type { PostId, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import type { Effect } from '../../actor/effects.ts';
import type { ClientRecord } from '../../actor/record.ts';
import type { Clock } from '../../base/clock.ts';
import { saying } from '../../i18n/saying.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export type FloodNoteDeps = {
  dispatch: Dispatch;
  clock: Clock;
  perMinute(): number;
  /** The administrators want alerts. */
  alertsAdmins(): boolean;
  log: Logger;
};

/**
 * Tells the team and the administrators that a client floods: once a day, whichever process finds out, because the command
 * is remembered. A flood that lasts past midnight is still the same flood.
 */
export function createFloodNote({ dispatch, clock, perMinute, alertsAdmins, log }: FloodNoteDeps) {
  const toldAtMs = new Map<UserId, number>();
  return (client: UserId, record: ClientRecord | null): void => {
    if (record === null) return;
    const { root, post } = record.state.context.thread;
    const nowMs = clock.monotonic();
    if (root === null || nowMs - (toldAtMs.get(client) ?? -Infinity) < DAY_MS) return;
    toldAtMs.set(client, nowMs);
    events.clientFlooded(log, { client });
    const effects: Effect[] = [
      // A reply to the root, because a line of the conversation would wait behind the slowed messages.
      {
        kind: 'say',
        to: 'thread',
        text: saying('note-flooding', { limit: perMinute() }),
        replyTo: root,
      } satisfies Say,
      ...(alertsAdmins() ? [alert(record, post)] : []),
    ];
    const at = clock.now();
    const actor = { kind: 'desk' } as const;
    const id = `flood:${client}:${Math.floor(at / DAY_MS)}`;
    dispatch({ id, owner: client, actor, at, effects }).catch((err: unknown) =>
      events.taskFailed(log, { task: `flood note of ${client}`, err }),
    );
  };
}

const alert = ({ id, profile }: ClientRecord, post: PostId | null): Say => ({
  kind: 'say',
  to: 'admins',
  text: [
    saying('report-flooding', { client: { name: fullName(profile), id } }),
    ...(post === null ? [] : [{ ...saying('open-thread'), url: { post } }]),
  ],
});
