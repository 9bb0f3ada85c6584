import type { ClientStore } from '../../actor/ports.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { RouteDeps } from '../../router/deps.ts';
import type { Links } from '../../store/links.ts';
import type { TelegramApi } from '../../telegram/api.ts';
import type { DeskState } from '../state.ts';

type RoutingDeps = {
  parts: Pick<RouteDeps, 'team' | 'channelHealth' | 'rows'>;
  state: Pick<DeskState, 'boards' | 'botUsername'>;
  says: { texts: Texts; collect: RouteDeps['desk']['collect'] };
  stores: { links: Links; clients: Pick<ClientStore, 'load'> };
  api: Pick<TelegramApi, 'answer'>;
};

/** The router's knowledge of the desk. */
export const createRouting = ({ state, says, stores, parts, api }: RoutingDeps): RouteDeps => ({
  desk: { boards: state.boards, botUsername: state.botUsername, ...says },
  ...parts,
  clients: {
    ...stores.links,
    isClient: async (client) => (await stores.clients.load(client)) !== null,
  },
  answer: api.answer,
});
