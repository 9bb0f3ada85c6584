import { logMove } from '../../actor/commit-log.ts';
import { createDispatch, type Dispatch } from '../../actor/dispatch.ts';
import type { CommitFeed } from '../commit-feed.ts';
import type { DeskCore } from '../core.ts';
import { deskReactions } from '../features.ts';

/** Decides on commands, and hands each commit to the followers of the feed. */
export function createDecisions(
  { connected: { log, retry }, options, settings, stores }: DeskCore,
  feed: CommitFeed,
): Dispatch {
  feed.follow({
    committed(commitment) {
      retry.well();
      logMove(log, commitment);
    },
  });
  return createDispatch({
    store: stores.clients,
    settings: settings.decisions,
    reactions: deskReactions(options.without),
    onCommitted: (commitment) => feed.committed(commitment),
    onBehind: (owner) => feed.behind(owner),
    waitOut: (error, attempt) => retry.waitOut(error, attempt),
  });
}
