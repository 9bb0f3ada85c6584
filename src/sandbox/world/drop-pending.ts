import { pairKey } from './keys.ts';
import type { World } from './world.ts';

export function dropPending(world: World, botId: number): void {
  for (const updateId of world.index.updates(botId).keys()) {
    world.docs.delete('update', pairKey(botId, updateId));
  }
}
