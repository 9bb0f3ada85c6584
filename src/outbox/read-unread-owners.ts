import type { UserId } from '../../machines/ids.ts';
import type { News } from '../store/unread-owners.ts';

export type CatchUpDeps = {
  news: News;
  /** Never rejects. */
  reload(owner: UserId): Promise<void>;
  /** Whether more of what goes to many people should be read now. */
  hasRoom(): boolean;
  over: AbortSignal;
};

export type CatchUp = {
  /** Reads for the worker all that it has not been told of, and of a broadcast what will leave soon. One look at a time; one asked for meanwhile follows. */
  look(): Promise<void>;
  idle(): boolean;
};

const BATCH = 100;

export function createCatchUp({ news, reload, hasRoom, over }: CatchUpDeps): CatchUp {
  let looking: Promise<void> | null = null;
  let asked = false;

  async function readAll(): Promise<void> {
    while (asked && !over.aborted) {
      asked = false;
      const first = await news.unread(BATCH);
      const unread = hasRoom() ? first : first.filter(({ isForMany }) => !isForMany);
      await Promise.all(
        unread.map(async (one) => {
          await reload(one.owner);
          if (!over.aborted) await news.markRead(one);
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
