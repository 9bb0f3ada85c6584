import type { UserId } from '../../machines/words.ts';
import type { News } from '../store/news.ts';

export type CatchUpDeps = {
  news: News;
  /** Never rejects. */
  reload(owner: UserId): Promise<void>;
  over: AbortSignal;
};

export type CatchUp = {
  /** Reads for the worker all that it has not been told of. One look at a time; one asked for meanwhile follows. */
  look(): Promise<void>;
  idle(): boolean;
};

const BATCH = 100;

export function createCatchUp({ news, reload, over }: CatchUpDeps): CatchUp {
  let looking: Promise<void> | null = null;
  let asked = false;

  async function readAll(): Promise<void> {
    while (asked && !over.aborted) {
      asked = false;
      const unread = await news.unread(BATCH);
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
