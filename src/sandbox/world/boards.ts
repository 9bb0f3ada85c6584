import { RefusedAct } from './refused-act.ts';
import type { Board } from './shapes.ts';
import { botOf, changeBot, type World } from './world.ts';

/** The first board of a bot. */
function placeOf(world: World, botId: number): Board {
  const place = botOf(world, botId).place ?? world.docs.get('world', 'world');
  if (place === undefined) throw new Error('The sandbox has no world.');
  return { channelId: place.channelId, groupId: place.groupId };
}

/** All boards of a bot, the first one first. */
export function boardsOf(world: World, botId: number): Board[] {
  return [placeOf(world, botId), ...(botOf(world, botId).boards ?? [])];
}

/**
 * The board of this channel; the first board if no channel is named.
 *
 * @throws RefusedAct if the channel is no board of the bot
 */
export function boardOf(world: World, botId: number, channelId?: number): Board {
  if (channelId === undefined) return placeOf(world, botId);
  const board = boardsOf(world, botId).find((one) => one.channelId === channelId);
  if (board === undefined) throw new RefusedAct('noBoard', channelId);
  return board;
}

/** The channel has another group now: every bot whose board the channel is finds the comments there. */
export function moveBoard(world: World, moved: Board): void {
  const { docs } = world;
  const place = docs.get('world', 'world');
  if (place?.channelId === moved.channelId) docs.put('world', 'world', { ...place, ...moved });
  for (const bot of docs.all('bot').values()) {
    if (bot.place?.channelId === moved.channelId) changeBot(world, bot.id, { place: moved });
    const boards = bot.boards?.map((board) => (board.channelId === moved.channelId ? moved : board));
    if (boards !== undefined) changeBot(world, bot.id, { boards });
  }
}
