import type { Method } from '../call/call.ts';
import { botOf } from '../../world/world.ts';

export const getMyName: Method = ({ world, botId }) => ({ name: botOf(world, botId).firstName });
