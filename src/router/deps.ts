import type { ClientId } from '../../machines/ids.ts';
import type { Command } from '../actor/command.ts';
import type { Team } from '../features/team/team.ts';
import type { Links } from '../store/links.ts';
import type { ChatId } from '../telegram/call.ts';
import type { DeskChats } from '../telegram/inbound.ts';

export type RouteDeps = {
  desk: DeskChats & { botUsername: string };
  team: Team;
  links: Links;
  place: { changed(): void; moved(from: ChatId, to: ChatId): Promise<void> };
  isClient(client: ClientId): Promise<boolean>;
  /** Commits a command before the rest of an update can be understood. */
  commitFirst(draft: Draft): Promise<void>;
};

/** A command that an update asks for, before it has its id and its time. */
export type Draft = Omit<Command, 'id' | 'at'>;
