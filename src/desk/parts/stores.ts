import type { ChannelTrouble } from '../../features/channel-health/troubles.ts';
import { createCannedStore } from '../../store/canned.ts';
import { createChannelStore } from '../../store/channel-store.ts';
import { createClientStore } from '../../store/client-store.ts';
import type { Fence } from '../../store/lease.ts';
import { createConversationLog } from '../../store/conversation-log.ts';
import { createLinks } from '../../store/links.ts';
import { createMessageVersions } from '../../store/message-versions.ts';
import { createOutboxStore } from '../../store/outbox-store.ts';
import { createParkedStore } from '../../store/parked-store.ts';
import { createPendingUpdates } from '../../store/pending-updates.ts';
import type { Retention } from '../../store/retention.ts';
import { createReactions } from '../../store/reactions.ts';
import { createTeamStore } from '../../store/team-store.ts';
import { createTicketLists } from '../../store/ticket-lists.ts';
import { createTimerStore } from '../../store/timer-store.ts';
import { createUnreadOwners } from '../../store/unread-owners.ts';
import type { Board } from '../../telegram/boards.ts';
import type { DeskHost } from '../host.ts';
import type { Connected } from './connected.ts';

export type DeskStores = ReturnType<typeof openStores>;

/** Opens every store of the desk in Redis. */
export function openStores(
  { redis }: DeskHost,
  { keys, dataId }: Connected,
  fence: Fence,
  retention: Retention,
) {
  return {
    clients: createClientStore(redis, keys, retention, fence, dataId),
    outbox: createOutboxStore(redis, keys, fence),
    unread: createUnreadOwners(redis, keys, fence),
    timers: createTimerStore(redis, keys, fence),
    intake: createPendingUpdates(redis, keys),
    parked: createParkedStore(redis, keys, retention),
    links: createLinks(redis, keys),
    lists: createTicketLists(redis, keys),
    canned: createCannedStore(redis, keys),
    log: createConversationLog(redis, keys),
    versions: createMessageVersions(redis, keys),
    reactions: createReactions(redis, keys),
    teamOf: (board: Board) => createTeamStore(redis, keys, board),
    channelOf: ({ number }: Board) => createChannelStore<ChannelTrouble>(redis, keys, number),
  };
}
