import type { MediaContent, TextContent } from '../../../machines/content.ts';
import { mayBeAddressed } from '../../actor/record.ts';
import { clientOf, type Delivery, over } from '../../outbox/delivery.ts';
import { ownLane } from '../../outbox/lanes.ts';
import { TO_PERSON } from '../../outbox/message/at-client.ts';
import { passFile, passText } from '../../outbox/message/copy-calls.ts';
import { isReachable, unreachable } from '../../outbox/message/reach.ts';

/** One client's share of a campaign. */
type Broadcast = {
  kind: 'broadcast';
  campaign: string;
  content: TextContent | MediaContent;
  bulk: true;
};

export const broadcastTo = (campaign: string, content: Broadcast['content']): Broadcast => ({
  kind: 'broadcast',
  campaign,
  content,
  bulk: true,
});

export const broadcast: Delivery<Broadcast> = {
  lane: ownLane,
  needs: 'nothing',
  rank: 'bulk',
  order: 'apart',
  onRepeat: 'duplicates',
  prepare({ content }, attempt) {
    // The client was banned, or blocked the bot, since the order.
    if (attempt.record === null || !mayBeAddressed(attempt.record)) return over();
    const client = clientOf(attempt);
    return {
      is: 'call',
      call:
        content.kind === 'text' ? passText(content, client, undefined) : passFile(content, client, undefined),
      context: TO_PERSON,
      done: () => ({}),
      refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
    };
  },
};
