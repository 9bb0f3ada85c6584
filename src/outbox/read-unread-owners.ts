import type { Owner } from '../../machines/ids.ts';
import type { UnreadOwners } from '../store/unread-owners.ts';

type UnreadDeps = {
  unreadOwners: UnreadOwners;
  /** Never rejects. */
  reload(owner: Owner): Promise<void>;
  /** More bulk effects should be read now. */
  hasRoom(): boolean;
  over: AbortSignal;
};

export type ReadUnread = {
  /**
   * Reads the entries of all unread owners for the worker; of bulk effects only as many as leave soon. One look at a
   * time: a look that is asked for during a look follows.
   */
  look(): Promise<void>;
  idle(): boolean;
};

const BATCH = 100;

export function createReadUnread({ unreadOwners, reload, hasRoom, over }: UnreadDeps): ReadUnread {
  let looking: Promise<void> | null = null;
  let asked = false;

  async function readAll(): Promise<void> {
    while (asked && !over.aborted) {
      asked = false;
      const first = await unreadOwners.unread(BATCH);
      const unread = hasRoom() ? first : first.filter(({ isForMany }) => !isForMany);
      await Promise.all(
        unread.map(async (one) => {
          await reload(one.owner);
          if (!over.aborted) await unreadOwners.markRead(one);
        }),
      );
      asked ||= unread.length > 0;
    }
  }

  return {
    look() {
      asked = true;
      looking ??= readAll().finally(() => {
        looking = null;
      });
      return looking;
    },
    idle: () => looking === null,
  };
}
