import { postFace, sameFace } from '../../../machines/client/post-text.ts';
import type { Moment } from '../../actor/reactions.ts';
import type { ReconcilePost } from './post.ts';

/** While the post shows an old face, a reconciliation waits. */
export function reconcileOldFace({ after }: Moment): ReconcilePost[] {
  if (after.state.context.thread.post === null) return [];
  const isRight = after.shown !== null && sameFace(after.shown, postFace(after.state, after.profile));
  return isRight ? [] : [{ kind: 'reconcilePost', slot: 'post' }];
}
