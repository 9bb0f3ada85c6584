import type { ClientStore } from '../../actor/ports.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { RouteDeps } from '../../router/deps.ts';
import type { Links } from '../../store/links.ts';
import type { TelegramApi } from '../../telegram/api.ts';
import type { DeskChats } from '../../telegram/inbound.ts';

type RoutingDeps = {
  parts: Pick<RouteDeps, 'team' | 'channelHealth' | 'rows'>;
  /** The group's id in `chats` changes when the group moves. */
  chats: DeskChats & { botUsername: string };
  says: { texts: Texts; collect: RouteDeps['desk']['collect'] };
  stores: { links: Links; clients: Pick<ClientStore, 'load'> };
  api: Pick<TelegramApi, 'answer'>;
};

/** The router's knowledge of the desk. */
export const createRouting = ({ chats, says, stores, parts, api }: RoutingDeps): RouteDeps => ({
  desk: Object.assign(chats, says),
  ...parts,
  clients: {
    ...stores.links,
    isClient: async (client) => (await stores.clients.load(client)) !== null,
  },
  answer: api.answer,
});
