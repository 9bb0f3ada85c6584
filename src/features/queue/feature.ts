import type { ClientId } from '../../../machines/ids.ts';
import type { ClientRecord } from '../../actor/record.ts';
import type { Clock } from '../../base/clock.ts';
import { type Memberships, personOf } from '../../router/person.ts';
import type { TicketLists } from '../../store/ticket-lists.ts';
import { queueButtons, queueCommands } from './commands.ts';
import { findPeople } from './find-people.ts';
import { type ListDeps, showQueue } from './show-queue.ts';
import { texts } from './texts.ts';

export type QueuePorts = Memberships & {
  stores: { lists: TicketLists; clients: { load(client: ClientId): Promise<ClientRecord | null> } };
  runtime: { clock: Pick<Clock, 'now'> };
};

/** `/fila` and `/buscar` in the private chat of an agent with the bot: the waiting clients, and any client. */
export const queue = {
  deliveries({ team, stores, runtime: { clock } }: QueuePorts) {
    const deps: ListDeps = {
      lists: stores.lists,
      load: (client) => stores.clients.load(client),
      person: (id) => personOf(id, { team }),
      clock,
    };
    return { showQueue: showQueue(deps), findPeople: findPeople(deps) };
  },
  commands: queueCommands,
  buttons: queueButtons,
  texts,
};
