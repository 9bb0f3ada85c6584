import type { Attempt, DeliveryOutcome, Refused } from '../delivery.ts';

/** Only Telegram's answer about the client changes the client's state. */
export const isReachable = ({ gone }: Refused): boolean => gone === undefined || gone === 'never-started';

export function unreachable({ gone }: Refused, { record }: Attempt): DeliveryOutcome {
  if (gone === undefined || gone === 'never-started' || record === null) return {};
  return {
    event: { type: 'client.blocked', cause: gone, reachEpoch: record.state.context.reach.reachEpoch },
  };
}
