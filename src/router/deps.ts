import type { ClientId, UserId } from '../../machines/ids.ts';
import type { Command } from '../actor/command.ts';
import type { Links } from '../store/links.ts';
import type { Membership } from '../store/team-store.ts';
import type { ChatId } from '../telegram/call.ts';
import type { DeskChats } from '../telegram/inbound.ts';

/** The people of the channel, as routing sees them. */
type TeamPort = {
  /** @throws TelegramError when the membership cannot be learned now: nobody may guess */
  membership(user: UserId): Promise<Membership>;
  /** An update named the membership. */
  learn(user: UserId, membership: Membership): Promise<void>;
  /** Telegram reported no change until now. */
  distrust(): Promise<void>;
  setReachable(user: UserId, reachable: boolean): Promise<void>;
};

export type RouteDeps = {
  desk: DeskChats & { botUsername: string };
  team: TeamPort;
  links: Links;
  place: { changed(): void; moved(from: ChatId, to: ChatId): Promise<void> };
  isClient(client: ClientId): Promise<boolean>;
  /** Commits a command before the rest of an update can be understood. */
  commitFirst(draft: Draft): Promise<void>;
};

/** A command that an update asks for, before it has its id and its time. */
export type Draft = Omit<Command, 'id' | 'at'>;
