import type { ClientId } from '../../machines/ids.ts';
import type { Typed } from './command.ts';

/** @throws SetupError when the words are not the id of a client alone */
export function clientIn({ words: [id, ...more], misused }: Pick<Typed, 'words' | 'misused'>): ClientId {
  const client = Number(id);
  if (id === undefined || more.length > 0 || !/^\d+$/.test(id) || !Number.isSafeInteger(client)) {
    throw misused("The client's id is the number in their post.");
  }
  return client as ClientId;
}
