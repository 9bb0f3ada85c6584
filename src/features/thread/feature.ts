import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import { type Delivery, over } from '../../outbox/delivery.ts';
import type { BoardNumber } from '../../../machines/ids.ts';
import { boardOfClient } from '../../outbox/lanes.ts';
import { openPost, reconcilePost, retirePost } from './post.ts';
import { reconcileOldFace } from './shown-post.ts';
import { texts } from './texts.ts';

export type ThreadPorts = {
  health: {
    /** @throws RetryableError, or TelegramError, while a post would get no copy, or the copy could have been missed */
    confirmBoard(board: BoardNumber): Promise<void>;
    /** Threads do not come about, or are deleted again and again. */
    threadsFail(board: BoardNumber): Promise<void>;
  };
};

const alertThreadsFail = ({
  health,
}: ThreadPorts): Delivery<Extract<ChartEffect, { kind: 'alertThreadsFail' }>> => ({
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  async prepare(_effect, { record }) {
    await health.threadsFail(boardOfClient(record));
    return over();
  },
});

/** The client's post in the channel, and the thread under the copy of the post. */
export const thread = {
  reactions: { shown: [reconcileOldFace] },
  deliveries: (ports: ThreadPorts) => ({
    openPost: openPost((board) => ports.health.confirmBoard(board)),
    reconcilePost,
    retirePost,
    alertThreadsFail: alertThreadsFail(ports),
  }),
  texts,
};
