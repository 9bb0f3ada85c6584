import type { ChatDoc } from '../world/shapes.ts';
import { nextCounter, type World } from '../world/world.ts';

/** Makes an empty chat. Returns the chat's id. */
export function foundChat(world: World, type: ChatDoc['type'], title: string, username?: string): number {
  const nth = nextCounter(world);
  const id = type === 'group' ? -5_000_000 - nth : -1_001_000_001_000 - nth;
  world.docs.put('chat', String(id), { id, type, title, username, lastMessageId: 1 });
  return id;
}
