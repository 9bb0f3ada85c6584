import type { Owner } from '../../machines/ids.ts';
import type { Commitment } from '../actor/dispatch.ts';

/** Follows the commits of this process, in the order of the commits of one owner. */
type Follower = {
  committed(commitment: Commitment): void;
  /** More waits for this owner than this process knows. */
  reload?(owner: Owner): void;
};

/** Hands each commit to the followers. So deciding needs no knowledge of delivery. */
export class CommitFeed {
  readonly #followers: Follower[] = [];

  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  committed(commitment: Commitment): void {
    for (const follower of this.#followers) follower.committed(commitment);
  }

  behind(owner: Owner): void {
    for (const follower of this.#followers) follower.reload?.(owner);
  }
}
