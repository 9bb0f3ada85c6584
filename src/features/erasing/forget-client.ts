import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { ClientId, PostId } from '../../../machines/ids.ts';
import { clientOf, type Delivery, over } from '../../outbox/delivery.ts';
import { erasePost } from '../../outbox/message/old-post.ts';
import type { Erasure } from '../../store/client-data.ts';

type ForgetClient = Extract<ChartEffect, { kind: 'forgetClient' }>;

/** Removes the stored rest of a client. Safe to repeat. @returns the posts that show the name */
export type ForgetPort = (client: ClientId, erasure: Erasure) => Promise<PostId[]>;

/** Waits in Redis like every effect, so that a crash leaves nothing behind. The posts follow one by one. */
export const forgetClient = (forget: ForgetPort): Delivery<ForgetClient> => ({
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  async prepare({ kind: _kind, ...bounds }, attempt) {
    const posts = await forget(clientOf(attempt), { ...bounds, at: attempt.entry.at });
    return over({ effects: posts.map(erasePost) });
  },
});
