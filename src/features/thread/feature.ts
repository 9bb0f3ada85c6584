import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import { type Delivery, over } from '../../outbox/delivery.ts';
import { openPost, reconcilePost, removePinNotice, retirePost, unpinPost } from './post.ts';
import { removeCommand } from './remove-command.ts';
import { reconcileOldFace } from './shown-post.ts';
import { texts } from './texts.ts';

export type ThreadPorts = {
  /** @throws RetryableError, or TelegramError, while a post would get no copy, or the copy could have been missed */
  confirmChannel(): Promise<void>;
  /** Threads do not come about, or are deleted again and again. */
  threadsFail(): Promise<void>;
};

const alertThreadsFail = ({
  threadsFail,
}: ThreadPorts): Delivery<Extract<ChartEffect, { kind: 'alertThreadsFail' }>> => ({
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  async prepare() {
    await threadsFail();
    return over();
  },
});

/** The client's post in the channel, and the thread under the copy of the post. */
export const thread = {
  reactions: { shown: [reconcileOldFace] },
  deliveries: ({ thread: ports }: { thread: ThreadPorts }) => ({
    openPost: openPost(() => ports.confirmChannel()),
    reconcilePost,
    retirePost,
    unpinPost,
    removePinNotice,
    removeCommand,
    alertThreadsFail: alertThreadsFail(ports),
  }),
  texts,
};
