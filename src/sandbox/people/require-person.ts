import { RefusedAct } from '../world/refused-act.ts';
import type { UserDoc } from '../world/shapes.ts';
import { userOf, type World } from '../world/world.ts';

/** A person whose account is not deleted. */
export function requirePerson(world: World, userId: number): UserDoc {
  const user = userOf(world, userId);
  if (user === undefined) throw new RefusedAct('noUser', userId);
  if (user.deactivated) throw new RefusedAct('deactivated', userId);
  return user;
}
